"""The picture of a flow shows its shape, and never a word that somebody typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.conversations.card_pictures import picture_of
from flow_runtime.editing.documents import new_document

HOSTILE = '"><script>alert(1)</script>'


def test_every_family_is_drawn_in_its_colour():
    document = new_document("a", "A")
    document["nodes"] += [
        {"id": "hello", "type": "message"},
        {"id": "how", "type": "survey"},
        {"id": "beam", "type": "hologram"},
        {"id": "nowhere", "type": "menu"},
    ]
    document["layout"] |= {"hello": [400, 80], "how": [720, 300], "beam": [40, 300]}
    document["edges"] = [{"source": "start", "outcome": "next", "target": "hello"}]
    fills = re.findall(r'fill="(.+?)"', picture_of(document))
    assert fills == ["none", "var(--begin)", "var(--say)", "var(--survey)", "var(--unknown)"]


@pytest.mark.parametrize("layout", [{}, {"start": "x"}, {"start": [1]}, {"start": [1e300, 0]}, 7])
def test_without_places_there_is_no_picture(layout: object):
    assert picture_of({**new_document("a", "A"), "layout": layout}) == ""


def test_nothing_that_somebody_typed_is_in_the_picture():
    document = {
        "nodes": [{"id": HOSTILE, "type": HOSTILE, "name": HOSTILE}],
        "layout": {HOSTILE: [0, 0]},
        "edges": [{"source": HOSTILE, "outcome": HOSTILE, "target": HOSTILE}],
    }
    drawn = picture_of(document)
    assert drawn
    assert "script" not in drawn


@given(st.lists(st.tuples(st.integers(-9999, 9999), st.integers(-9999, 9999)), max_size=20))
def test_every_card_stands_inside_the_picture(places: list[tuple[int, int]]):
    document = {
        "nodes": [{"id": f"n{i}", "type": "message"} for i in range(len(places))],
        "layout": {f"n{i}": list(place) for i, place in enumerate(places)},
    }
    drawn = picture_of(document)
    assert bool(drawn) == bool(places)
    for x, y in re.findall(r"M(\S+) (\S+?)h", drawn):
        assert 0 <= float(x) <= 280
        assert 0 <= float(y) <= 96


def test_the_picture_of_a_large_flow_is_small():
    ids = [f"n{number}" for number in range(500)]
    document = {
        "nodes": [{"id": node_id, "type": "menu"} for node_id in ids],
        "layout": {node_id: [i % 25 * 320, i // 25 * 200] for i, node_id in enumerate(ids)},
        "edges": [
            {"source": ids[i], "outcome": f"o{step}", "target": ids[(i * step) % 500]}
            for i in range(500)
            for step in (1, 7, 11)
        ],
    }
    assert 1_000 < len(picture_of(document)) < 6_000
