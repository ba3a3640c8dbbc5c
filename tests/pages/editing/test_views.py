"""What the canvas is sent fits every view that it may hold, also one that came in between."""

from pathlib import Path

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runtime.editing import Document, apply_changes, read_changes
from flow_runtime.editing.view import patched
from pages.editing.views import KEPT_PATCHES, Views

BOLETO = Path(__file__).parents[3] / "sample_flows" / "segunda-via-boleto.json"
NODES = ("start", "ask_document", "goodbye", "solved")

changes = st.one_of(
    st.builds(
        lambda node, text: {"change": "set", "node": node, "path": "name", "value": text},
        st.sampled_from(NODES),
        st.sampled_from(("A", "B")),
    ),
    st.builds(
        lambda node, x: {"change": "place", "id": node, "at": [x, 0]},
        st.sampled_from(NODES),
        st.integers(0, 2),
    ),
    st.builds(lambda node: {"change": "remove_node", "id": node}, st.sampled_from(NODES)),
    st.builds(
        lambda node: {"change": "put_node", "node": {"id": node, "type": "end", "name": "Fim"}},
        st.sampled_from(NODES),
    ),
    st.builds(
        lambda source, target: {
            "change": "put_edge",
            "source": source,
            "outcome": "next",
            "target": target,
        },
        st.sampled_from(NODES),
        st.sampled_from(NODES),
    ),
)


def boleto() -> Document:
    document: Document = orjson.loads(BOLETO.read_bytes())
    return document


@settings(deadline=None, max_examples=60)
@given(st.lists(changes, min_size=1, max_size=8), st.data())
def test_a_patch_fits_the_held_view_and_every_later_one(steps, data):
    views = Views.begin(boleto(), "pt-BR")
    seen = {1: views.newest.json}
    document = views.newest.source
    for step in steps:
        document = apply_changes(document, read_changes([step]))
        views.show(document)
        seen[views.number] = views.newest.json
    held = data.draw(st.sampled_from(sorted(seen)))
    sent = views.since(held)
    for number in range(held, views.number + 1):
        assert patched(seen[number], sent["patch"]) == views.newest.json


def test_who_holds_nothing_or_something_unknown_gets_the_whole():
    views = Views.begin(boleto(), "pt-BR")
    assert views.since(0)["full"] == views.newest.json
    assert views.since(99)["full"] == views.newest.json
    assert views.since(1)["patch"] == {}


def test_who_was_away_too_long_gets_the_whole():
    views = Views.begin(boleto(), "pt-BR")
    for x in range(KEPT_PATCHES + 1):
        place = [{"change": "place", "id": "start", "at": [8 * x, 8]}]
        views.show(apply_changes(views.newest.source, read_changes(place)))
    assert views.since(1)["base"] is None
    assert views.since(2)["base"] == 2
