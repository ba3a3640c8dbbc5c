"""Stages as columns of a drawing; columns that the canvas shows closed are opened."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from flow_runtime.editing import FlowView
from flow_runtime.editing.documents import Item, text_of
from flow_runtime.sharing.lettering import clean
from flow_runtime.sharing.reading import boxes_of, number, pair
from flow_runtime.sharing.routes import Box

_CLOSED_WIDTH: Final = 48.0
_MARGIN: Final = 32.0


@dataclass(frozen=True, slots=True)
class Lane:
    """A stage's column, in canvas pixels; `count` says how many blocks belong to the stage."""

    id: str
    name: str
    color: str
    x: float
    width: float
    count: int


def opened(view: FlowView) -> FlowView:
    """Return the view with every closed column opened; what stands right of it makes room."""
    closed = [
        (number(lane.get("x")), number(lane.get("width")))
        for lane in view.lanes.values()
        if isinstance(lane, dict) and lane.get("collapsed") is True
    ]
    for x, width in sorted(closed, reverse=True):
        view = _moved(view, x, max(0.0, width - _CLOSED_WIDTH))
    return view


def _moved(view: FlowView, beyond: float, by: float) -> FlowView:
    lanes: Item = {}
    for stage, lane in view.lanes.items():
        at = number(lane.get("x")) if isinstance(lane, dict) else 0.0
        is_later = isinstance(lane, dict) and at > beyond
        lanes[stage] = {**lane, "x": at + by} if is_later and isinstance(lane, dict) else lane
    layout: Item = {}
    for node_id, place in view.layout.items():
        x, y = pair(place)
        layout[node_id] = [x + by, y] if _follows(view, node_id, x, beyond) else place
    return replace(view, lanes=lanes, layout=layout)


def _follows(view: FlowView, node_id: str, x: float, beyond: float) -> bool:
    """Say whether a card stands right of a column: by its own column, or by its place."""
    card = view.cards.get(node_id)
    node = card.get("node") if isinstance(card, dict) else None
    stage = node.get("stage") if isinstance(node, dict) else None
    own = view.lanes.get(stage) if isinstance(stage, str) else None
    if isinstance(own, dict):
        return number(own.get("x")) > beyond
    return x >= beyond + _CLOSED_WIDTH


def lanes_of(view: FlowView, boxes: Mapping[str, Box]) -> tuple[Lane, ...]:
    """Return the columns from left to right.

    A stage that has none yet gets the one its cards span, when all columns then lie apart.
    """
    members = _members(view)
    placed: list[Lane] = []
    guessed: list[Lane] = []
    for stage in view.stages:
        if not isinstance(stage, dict):
            continue
        ids = members.get(text_of(stage, "id"), [])
        lane = view.lanes.get(text_of(stage, "id"))
        if isinstance(lane, dict):
            placed.append(_lane(stage, number(lane["x"]), number(lane["width"]), len(ids)))
        elif (around := boxes_of(boxes[one] for one in ids if one in boxes)) is not None:
            wide = around.grown(_MARGIN)
            guessed.append(_lane(stage, wide.x, wide.width, len(ids)))
    every = sorted([*placed, *guessed], key=lambda lane: lane.x)
    placed.sort(key=lambda lane: lane.x)
    return tuple(every if _are_apart(every) else placed)


def _members(view: FlowView) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node_id, card in view.cards.items():
        node = card.get("node") if isinstance(card, dict) else None
        stage = node.get("stage") if isinstance(node, dict) else None
        if isinstance(stage, str):
            found.setdefault(stage, []).append(node_id)
    return found


def _lane(stage: Item, x: float, width: float, count: int) -> Lane:
    name = clean(text_of(stage, "name"))
    color = text_of(stage, "color", "gray")
    return Lane(text_of(stage, "id"), name, color, x, max(width, _CLOSED_WIDTH), count)


def _are_apart(lanes: list[Lane]) -> bool:
    following = itertools.pairwise(lanes)
    return all(one.x + one.width <= other.x + 2 * _MARGIN for one, other in following)
