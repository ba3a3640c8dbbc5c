"""How the maps look: what became of a block is said by an icon, a word and a colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st

from pages.review_parts.sheet import BOX_HEIGHT, BOX_WIDTH, Fate
from pages.texts import texts_of

_ = texts_of("review")

ICONS: Final[Mapping[Fate, str]] = {
    Fate.ADDED: "✚",
    Fate.REMOVED: "✖",
    Fate.CHANGED: "✎",
    Fate.LEADS: "↪",
}
LETTERS: Final = 23
NOWHERE: Final = "nowhere"
"""The look of what stands in the other version only: its place stays empty."""


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of the maps: of paper, words, lines, and of each fate."""

    paper: str
    ink: str
    faint_ink: str
    line: str
    faint_line: str
    accent: str
    fates: Mapping[Fate, tuple[str, str]]
    """Border and ground of a block."""


_LIGHT: Final = Look(
    "#ffffff", "#0f172a", "#526074", "#64748b", "#cbd5e1", "#0c64df",
    {
        Fate.SAME: ("#94a3b8", "#ffffff"),
        Fate.ADDED: ("#15803d", "#dcfce7"),
        Fate.REMOVED: ("#b91c1c", "#fee2e2"),
        Fate.CHANGED: ("#b45309", "#fef3c7"),
        Fate.LEADS: ("#6d28d9", "#ede9fe"),
    },
)  # fmt: skip
_DARK: Final = Look(
    "#0b1220", "#f1f5f9", "#a9b7cb", "#94a3b8", "#334155", "#6ea8ff",
    {
        Fate.SAME: ("#64748b", "#0f1a2e"),
        Fate.ADDED: ("#4ade80", "#12331f"),
        Fate.REMOVED: ("#f87171", "#3d171b"),
        Fate.CHANGED: ("#fbbf24", "#382a0c"),
        Fate.LEADS: ("#b79cfb", "#2a2048"),
    },
)  # fmt: skip


def look() -> Look:
    """Return the colours that the visitor's theme asks for."""
    return _DARK if st.context.theme.type == "dark" else _LIGHT


def fate_word(fate: Fate) -> str:
    """Return in a word what became of a block."""
    return {
        Fate.SAME: "",
        Fate.ADDED: _("New"),
        Fate.REMOVED: _("Removed"),
        Fate.CHANGED: _("Changed"),
        Fate.LEADS: _("Way changed"),
    }[fate]


def every_box(look: Look) -> dict[str, object]:
    """Return what all blocks share, as the component names it.

    Nothing of shape, letters or size stands here: what is said of them for all blocks the
    component takes a second time once the map is drawn, and measures every word again.
    """
    return {
        "margin": 10,
        "color": _colors(look, look.fates[Fate.SAME]),
        "borderWidth": 1.5,
        "borderWidthSelected": 6,
        "chosen": {"label": False, "node": True},
        "shapeProperties": {"borderRadius": 8},
    }


def boxes(look: Look) -> dict[str, dict[str, object]]:
    """Return how a block differs from all others, by what became of it."""
    drawn = {fate.value: _box(look, fate) for fate in Fate}
    nowhere = (look.faint_line, "rgba(0,0,0,0)")
    empty = {"color": _colors(look, nowhere), "shapeProperties": {"borderDashes": [4, 8]}}
    return {**drawn, NOWHERE: {**_box(look, Fate.SAME), **empty}}


def _box(look: Look, fate: Fate) -> dict[str, object]:
    border, _ground = look.fates[fate]
    font: dict[str, object] = {
        "size": LETTERS,
        "multi": "html",
        "color": look.faint_ink,
        "bold": {"color": look.ink},
    }
    box: dict[str, object] = {
        "shape": "box",
        "font": font,
        "widthConstraint": {"minimum": BOX_WIDTH - 20},
        "heightConstraint": {"minimum": BOX_HEIGHT - 20, "valign": "middle"},
    }
    if fate is Fate.SAME:
        return box
    font["ital"] = {"color": border, "mod": "bold"}
    marked = {"borderWidth": 4, "color": _colors(look, look.fates[fate])}
    if fate is Fate.REMOVED:
        return {**box, **marked, "shapeProperties": {"borderDashes": [12, 8]}}
    return {**box, **marked}


def _colors(look: Look, colors: tuple[str, str]) -> dict[str, object]:
    border, ground = colors
    return {
        "background": ground,
        "border": border,
        "highlight": {"background": ground, "border": look.accent},
    }
