"""Copies of nodes."""

from flow_runtime.editing import apply_changes
from flow_runtime.editing.documents import edges_of, node_of
from pages.widgets.inspector.duplicating import duplicate_changes
from tests.pages.inspector.desks import document_of

DOCUMENT = document_of(
    {"id": "a", "type": "message", "name": "A", "bubbles": [{"text": "Oi"}]},
    {"id": "b", "type": "end", "name": "B"},
    edges=[
        {"source": "start", "outcome": "next", "target": "a"},
        {"source": "a", "outcome": "next", "target": "b"},
    ],
    layout={"a": [10, 20]},
    translations={"en": {"a.bubbles.0.text": "Hi"}},
)


def test_a_copy_stands_beside_its_original_with_its_translations():
    copied = apply_changes(DOCUMENT, duplicate_changes(DOCUMENT, ["a"]))
    assert node_of(copied, "a_2") == {**node_of(DOCUMENT, "a"), "id": "a_2"}  # type: ignore[dict-item]
    assert copied["layout"]["a_2"] == [50, 60]  # type: ignore[index, call-overload]
    assert copied["translations"]["en"]["a_2.bubbles.0.text"] == "Hi"  # type: ignore[index, call-overload]


def test_only_edges_between_copies_are_copied():
    copied = apply_changes(DOCUMENT, duplicate_changes(DOCUMENT, ["a", "b"]))
    assert set(edges_of(copied)) - set(edges_of(DOCUMENT)) == {("a_2", "next", "b_2")}


def test_a_flow_keeps_one_start():
    assert duplicate_changes(DOCUMENT, ["start"]) == []
