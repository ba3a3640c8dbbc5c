"""The map drawn by streamlit-agraph: columns of boxes that stay where they are.

Its component writes a node's `title` into the page as HTML and opens it on a double click, and
makes the id the title of a node that has none. So each gets a title that is nothing as HTML, whose
hint never comes; names are painted on a canvas.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import streamlit as st
from streamlit_agraph import Config, Edge, Node, agraph

from flow_runtime.sharing import palette
from flow_runtime.sharing.dependencies import Dependencies, Thing, columns_of
from flow_runtime.sharing.lettering import clean
from pages.texts import texts_of

_ = texts_of("sharing")

_ACROSS: Final = 430
_DOWN: Final = 66
_HEIGHT: Final = 680
_WIDTH: Final = 900
_MAX_NAME: Final = 60
_NOTHING: Final = "</i>"
_NEVER_MS: Final = 2_000_000_000
_FAMILIES: Final = {"flow": "say", "queue": "people", "connection": "do"}


@dataclass(frozen=True, slots=True)
class _Look:
    paper: str
    ink: str
    line: str
    faint: str
    colors: dict[str, str]


def _look() -> _Look:
    if st.context.theme.type == "dark":
        return _Look("#0b1220", "#f1f5f9", "#64748b", "#273449", palette.DARK_COLORS)
    return _Look("#ffffff", palette.INK, "#64748b", "#cbd5e1", palette.COLORS)


def draw_map(dependencies: Dependencies, chosen: Thing | None) -> Thing | None:
    """Draw the map; return what was clicked since it was drawn so."""
    things = {f"{thing.kind}/{thing.id}": thing for thing in dependencies.names}
    lit = _lit(dependencies, chosen)
    look = _look()
    config = Config(
        width=_WIDTH,
        height=_HEIGHT,
        directed=True,
        physics=False,
        hierarchical=False,
        groups={},
        interaction={
            "dragNodes": False,
            "hover": False,
            "selectConnectedEdges": False,
            "tooltipDelay": _NEVER_MS,
        },
    )
    config.width = "100%"
    with st.container(key="map-frame"):
        clicked = agraph(
            list(_nodes(dependencies, chosen, lit, look)),
            list(_edges(dependencies, lit, look)),
            config,
        )
    return things.get(str(clicked)) if clicked else None


def _lit(dependencies: Dependencies, chosen: Thing | None) -> frozenset[Thing] | None:
    """Return what stays bright: what was chosen and what a change of it touches; None for all."""
    if chosen is None:
        return None
    touched = dependencies.touched_by(chosen)
    return frozenset([chosen, *(need.flow for need in touched.directly), *touched.through_others])


def _nodes(
    dependencies: Dependencies, chosen: Thing | None, lit: frozenset[Thing] | None, look: _Look
) -> Iterator[Node]:
    columns = columns_of(dependencies)
    tallest = max(map(len, columns))
    for across, column in enumerate(columns):
        top = (tallest - len(column)) / 2
        for down, thing in enumerate(column):
            color = look.colors[_FAMILIES[thing.kind]]
            is_bright = lit is None or thing in lit
            yield Node(
                id=f"{thing.kind}/{thing.id}",
                title=_NOTHING,
                label=_label(dependencies, thing),
                shape="box",
                x=across * _ACROSS,
                y=round((top + down) * _DOWN),
                color=_colors(color if is_bright else look.faint, thing == chosen, look),
                font={"color": look.ink if is_bright else look.line, "size": 20, "face": "Arial"},
                borderWidth=4 if thing == chosen else 2,
                borderWidthSelected=4,
                shapeProperties={
                    "borderRadius": 8,
                    "borderDashes": [6, 4] if thing in dependencies.missing else False,
                },
                margin=10,
                widthConstraint={"minimum": 220, "maximum": 300},
            )


def _colors(border: str, is_chosen: bool, look: _Look) -> dict[str, object]:
    tinted = _mixed(border, look.paper)
    filled = {"background": tinted if is_chosen else look.paper, "border": border}
    return {**filled, "highlight": {"background": tinted, "border": border}}


def _mixed(color: str, paper: str) -> str:
    """Return a light tint of a colour; lines behind a box shall not shine through it."""
    pairs = ((int(color[at : at + 2], 16), int(paper[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one * 0.2 + other * 0.8):02x}" for one, other in pairs)


def _label(dependencies: Dependencies, thing: Thing) -> str:
    name = clean(dependencies.names[thing])
    name = name if len(name) <= _MAX_NAME else f"{name[:_MAX_NAME]}…"
    marks = {"flow": "", "queue": "☎ ", "connection": "⚡ "}
    return f"{marks[thing.kind]}{name}"


def _edges(dependencies: Dependencies, lit: frozenset[Thing] | None, look: _Look) -> Iterator[Edge]:
    for need in dependencies.needs:
        is_bright = lit is None or (need.flow in lit and need.needed in lit)
        yield Edge(
            source=f"{need.flow.kind}/{need.flow.id}",
            target=f"{need.needed.kind}/{need.needed.id}",
            color=look.line if is_bright else look.faint,
            width=3 if lit is not None and is_bright else 1.5,
            smooth={"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal",
                    "roundness": 0.5},
        )  # fmt: skip
