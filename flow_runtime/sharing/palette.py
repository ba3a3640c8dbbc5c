"""The colours, icons and words of the families of blocks: one standard on canvas, maps and exports.

The colours are those of the canvas in the light theme; paper is white.
"""

from typing import Final

from flow_runtime.nodes import NODE_TYPES
from flow_runtime.problems import Words

FAMILIES: Final[dict[str, Words]] = {
    "begin": {"pt-BR": "Início", "en": "Start"},
    "say": {"pt-BR": "Mensagem", "en": "Message"},
    "ask": {"pt-BR": "Pergunta", "en": "Question"},
    "decide": {"pt-BR": "Condição", "en": "Condition"},
    "do": {"pt-BR": "Integração", "en": "Integration"},
    "people": {"pt-BR": "Atendente humano", "en": "Human attendant"},
    "survey": {"pt-BR": "Pesquisa", "en": "Survey"},
    "end": {"pt-BR": "Fim", "en": "End"},
    "unknown": {"pt-BR": "Desconhecido", "en": "Unknown"},
}

COLORS: Final = {
    "begin": "#636A74",
    "say": "#0C64DF",
    "ask": "#6D18AA",
    "decide": "#8B4304",
    "do": "#0E434E",
    "people": "#7B0A13",
    "survey": "#2B823A",
    "end": "#636A74",
    "unknown": "#475569",
}
"""Solid colours that white glyphs stand on."""

DARK_COLORS: Final = {
    "begin": "#7C92B1",
    "say": "#9ED4FA",
    "ask": "#B870EB",
    "decide": "#F97706",
    "do": "#1BF3D6",
    "people": "#EB8E96",
    "survey": "#CBED9B",
    "end": "#7C92B1",
    "unknown": "#94A3B8",
}
"""Accents for dark cards; glyphs on them are dark."""

_FLAG: Final = "M6 21 L6 4 L17 4 L15 8 L17 12 L6 12"

ICONS: Final = {
    "begin": _FLAG,
    "end": _FLAG,
    "say": "M4 5 L20 5 L20 16 L10 16 L5 20 L5 16 L4 16 Z",
    "ask": "M8.5 9 C8.5 7.07 10.07 5.5 12 5.5 C13.93 5.5 15.5 7.07 15.5 9 "
    "C15.5 10.4 14.7 11.6 13.5 12.2 C12.5 12.7 12 13.3 12 14.5 M12 18.5 L12 19",
    "decide": "M12 3 L21 12 L12 21 L3 12 Z",
    "do": "M9 3 L9 8 M15 3 L15 8 M6 8 L18 8 L18 11 C18 14.31 15.31 17 12 17 "
    "C8.69 17 6 14.31 6 11 Z M12 17 L12 21",
    "people": "M4 14 L4 12 C4 7.58 7.58 4 12 4 C16.42 4 20 7.58 20 12 L20 14 "
    "M4 13 L7 13 L7 19 L5 19 C4.45 19 4 18.55 4 18 Z M20 13 L17 13 L17 19 L19 19 "
    "C19.55 19 20 18.55 20 18 Z",
    "survey": "M12 3 L14.7 8.6 L20.8 9.4 L16.3 13.7 L17.4 19.8 L12 16.8 L6.6 19.8 L7.7 13.7 "
    "L3.2 9.4 L9.3 8.6 Z",
    "unknown": "M5 4 L19 4 L19 18 L5 18 Z M9 9 L15 15 M15 9 L9 15",
}
"""Strokes of 2 in a box of 24; absolute moves, lines and curves only, which every paper knows."""

INK: Final = "#0F172A"
INK_2: Final = "#334155"
INK_3: Final = "#526074"
LINE: Final = "#E2E8F0"
BORDER: Final = "#64748B"
WIRE: Final = "#64748B"
ACCENT: Final = "#0C64DF"
ERROR: Final = "#B91C1C"
MISSING: Final = "#B45309"
PAPER: Final = "#FFFFFF"
LANES: Final = ("#F8FAFC", "#F1F5F9")

STAGE_COLORS: Final = {
    "gray": "#64748B",
    "blue": "#0C64DF",
    "green": "#15803D",
    "amber": "#B45309",
    "red": "#B91C1C",
    "violet": "#6D28D9",
    "teal": "#0F766E",
    "pink": "#BE185D",
}


def family_of(node_type: str) -> str:
    """Return the family of a node type; surveys have their own, and so has what is unknown here."""
    known = NODE_TYPES.get(node_type)
    if known is None:
        return "unknown"
    return "survey" if node_type == "survey" else known.INFO.family.value


def kind_of(node_type: str, language: str) -> str:
    """Return a node type in words."""
    known = NODE_TYPES.get(node_type)
    return known.INFO.name[language] if known else FAMILIES["unknown"][language]
