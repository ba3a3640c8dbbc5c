"""Two people's work on one draft: joined where they did not meet, otherwise a person chooses."""

import random
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.editing import apply_changes, merge, read_changes, resolve, sharing
from flow_runtime.editing.documents import Document, items_of, node_of, nodes_of
from tests.flow_runtime.building import message
from tests.flow_runtime.editing.documents import SAMPLES, copied, gestures, small, unhurried


def changed(document: Document, *changes: dict[str, Any]) -> Document:
    """Change a document as another process would: the result shares nothing with it."""
    return copied(apply_changes(document, read_changes(changes)))


def test_work_at_different_places_is_joined_without_a_question():
    base = small()
    mine = changed(base, {"change": "set", "node": "hello", "path": "name", "value": "Saudação"})
    theirs = changed(
        base,
        {"change": "set", "node": "ask", "path": "text", "value": "E agora?"},
        {"change": "put_node", "node": message("new", "Oi")},
        {"change": "put_edge", "source": "new", "outcome": "next", "target": "bye"},
    )
    merged = merge(base, mine, theirs)
    assert merged.conflicts == ()
    assert (node_of(merged.document, "hello") or {})["name"] == "Saudação"
    assert (node_of(merged.document, "ask") or {})["text"] == "E agora?"
    assert merged.document["edges"] == theirs["edges"]


def test_a_node_that_both_changed_is_a_choice_and_ones_own_stays_meanwhile():
    base = small()
    mine = changed(base, {"change": "set", "node": "ask", "path": "text", "value": "Meu"})
    theirs = changed(base, {"change": "set", "node": "ask", "path": "text", "value": "Seu"})
    merged = merge(base, mine, theirs)
    (conflict,) = merged.conflicts
    assert (conflict.key, conflict.node_id) == ("nodes/ask", "ask")
    assert merged.document == mine
    assert resolve(merged, {"nodes/ask": "theirs"}) == theirs
    assert resolve(merged, {"nodes/ask": "mine"}) == mine
    assert resolve(merged, {}) == mine


def test_a_node_that_one_removed_and_the_other_changed_is_a_choice():
    base = small()
    mine = changed(base, {"change": "remove_node", "id": "bye"})
    theirs = changed(base, {"change": "set", "node": "bye", "path": "text", "value": "Até"})
    merged = merge(base, mine, theirs)
    (conflict,) = merged.conflicts
    assert conflict.mine is None
    assert isinstance(conflict.theirs, dict)
    assert node_of(merged.document, "bye") is None
    kept = resolve(merged, {conflict.key: "theirs"})
    assert node_of(kept, "bye") == conflict.theirs


@pytest.mark.parametrize(
    ("one", "other", "key"),
    [
        ({"change": "put_edge", "source": "start", "outcome": "next", "target": "ask"},
         {"change": "put_edge", "source": "start", "outcome": "next", "target": "bye"},
         "edges/start/next"),
        ({"change": "set_flow", "path": "settings.idle.close_after_s", "value": 90},
         {"change": "set_flow", "path": "settings.idle.close_text", "value": "Tchau"},
         "settings/idle"),
        ({"change": "put_variable", "variable": {"name": "answer", "type": "number"}},
         {"change": "put_variable", "variable": {"name": "answer", "type": "date"}},
         "variables/answer"),
        ({"change": "set_translation", "language": "en", "key": "hello.bubbles.0.text",
          "value": "Hey"},
         {"change": "set_translation", "language": "en", "key": "hello.bubbles.0.text",
          "value": "Hi"}, "translations/en/hello.bubbles.0.text"),
        ({"change": "set_flow", "path": "name", "value": "A"},
         {"change": "set_flow", "path": "name", "value": "B"}, "name"),
    ],
)  # fmt: skip
def test_edges_settings_variables_and_translations_are_choices_too(
    one: dict[str, Any], other: dict[str, Any], key: str
):
    base = small()
    merged = merge(base, changed(base, one), changed(base, other))
    assert [conflict.key for conflict in merged.conflicts] == [key]
    assert resolve(merged, {key: "theirs"}) == changed(base, other)


def test_where_a_card_lies_is_never_a_question():
    base = small()
    mine = changed(base, {"change": "place", "id": "ask", "at": [8, 8]})
    theirs = changed(base, {"change": "place", "id": "ask", "at": [16, 16]})
    merged = merge(base, mine, theirs)
    assert merged.conflicts == ()
    assert merged.document == mine


def test_a_new_order_of_one_is_kept_with_what_the_other_added():
    base = small()
    mine = changed(base, {"change": "order_stages", "ids": ["last", "first"]})
    theirs = changed(base, {"change": "put_stage", "stage": {"id": "new", "name": "Nova"}})
    ids = ["last", "first", "new"]
    for merged in (merge(base, mine, theirs), merge(base, theirs, mine)):
        assert [stage["id"] for stage in items_of(merged.document, "stages")] == ids


@unhurried
@given(name=st.sampled_from(sorted(SAMPLES)), chance=st.integers(0, 2**63).map(random.Random))
def test_edits_that_do_not_meet_are_both_there(name: str, chance: Any):
    base = SAMPLES[name]
    ids = [str(node["id"]) for node in nodes_of(base)]
    half = len(ids) // 2
    one = [c for _ in range(4) for c in gestures(chance, ids[:half], "one")]
    other = [c for _ in range(4) for c in gestures(chance, ids[half:], "other")]
    mine, theirs = changed(base, *one), changed(base, *other)
    merged = merge(base, mine, theirs)
    assert merged.conflicts == ()
    assert sorted_lists(merged.document) == sorted_lists(changed(mine, *other))
    swapped = merge(base, theirs, mine)
    assert sorted_lists(swapped.document) == sorted_lists(merged.document)


@unhurried
@given(name=st.sampled_from(sorted(SAMPLES)), chance=st.integers(0, 2**63).map(random.Random))
def test_joining_with_nothing_new_changes_nothing(name: str, chance: Any):
    base = SAMPLES[name]
    ids = [str(node["id"]) for node in nodes_of(base)]
    mine = changed(base, *gestures(chance, ids, "one"))
    for merged in (merge(base, mine, base), merge(base, base, mine), merge(base, mine, mine)):
        assert merged.conflicts == ()
        assert merged.document == mine


def sorted_lists(document: Document) -> dict[str, Any]:
    """Return a document whose lists stand in one order: people's additions have none."""
    whole: dict[str, Any] = dict(document)
    whole["nodes"] = sorted(whole["nodes"], key=lambda node: str(node["id"]))
    whole["edges"] = sorted(whole["edges"], key=lambda edge: (edge["source"], edge["outcome"]))
    return whole


def test_a_stored_document_is_made_of_the_parts_that_are_known_already():
    known = {
        "nodes": [{"id": "a", "text": "1"}, {"id": "b", "text": "1"}],
        "edges": [{"source": "a", "outcome": "next", "target": "b"}],
        "layout": {"a": [0, 0], "b": [8, 0]},
        "translations": {"en": {"a.text": "one"}},
        "name": "F",
    }
    read = orjson.loads(orjson.dumps({**known, "nodes": [known["nodes"][0], {"id": "b"}]}))
    shared = sharing(read, known)
    assert shared == read
    assert shared["edges"] is known["edges"]
    assert shared["nodes"][0] is known["nodes"][0]
    assert shared["nodes"][1] == {"id": "b"}
