"""Lines run at right angles, around cards where there is room."""

import itertools

import pytest

from flow_runtime.sharing.drawing import drawing_of
from flow_runtime.sharing.routes import Box, Obstacles, Point, route
from tests.flow_runtime.sharing.flows import sample


def way(source: Box, target: Box, *others: Box) -> tuple[Point, ...]:
    obstacles = Obstacles([source, target, *others])
    start, end = (source.right, source.y + 110), (target.x, target.y + 44)
    return route(start, end, (source, target), 0, obstacles)


def crosses(points: tuple[Point, ...], box: Box) -> bool:
    pairs = itertools.pairwise(points)
    spans = (
        Box(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in pairs
    )
    return any(span.touches(box) for span in spans)


def card(x: float, y: float) -> Box:
    return Box(x, y, 240, 124)


@pytest.mark.parametrize(
    ("source", "target", "others"),
    [
        (card(0, 0), card(400, 0), []),
        (card(0, 0), card(800, 0), [card(400, 0)]),
        (card(600, 0), card(0, 0), [card(300, 0)]),
        (card(0, 0), card(0, 200), []),
        (card(0, 0), card(0, 0), []),
    ],
    ids=["right", "around", "back", "below", "itself"],
)
def test_a_line_goes_around_cards(source: Box, target: Box, others: list[Box]) -> None:
    points = way(source, target, *others)
    assert points[0] == (source.right, source.y + 110)
    assert points[-1] == (target.x, target.y + 44)
    assert not any(crosses(points, box) for box in (source, target, *others))


def test_every_line_of_a_flow_has_right_angles() -> None:
    for wire in drawing_of(sample(), "pt-BR").wires:
        for (x1, y1), (x2, y2) in zip(wire.points, wire.points[1:], strict=False):
            assert x1 == x2 or y1 == y2
