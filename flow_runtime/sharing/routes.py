"""The way of a line from one card to another: right angles, around cards where there is room.

The same rules as on the canvas, so that a picture shows what the editor shows.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

Point = tuple[float, float]

_STUB: Final = 24.0
_SHORT_STUB: Final = 12.0
_AROUND: Final = 4.0
_CLEARANCE: Final = 16.0
_LEAST_GAP: Final = 16.0
"""Cards that stand closer than this have no room for a line between them."""
_BEND_COST: Final = 40.0
_NEAR: Final = 400.0
_MAX_CHANNELS: Final = 10
_STAGGER: Final = 8.0
_STAGGERED: Final = 5
_CELL: Final = 512.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the drawing, in canvas pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the y of its lower side."""
        return self.y + self.height

    def grown(self, by: float) -> "Box":
        """Return the box with a margin around it."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def touches(self, other: "Box") -> bool:
        """Say whether the two have a point in common."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom


class Obstacles:
    """The cards, found quickly by area."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            for cell in _cells(box):
                self._cells.setdefault(cell, []).append(box)

    def within(self, area: Box) -> list[Box]:
        """Return the boxes that touch an area, each once."""
        found = {box: None for cell in _cells(area) for box in self._cells.get(cell, ())}
        return [box for box in found if box.touches(area)]


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.x // _CELL), int(box.right // _CELL) + 1):
        for row in range(int(box.y // _CELL), int(box.bottom // _CELL) + 1):
            yield column, row


def is_backwards(source: Point, target: Point) -> bool:
    """Say whether a line runs against the reading direction."""
    return target[0] - source[0] < _LEAST_GAP


def route(
    source: Point, target: Point, ends: tuple[Box, Box], index: int, obstacles: Obstacles
) -> tuple[Point, ...]:
    """Return the corners of the best way, its ends included.

    Args:
        source: Where the line leaves: the right side of a card.
        target: Where it arrives: the left side of a card.
        ends: The two cards.
        index: The place of the outcome in its card; keeps parallel lines apart.
        obstacles: All cards.
    """
    left, top = min(source[0], target[0]) - _NEAR, min(source[1], target[1]) - _NEAR
    width, height = abs(source[0] - target[0]), abs(source[1] - target[1])
    near = obstacles.within(Box(left, top, width + 2 * _NEAR, height + 2 * _NEAR))
    boxes = [*(box.grown(_AROUND) for box in near if box not in ends), *ends]
    return _Search(source, target, ends, near, boxes).best(index)


@dataclass(frozen=True, slots=True)
class _Search:
    source: Point
    target: Point
    ends: tuple[Box, Box]
    near: Sequence[Box]
    boxes: Sequence[Box]

    def best(self, index: int) -> tuple[Point, ...]:
        """Return the best way with room at both ends, else close to the cards."""
        shift = index % _STAGGERED * _STAGGER
        out = _STUB + shift
        roomy, crossed = self._cheapest([*self._steps(out), *self._channels(out, [(out, _STUB)])])
        if not crossed:
            return roomy
        close = _SHORT_STUB + shift / 2
        stubs = [(close, _STUB), (out, _SHORT_STUB), (close, _SHORT_STUB)]
        tight, crossed_tight = self._cheapest(list(self._channels(out, stubs)))
        return tight if crossed_tight < crossed else roomy

    def _steps(self, out: float) -> Iterator[list[Point]]:
        """Yield the ways with one upright line between the two cards."""
        (x1, y1), (x2, y2) = self.source, self.target
        if is_backwards(self.source, self.target):
            return
        stub = min(_STUB, (x2 - x1) / 2)
        low, high = x1 + stub, x2 - stub
        middle = min(max((x1 + x2) / 2 + out - _STUB, low), high)
        sides = [x for box in self.near for x in (box.x - _CLEARANCE, box.right + _CLEARANCE)]
        columns = [x for x in (middle, low, high, *sides) if low <= x <= high]
        for x in _nearest(columns, middle):
            yield [self.source, (x, y1), (x, y2), self.target]

    def _channels(self, out: float, stubs: Sequence[tuple[float, float]]) -> Iterator[list[Point]]:
        """Yield the ways with a level line above, below or between cards."""
        (x1, y1), (x2, y2) = self.source, self.target
        edge = _CLEARANCE + out - _STUB
        cards = (*self.near, *self.ends)
        rows = [y for box in cards for y in (box.y - edge, box.bottom + edge)]
        is_back = x2 - _STUB < x1 + _STUB
        wanted = max(y1, y2) if is_back else (y1 + y2) / 2
        for y in _nearest([*rows, (y1 + y2) / 2], wanted):
            for after, before in stubs:
                right, left = x1 + after, x2 - before
                yield [self.source, (right, y1), (right, y), (left, y), (left, y2), self.target]

    def _cheapest(self, ways: list[list[Point]]) -> tuple[tuple[Point, ...], int]:
        tidied = sorted(map(_tidied, ways), key=_cost)
        best, crossed = tidied[0], _crossings(tidied[0], self.boxes)
        for way in tidied[1:]:
            if not crossed:
                break
            count = _crossings(way, self.boxes)
            if count < crossed:
                best, crossed = way, count
        return best, crossed


def _nearest(values: Iterable[float], wanted: float) -> list[float]:
    return sorted(dict.fromkeys(values), key=lambda value: abs(value - wanted))[:_MAX_CHANNELS]


def _tidied(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return the points without repeated ones and without those inside a straight line."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and _on_one_line(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _on_one_line(a: Point, b: Point, c: Point) -> bool:
    return a[0] == b[0] == c[0] or a[1] == b[1] == c[1]


def _cost(points: Sequence[Point]) -> float:
    steps = itertools.pairwise(points)
    length = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in steps)
    return length + _BEND_COST * len(points)


def _crossings(points: Sequence[Point], boxes: Sequence[Box]) -> int:
    count = 0
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        left, right = (x1, x2) if x1 < x2 else (x2, x1)
        top, bottom = (y1, y2) if y1 < y2 else (y2, y1)
        for box in boxes:
            if (
                right > box.x
                and left < box.x + box.width
                and bottom > box.y
                and top < box.y + box.height
            ):
                count += 1
    return count
