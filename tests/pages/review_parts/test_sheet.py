"""Both versions on one sheet: places that nothing but the drawing decides, and fates."""

from dataclasses import dataclass
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runtime.comparison import compare
from flow_runtime.flow import Flow
from pages.review_parts.sheet import BOX_HEIGHT, BOX_WIDTH, Fate, Place, Sheet, sheet_of
from tests.flow_runtime.building import end, flow, menu, message

Layout = dict[str, Place]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A flow with its layout; blocks stand side by side."""

    flow: Flow
    layout: Layout


def drawn(*names: str, arrows: tuple[str, ...] = (), moved: Place = (0, 0), **texts: str) -> Drawn:
    nodes = [message(name, texts.get(name, name)) for name in names]
    joined = [f"{one}.next>{other}" for one, other in pairwise(names)]
    built = flow([*nodes, end()], [*(arrows or joined), f"{names[-1]}.next>end"])
    ids = [node.id for node in built.nodes]
    return Drawn(
        built, {one: (320.0 * at + moved[0], moved[1]) for at, one in enumerate(sorted(ids))}
    )


def both(before: Drawn, after: Drawn) -> Sheet:
    differences = compare(before.flow, after.flow)
    return sheet_of(before.flow, after.flow, (before.layout, after.layout), differences)


def test_a_block_stands_where_the_newer_drawing_has_it() -> None:
    old, new = drawn("a", "b"), drawn("a", "b", moved=(40, 500))
    sheet = both(old, new)
    assert sheet.places == new.layout
    assert sheet.fates == {}, "what was only moved is no change"


def test_what_went_moves_along_with_the_drawing() -> None:
    old, new = drawn("a", "b", "z"), drawn("a", "b", moved=(40, 500))
    x, y = old.layout["z"]
    assert both(old, new).places["z"] == (x + 40, y + 500)


def test_what_went_covers_nothing() -> None:
    old = drawn("a", "b", "z")
    new = drawn("a", "b", "q")
    new.layout["q"] = old.layout["z"]
    sheet = both(old, new)
    assert sheet.places["q"] == old.layout["z"]
    assert sheet.places["z"] == (old.layout["z"][0], old.layout["z"][1] + BOX_HEIGHT + 16)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 600)), min_size=2, max_size=8))
def test_blocks_that_went_never_touch_another(places: list[tuple[int, int]]) -> None:
    names = [f"z{number}" for number in range(len(places))]
    old, new = drawn("a", *names), drawn("a")
    for name, place in zip(names, places, strict=True):
        old.layout[name] = place
    sheet = both(old, new)
    for one, other in combinations(sheet.places, 2):
        if one in names or other in names:
            (x, y), (other_x, other_y) = sheet.places[one], sheet.places[other]
            assert abs(x - other_x) >= BOX_WIDTH or abs(y - other_y) >= BOX_HEIGHT


def test_fates_of_blocks_and_ways() -> None:
    old = drawn("a", "b", "z")
    new = drawn("a", "b", "q", b="Oi!")
    sheet = both(old, new)
    assert sheet.fate("a") is Fate.SAME
    assert sheet.fate("b") is Fate.CHANGED
    assert sheet.fate("z") is Fate.REMOVED
    assert sheet.fate("q") is Fate.ADDED
    assert sheet.ways == {
        ("b", "next"): Fate.CHANGED,
        ("z", "next"): Fate.REMOVED,
        ("q", "next"): Fate.ADDED,
    }


def test_a_block_that_only_leads_elsewhere_is_told_from_one_that_changed() -> None:
    old, new = drawn("a", "b", "c"), drawn("a", "b", "c", arrows=("a.next>c", "b.next>c"))
    assert both(old, new).fates == {"a": Fate.LEADS}
    changed = drawn("a", "b", "c", arrows=("a.next>c", "b.next>c"), a="Oi!")
    assert both(old, changed).fates == {"a": Fate.CHANGED}


@pytest.mark.parametrize("option", ["Sim", "Não"])
def test_an_option_that_came_changes_its_block(option: str) -> None:
    before = flow([menu("m", "Talvez"), end()], ["m.talvez>end"])
    after = flow([menu("m", "Talvez", option), end()], ["m.talvez>end"])
    layout: Layout = {node.id: (0, 300 * at) for at, node in enumerate(after.nodes)}
    sheet = sheet_of(before, after, (layout, layout), compare(before, after))
    assert sheet.fates == {"m": Fate.CHANGED}
