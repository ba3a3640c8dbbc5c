"""What the audit notes, in the words of people: each action that anybody writes down has a name."""

from collections.abc import Mapping
from typing import Final

from flow_runtime.problems import Words

AUDITED_ACTIONS: Final[Mapping[str, Words]] = {
    "channel.set": {"pt-BR": "mudou um canal", "en": "changed a channel"},
    "customers.viewed": {"pt-BR": "consultou dados de clientes", "en": "looked at customers' data"},
    "flow.archived": {"pt-BR": "arquivou um fluxo", "en": "archived a flow"},
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
    "persona.kept": {"pt-BR": "guardou uma persona", "en": "kept a persona"},
    "persona.removed": {"pt-BR": "apagou uma persona", "en": "removed a persona"},
    "secret.removed": {"pt-BR": "apagou um segredo", "en": "removed a secret"},
    "secret.set": {"pt-BR": "guardou um segredo", "en": "kept a secret"},
    "tests.changed": {"pt-BR": "mudou testes", "en": "changed tests"},
    "tests.imported": {"pt-BR": "importou testes", "en": "imported tests"},
    "tests.kept": {"pt-BR": "guardou um teste", "en": "kept a test"},
    "tests.removed": {"pt-BR": "apagou um teste", "en": "removed a test"},
}


def action_words(action: str) -> Words:
    """Return what people call an action; one of a newer release is called by its code."""
    return AUDITED_ACTIONS.get(action) or {"pt-BR": action, "en": action}
