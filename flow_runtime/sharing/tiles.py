"""A drawing cut into pages where it cuts as few cards as it can."""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Final

from flow_runtime.sharing.drawing import Card, Drawing
from flow_runtime.sharing.reading import boxes_of
from flow_runtime.sharing.routes import Box

_AROUND: Final = 28.0
_LEAST: Final = 0.6
"""A piece is at least so much of what it may be, so that there are not many small ones."""


def tiles_of(drawing: Drawing, width: float, height: float) -> tuple[Box, ...]:
    """Return the parts of a drawing, of at most that size each, column by column.

    A part without any card is left out. Sizes are canvas pixels.
    """
    found: list[Box] = []
    spans = [(card.box.x, card.box.right) for card in drawing.cards]
    for left, right in _cuts(spans, drawing.box.x, drawing.box.right, width):
        inside = [card.box for card in drawing.cards if _is_between(card, left, right)]
        around = boxes_of(inside)
        if around is None:
            continue
        heights = [(box.y, box.bottom) for box in inside]
        top, bottom = around.y - _AROUND, around.bottom + _AROUND
        for upper, lower in _cuts(heights, top, bottom, height):
            if any(box.y < lower and upper < box.bottom for box in inside):
                found.append(Box(left, upper, right - left, lower - upper))
    return tuple(found)


def _is_between(card: Card, left: float, right: float) -> bool:
    return left <= card.box.x + card.box.width / 2 < right


def _cuts(
    spans: Sequence[tuple[float, float]], low: float, high: float, most: float
) -> Iterable[tuple[float, float]]:
    """Yield the pieces of a stretch, each at most so long, cut between spans where that can be."""
    while high - low > most:
        cut = low + _best_length([(a - low, b - low) for a, b in spans], high - low, most)
        yield low, cut
        low = cut
    yield low, high


def _best_length(spans: Sequence[tuple[float, float]], whole: float, most: float) -> float:
    """Return how long the first piece of a stretch is.

    No more pieces than are needed, all about as long; one more where that cuts no card.
    """
    count = ceil(whole / most)
    even = whole / count
    least = max(even * _LEAST, whole - (count - 1) * most)
    length, cut = _best_cut(spans, least, even, most)
    if cut:
        shorter, cut_then = _best_cut(spans, most * _LEAST, even, most)
        length = shorter if not cut_then else length
    return length


def _best_cut(
    spans: Sequence[tuple[float, float]], least: float, wished: float, most: float
) -> tuple[float, int]:
    """Return the place between two bounds that cuts the fewest spans, and how many it cuts."""
    edges = [end + _AROUND for _, end in spans] + [start - _AROUND for start, _ in spans]
    places = [most, *(place for place in edges if least <= place <= most)]
    cut = {place: sum(a < place < b for a, b in spans) for place in places}
    best = min(places, key=lambda place: (cut[place], abs(place - wished)))
    return best, cut[best]


def tile_of(box: Box, tiles: Sequence[Box]) -> int:
    """Return the number of the part that shows most of a card, from 1; 0 for none."""
    shown = [_shared(box, tile) for tile in tiles]
    most = max(shown, default=0.0)
    return shown.index(most) + 1 if most > 0 else 0


def _shared(one: Box, other: Box) -> float:
    width = min(one.right, other.right) - max(one.x, other.x)
    height = min(one.bottom, other.bottom) - max(one.y, other.y)
    return max(0.0, width) * max(0.0, height)
