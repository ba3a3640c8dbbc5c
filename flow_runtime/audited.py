"""What the audit notes, in the words of people: each action that anybody writes down has a name."""

from collections.abc import Mapping
from typing import Final

from flow_runtime.problems import Words

AUDITED_ACTIONS: Final[Mapping[str, Words]] = {
    "channel.set": {"pt-BR": "mudou um canal", "en": "changed a channel"},
    "comment.reopened": {"pt-BR": "reabriu um comentário", "en": "reopened a comment"},
    "comment.resolved": {"pt-BR": "resolveu um comentário", "en": "resolved a comment"},
    "comment.written": {"pt-BR": "comentou uma versão", "en": "commented on a version"},
    "conversations.moved": {
        "pt-BR": "passou conversas para outra versão",
        "en": "moved conversations to another version",
    },
    "customers.viewed": {"pt-BR": "consultou dados de clientes", "en": "looked at customers' data"},
    "flow.archived": {"pt-BR": "arquivou um fluxo", "en": "archived a flow"},
    "flow.changed": {"pt-BR": "mexeu em um rascunho", "en": "changed a draft"},
    "flow.created": {"pt-BR": "criou um fluxo", "en": "created a flow"},
    "flow.imported": {"pt-BR": "importou um fluxo", "en": "imported a flow"},
    "flow.moved": {"pt-BR": "mudou um fluxo de pasta", "en": "moved a flow to a folder"},
    "flow.published": {"pt-BR": "publicou um fluxo", "en": "published a flow"},
    "flow.replaced": {"pt-BR": "trocou um rascunho", "en": "replaced a draft"},
    "flow.restored": {"pt-BR": "trouxe de volta um fluxo", "en": "restored a flow"},
    "flow.rolled_back": {
        "pt-BR": "voltou à versão anterior",
        "en": "went back to an earlier version",
    },
    "person.closed": {"pt-BR": "encerrou uma conta", "en": "closed an account"},
    "person.created": {"pt-BR": "criou uma conta", "en": "made an account"},
    "person.invited": {
        "pt-BR": "gerou um link para definir a senha",
        "en": "made a link to set a password",
    },
    "person.locked": {
        "pt-BR": "teve a conta bloqueada por senhas erradas",
        "en": "was locked out by wrong passwords",
    },
    "person.password_changed": {"pt-BR": "mudou a senha", "en": "changed the password"},
    "person.reopened": {"pt-BR": "reabriu uma conta", "en": "opened an account again"},
    "person.roles_changed": {
        "pt-BR": "mudou os papéis de uma conta",
        "en": "changed the roles of an account",
    },
    "person.signed_in": {"pt-BR": "entrou", "en": "signed in"},
    "person.signed_out_everywhere": {
        "pt-BR": "encerrou todos os acessos de uma conta",
        "en": "ended all sign-ins of an account",
    },
    "persona.kept": {"pt-BR": "guardou uma persona", "en": "kept a persona"},
    "persona.removed": {"pt-BR": "apagou uma persona", "en": "removed a persona"},
    "rule.changed": {"pt-BR": "mudou uma regra da empresa", "en": "changed a rule of the company"},
    "plan.cancelled": {
        "pt-BR": "cancelou uma publicação marcada",
        "en": "cancelled a planned publication",
    },
    "plan.failed": {
        "pt-BR": "tinha marcado uma publicação que não pôde ser feita",
        "en": "had planned a publication that could not be done",
    },
    "plan.made": {"pt-BR": "marcou uma publicação", "en": "planned a publication"},
    "secret.removed": {"pt-BR": "apagou um segredo", "en": "removed a secret"},
    "secret.set": {"pt-BR": "guardou um segredo", "en": "kept a secret"},
    "tests.changed": {"pt-BR": "mudou testes", "en": "changed tests"},
    "tests.imported": {"pt-BR": "importou testes", "en": "imported tests"},
    "tests.kept": {"pt-BR": "guardou um teste", "en": "kept a test"},
    "tests.removed": {"pt-BR": "apagou um teste", "en": "removed a test"},
    "token.created": {"pt-BR": "criou uma chave de API", "en": "made an API token"},
    "token.ended": {"pt-BR": "encerrou uma chave de API", "en": "ended an API token"},
    "workspace.imported": {
        "pt-BR": "mudou filas, calendários ou conexões",
        "en": "changed queues, calendars or connections",
    },
    "version.approved": {"pt-BR": "aprovou uma versão", "en": "approved a version"},
    "version.approved_by_author": {
        "pt-BR": "aprovou a própria versão",
        "en": "approved a version of their own",
    },
    "version.sent_back": {"pt-BR": "devolveu uma versão", "en": "sent a version back"},
    "version.submitted": {
        "pt-BR": "enviou uma versão para revisão",
        "en": "submitted a version for review",
    },
    "trial.returned": {
        "pt-BR": "encerrou uma experiência que ia mal",
        "en": "ended a trial that went badly",
    },
    "trial.started": {
        "pt-BR": "pôs uma versão em experiência",
        "en": "put a version on trial",
    },
    "trial.stopped": {"pt-BR": "encerrou uma experiência", "en": "stopped a trial"},
}


def action_words(action: str) -> Words:
    """Return what people call an action; one of a newer release is called by its code."""
    return AUDITED_ACTIONS.get(action) or {"pt-BR": action, "en": action}
