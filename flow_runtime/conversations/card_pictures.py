"""A flow's graph as a small picture: coloured shapes and lines, never a word that somebody typed.

The colours are CSS variables named after the families (`--say`, `--ask`, …) and `--line`, which
whoever shows the picture sets on its root.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Final, TypeVar

from pydantic import JsonValue

from flow_runtime.editing.documents import Document, edges_of, nodes_of, object_of
from flow_runtime.nodes import NODE_TYPES

_WIDTH: Final = 280.0
_HEIGHT: Final = 96.0
_PITCH: Final = (320.0, 168.0)
"""How far apart cards mostly stand on the canvas, in its pixels."""
_COVERED: Final = (0.62, 0.5)
"""Which part of that a card of the picture covers."""
_LARGEST: Final = (34.0, 15.0)
_SMALLEST: Final = (5.0, 3.5)
_MAX_STRETCH: Final = 2.2
_MAX_CARDS: Final = 130
_MAX_LINES: Final = 130
"""A picture of a large flow is thinned, so that it stays small: a page shows hundreds of them."""

_MAX_COORDINATE: Final = 1_000_000
_SURVEY: Final = "survey"
_UNKNOWN: Final = "unknown"

T = TypeVar("T")
Places = dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Scale:
    """How places of the canvas become places of the picture; `card` is the size of a card there."""

    origin: tuple[float, float]
    factors: tuple[float, float]
    margin: tuple[float, float]
    card: tuple[float, float]

    def at(self, place: tuple[float, float]) -> tuple[float, float]:
        """Return where the corner of a card stands."""
        x = (place[0] - self.origin[0]) * self.factors[0] + self.margin[0]
        y = (place[1] - self.origin[1]) * self.factors[1] + self.margin[1]
        return x, y


def picture_of(document: Document) -> str:
    """Return a small SVG of a document's graph; "" when it has no node with a place."""
    places = _places(document)
    if not places:
        return ""
    scale = _scale(places.values())
    parts = [*_lines(document, places, scale), *_cards(document, places, scale)]
    root = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}">'
    return f"{root}{''.join(parts)}</svg>"


def _places(document: Document) -> Places:
    layout = object_of(document, "layout")
    found: Places = {}
    for node in nodes_of(document):
        place = _place(layout.get(str(node["id"])))
        if place is not None:
            found[str(node["id"])] = place
    kept = _every_nth(list(found), _MAX_CARDS)
    return {node_id: found[node_id] for node_id in kept}


def _every_nth(items: list[T], most: int) -> list[T]:
    """Return all items, or as many as fit, spread evenly."""
    return items[:: -(-len(items) // most)] if items else []


def _place(value: JsonValue) -> tuple[float, float] | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    x, y = value
    if not isinstance(x, int | float) or not isinstance(y, int | float):
        return None
    if not (isfinite(x) and isfinite(y)) or max(abs(x), abs(y)) > _MAX_COORDINATE:
        return None
    return float(x), float(y)


def _scale(places: Iterable[tuple[float, float]]) -> _Scale:
    """Fill the picture, but stretch neither direction much more than the other."""
    xs, ys = zip(*places, strict=True)
    across, down = max(xs) - min(xs), max(ys) - min(ys)
    fx, fy = _fitting(_WIDTH, across, 0), _fitting(_HEIGHT, down, 1)
    fx, fy = min(fx, fy * _MAX_STRETCH), min(fy, fx * _MAX_STRETCH)
    card = (_card_size(0, fx), _card_size(1, fy))
    margin = ((_WIDTH - across * fx - card[0]) / 2, (_HEIGHT - down * fy - card[1]) / 2)
    return _Scale((min(xs), min(ys)), (fx, fy), margin, card)


def _fitting(room: float, span: float, direction: int) -> float:
    """Return the factor at which a span of places, with the last card, has room."""
    return min(room / (span + _PITCH[direction]), (room - _SMALLEST[direction]) / max(span, 1))


def _card_size(direction: int, factor: float) -> float:
    wished = _PITCH[direction] * _COVERED[direction] * factor
    return min(max(wished, _SMALLEST[direction]), _LARGEST[direction])


def _lines(document: Document, places: Places, scale: _Scale) -> Iterator[str]:
    width, height = scale.card
    edges = edges_of(document)
    drawn = [(s, t) for s, _, t in edges if s in places and t in places]
    is_dense = len(drawn) > _MAX_LINES // 2
    strokes = []
    for source, target in _every_nth(drawn, _MAX_LINES):
        (x1, y1), (x2, y2) = scale.at(places[source]), scale.at(places[target])
        x1, y1, y2 = x1 + width, y1 + height / 2, y2 + height / 2
        strokes.append(f"M{x1:.0f} {y1:.0f}{_way(x1, y1, x2, y2, is_straight=is_dense)}")
    if strokes:
        yield f'<path fill="none" stroke="var(--line)" stroke-width=".8" d="{"".join(strokes)}"/>'


def _way(x1: float, y1: float, x2: float, y2: float, *, is_straight: bool) -> str:
    if is_straight:
        return f"L{x2:.0f} {y2:.0f}"
    bend = min(max(abs(x2 - x1) / 2, 4), 24)
    return f"C{x1 + bend:.0f} {y1:.0f} {x2 - bend:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"


def _cards(document: Document, places: Places, scale: _Scale) -> Iterator[str]:
    width, height = scale.card
    by_family: dict[str, list[str]] = {}
    for node in nodes_of(document):
        if node["id"] in places:
            x, y = scale.at(places[str(node["id"])])
            shape = f"M{x:.1f} {y:.1f}h{width:.1f}v{height:.1f}h-{width:.1f}z"
            by_family.setdefault(_family(str(node.get("type"))), []).append(shape)
    for family, shapes in by_family.items():
        colour = f"var(--{family})"
        yield (
            f'<path fill="{colour}" stroke="{colour}" stroke-width="1.5" stroke-linejoin="round" '
            f'd="{"".join(shapes)}"/>'
        )


def _family(node_type: str) -> str:
    known = NODE_TYPES.get(node_type)
    if known is None or node_type == _SURVEY:
        return _SURVEY if known else _UNKNOWN
    return known.INFO.family.value
