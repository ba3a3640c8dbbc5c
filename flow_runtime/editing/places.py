"""Where cards lie: as the layout says, and beside their neighbours where it says nothing."""

from collections.abc import Iterator, Mapping
from typing import Final, TypeGuard

from pydantic import JsonValue

from flow_runtime.editing.documents import Document, Item, edges_of, nodes_of, object_of
from flow_runtime.editing.drafted import drafted_node
from flow_runtime.limits import MAX_COORDINATE

GRID: Final = 8
CARD_WIDTH: Final = 240
COLUMN: Final = 320
"""From one card to the next one to its right, in canvas pixels."""

_MARGIN: Final = 80
_GAP: Final = 40
_HEAD: Final = 104
_OUTCOME: Final = 28

Place = tuple[float, float]


def is_place(value: JsonValue) -> TypeGuard[list[JsonValue]]:
    """Say whether a value is a position: two finite numbers of a sensible size."""
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(
            isinstance(number, int | float)
            and not isinstance(number, bool)
            and abs(number) <= MAX_COORDINATE
            for number in value
        )
    )


def card_places(document: Document) -> dict[str, Place]:
    """Return a place for every card, in canvas pixels; those of the layout stay as they are.

    A card without one comes to the right of a card that leads to it, below what lies there.
    """
    layout = object_of(document, "layout")
    nodes = {str(node["id"]): node for node in nodes_of(document)}
    places: dict[str, Place] = {}
    for node_id in nodes:
        known = layout.get(node_id)
        if is_place(known):
            places[node_id] = (float(str(known[0])), float(str(known[1])))
    columns = _Columns()
    for node_id, place in places.items():
        columns.take(place, _height(nodes[node_id]))
    for node_id, source in _in_reading_order(document, list(nodes)):
        if node_id not in places:
            places[node_id] = columns.beside(places.get(source), _height(nodes[node_id]))
    return {node_id: places[node_id] for node_id in nodes}


def placed(document: Document) -> Document:
    """Return the document with a place for every card; itself when all have one."""
    layout = object_of(document, "layout")
    nodes = nodes_of(document)
    if all(is_place(layout.get(str(node["id"]))) for node in nodes):
        return document
    found: Item = {node_id: [*place] for node_id, place in card_places(document).items()}
    return {**document, "layout": {**layout, **found}}


class _Columns:
    """How far down each column of the canvas is taken."""

    def __init__(self) -> None:
        self._bottoms: dict[int, float] = {}

    def take(self, place: Place, height: float) -> None:
        x, y = place
        for column in {int(x // COLUMN), int((x + CARD_WIDTH) // COLUMN)}:
            bottom = self._bottoms.get(column, 0.0)
            self._bottoms[column] = max(bottom, y + height + _GAP)

    def beside(self, source: Place | None, height: float) -> Place:
        """Return a free place right of a card, or in the first column."""
        x, y = (source[0] + COLUMN, source[1]) if source else (_MARGIN, _MARGIN)
        x = min(x, MAX_COORDINATE)
        columns = {int(x // COLUMN), int((x + CARD_WIDTH) // COLUMN)}
        lowest = max(self._bottoms.get(column, y) for column in columns)
        place = (_on_grid(x), _on_grid(max(y, lowest)))
        self.take(place, height)
        return place


def _on_grid(number: float) -> float:
    return -(-number // GRID) * GRID


def _height(node: Mapping[str, JsonValue]) -> float:
    model = drafted_node(node)
    return _HEAD + _OUTCOME * (len(model.outcomes()) if model is not None else 1)


def _in_reading_order(document: Document, ids: list[str]) -> Iterator[tuple[str, str]]:
    """Yield every node with one that leads to it ("" for none), breadth first from the start."""
    following: dict[str, list[str]] = {}
    for source, _, target in edges_of(document):
        following.setdefault(source, []).append(target)
    unseen = dict.fromkeys(ids)
    starts = [str(n["id"]) for n in nodes_of(document) if n.get("type") == "start"]
    for root in (*starts, *ids):
        waiting = [(root, "")]
        for node_id, source in waiting:
            if node_id in unseen:
                del unseen[node_id]
                yield node_id, source
                waiting.extend((target, node_id) for target in following.get(node_id, ()))
