"""The two maps, drawn by streamlit-agraph; in_step.js keeps them at the same place.

As on the map of flows (pages/sharing_parts/drawn_map.py) each block gets a title that is nothing
as HTML; names are painted on a canvas, and `_painted` keeps them from being read as marks.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import streamlit as st
from streamlit_agraph import Config, Edge, Node, agraph

from flow_runtime.flow import Flow
from flow_runtime.nodes.base import Node as FlowNode
from flow_runtime.sharing.lettering import clean, wrapped
from pages.review_parts.map_look import (
    ICONS,
    LETTERS,
    NOWHERE,
    Look,
    boxes,
    every_box,
    fate_word,
    look,
)
from pages.review_parts.pairs import Pair
from pages.review_parts.sheet import BOX_HEIGHT, BOX_WIDTH, Fate, Sheet
from pages.texts import in_language

_NOTHING: Final = {"innerHTML": ""}
"""What the component opens on a double click."""

_NEVER_MS: Final = 2_000_000_000

_BOLD: Final = 1.2
"""How much wider bold letters are than those of the font that measures."""

_TEXT_ROOM: Final = BOX_WIDTH - 24
_MANY_EDGES: Final = 150
_WHOLE_FRAME: Final = "calc(100vh - 0px)"
"""What the component takes for a height: only the style sheet knows how high a map may be."""

SIDES: Final = ("before", "after")

Boxes = Mapping[str, Mapping[str, object]]
"""How blocks look, by what became of them."""


def draw_map(pair: Pair, side: int) -> None:
    """Draw one of the maps: 0 for the state before, 1 for the one after."""
    flow, other = pair.flows[side], pair.flows[1 - side]
    worn = look()
    worn_boxes = boxes(worn)
    nodes = [
        *_nodes(flow, pair.sheet, worn_boxes),
        *_empty_places(flow, other, pair.sheet, worn_boxes),
    ]
    edges = list(_edges(flow, pair.sheet, worn))
    with st.container(key=f"rv-map-{SIDES[side]}"):
        agraph(nodes, edges, _config(side, worn, len(edges)))


def _config(side: int, worn: Look, edges: int) -> Config:
    config = Config(
        directed=True,
        physics=False,
        hierarchical=False,
        interaction={
            "dragNodes": False,
            "hover": False,
            "selectConnectedEdges": False,
            "tooltipDelay": _NEVER_MS + side,  # two maps that say the same are still two
            "hideEdgesOnDrag": edges > _MANY_EDGES,
            "hideEdgesOnZoom": edges > _MANY_EDGES,
        },
        nodes=every_box(worn),
        edges=_every_edge(worn, are_many=edges > _MANY_EDGES),
    )
    del config.groups  # also one that says nothing has every block measured again
    config.width, config.height = "100%", _WHOLE_FRAME
    return config


def _every_edge(worn: Look, *, are_many: bool) -> dict[str, object]:
    """Return what all edges share; where a bent one meets a box takes long to find."""
    return {
        "arrows": {"to": {"enabled": True, "scaleFactor": 1}},
        "color": {"color": worn.line, "highlight": worn.line},
        "width": 1.5,
        "selectionWidth": 0,
        "smooth": {
            "enabled": not are_many,
            "type": "cubicBezier",
            "forceDirection": "horizontal",
            "roundness": 0.4,
        },
    }


def _nodes(flow: Flow, sheet: Sheet, worn: Boxes) -> Iterator[Node]:
    for node in flow.nodes:
        fate = sheet.fate(node.id)
        yield _box(node.id, _label(node, fate), worn[fate.value], sheet)


def _empty_places(flow: Flow, other: Flow, sheet: Sheet, worn: Boxes) -> Iterator[Node]:
    """Yield the places of what only the other state has: both maps cover the same."""
    known = {node.id for node in flow.nodes}
    for node in other.nodes:
        if node.id not in known:
            yield _box(node.id, " ", worn[NOWHERE], sheet)


def _box(node_id: str, label: str, worn: Mapping[str, object], sheet: Sheet) -> Node:
    x, y = sheet.places[node_id]
    box = Node(
        id=node_id,
        div=_NOTHING,
        label=label,
        x=round(x + BOX_WIDTH / 2),
        y=round(y + BOX_HEIGHT / 2),
        **worn,
    )
    for name in ("title", "size"):
        delattr(box, name)
    return box


def _label(node: FlowNode, fate: Fate) -> str:
    name = "\n".join(f"<b>{_painted(line)}</b>" for line in _wrapped(node.name, _BOLD, 2))
    kind = "".join(_painted(line) for line in _wrapped(in_language(node.INFO.name), 1, 1))
    if fate is Fate.SAME:
        return f"{name}\n{kind}"
    return f"<i>{ICONS[fate]} {_painted(fate_word(fate))}</i>\n{name}\n{kind}"


def _wrapped(text: str, weight: float, most: int) -> tuple[str, ...]:
    """Return the lines of a text; in the browser it would be measured anew word by word."""
    return wrapped(clean(text), _TEXT_ROOM / weight, LETTERS, most)


def _painted(text: str) -> str:
    """Return a text of a person with nothing in it that the component reads as a mark."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _edges(flow: Flow, sheet: Sheet, worn: Look) -> Iterator[Edge]:
    for edge in flow.edges:
        fate, key = sheet.way(edge), f"{edge.source}/{edge.outcome}"
        if fate is Fate.SAME:
            yield Edge(edge.source, edge.target, worn.line, id=key)
            continue
        color = worn.fates[fate][0]
        yield Edge(
            source=edge.source,
            target=edge.target,
            id=key,
            label=f"{ICONS[fate]} {fate_word(fate)}",
            color={"color": color, "highlight": color},
            font={
                "size": 18,
                "face": "Arial",
                "color": worn.ink,
                "background": worn.paper,
                "strokeWidth": 0,
            },
            width=4,
            dashes=[12, 8] if fate is Fate.REMOVED else False,
        )
