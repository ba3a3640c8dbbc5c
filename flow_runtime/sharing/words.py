"""What the papers themselves say, in both languages of the interface."""

from typing import Final

from flow_runtime.problems import Words

WORDS: Final[dict[str, Words]] = {
    "approval": {"pt-BR": "Aprovação", "en": "Sign-off"},
    "approved": {"pt-BR": "Aprovado", "en": "Approved"},
    "approved_if": {"pt-BR": "Aprovado com ajustes", "en": "Approved with changes"},
    "blocks": {"pt-BR": "Blocos", "en": "Blocks"},
    "continues": {"pt-BR": "continua em", "en": "continues at"},
    "continues_elsewhere": {"pt-BR": "Continua em", "en": "Continues in"},
    "date": {"pt-BR": "Data", "en": "Date"},
    "drawing": {"pt-BR": "Desenho", "en": "Drawing"},
    "drawing_part": {
        "pt-BR": "Desenho, parte {number} de {count}",
        "en": "Drawing, part {number} of {count}",
    },
    "edition": {"pt-BR": "Versão", "en": "Version"},
    "languages": {"pt-BR": "Idiomas do conteúdo", "en": "Languages of the content"},
    "legend": {"pt-BR": "Legenda", "en": "Legend"},
    "name": {"pt-BR": "Nome", "en": "Name"},
    "nothing_follows": {"pt-BR": "nada vem depois ainda", "en": "nothing follows yet"},
    "objective": {"pt-BR": "Objetivo", "en": "Objective"},
    "open_points": {"pt-BR": "Pendências", "en": "Open points"},
    "overview": {"pt-BR": "Desenho: visão geral", "en": "Drawing: overview"},
    "page": {"pt-BR": "Página {number} de {count}", "en": "Page {number} of {count}"},
    "part": {"pt-BR": "parte {number}", "en": "part {number}"},
    "rejected": {"pt-BR": "Não aprovado", "en": "Not approved"},
    "role": {"pt-BR": "Função", "en": "Role"},
    "script": {"pt-BR": "Roteiro", "en": "Script"},
    "signature": {"pt-BR": "Assinatura", "en": "Signature"},
    "stages": {"pt-BR": "Etapas", "en": "Stages"},
    "state": {"pt-BR": "Estado", "en": "State"},
    "unnamed": {"pt-BR": "Sem nome", "en": "Without a name"},
}


def say(key: str, language: str, **values: object) -> str:
    """Return a text of the papers in a language, its placeholders filled in."""
    return WORDS[key][language].format(**values)
