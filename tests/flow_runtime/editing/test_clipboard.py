"""Part of a flow goes to another flow with all that it needs, and nothing there is harmed."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.editing import (
    OperationRefused,
    apply_changes,
    clipboard_of,
    examine,
    new_document,
    paste_changes,
    read_changes,
)
from flow_runtime.editing.documents import Document, edges_of, items_of, node_of, nodes_of
from flow_runtime.loading import load_document
from tests.flow_runtime.building import node
from tests.flow_runtime.editing.documents import SAMPLES, small, unhurried
from tests.hostile.mutations import Mutation, mutated, mutations


def source() -> Document:
    changes: list[Any] = [
        {"change": "set", "node": "ask", "path": "stage", "value": "first"},
        {"change": "put_node", "node": node("jump", "goto", target="ask")},
        {"change": "place", "id": "jump", "at": [960, 0]},
        {"change": "put_note", "note": {"id": "n", "text": "Conferir", "place": [640, 200]}},
        {"change": "put_group", "group": {"id": "g", "name": "G", "nodes": ["hello", "ask"]}},
        {"change": "put_variable", "variable": {"name": "unused"}},
    ]
    return apply_changes(small(), read_changes(changes))


def pasted(into: Document, clip: Any, **where: Any) -> Any:
    pasting = paste_changes(into, orjson.loads(orjson.dumps(clip)), **where)
    return apply_changes(into, pasting.changes), pasting


def test_a_clip_holds_what_its_nodes_need_and_no_more():
    clip: Any = clipboard_of(source(), ["hello", "ask"], ["n"])
    assert clip["fluxo_clipboard"] == 1
    assert [n["id"] for n in clip["nodes"]] == ["hello", "ask"]
    assert clip["edges"] == [{"source": "hello", "outcome": "next", "target": "ask"}]
    assert clip["variables"] == [{"name": "answer"}]
    assert [stage["id"] for stage in clip["stages"]] == ["first"]
    assert [group["id"] for group in clip["groups"]] == ["g"]
    assert list(clip["translations"]["en"]) == ["hello.bubbles.0.text"]
    assert clip["layout"]["ask"] == [640, 0]


def test_pasted_into_another_flow_it_brings_what_is_missing():
    target = {**new_document("new", "Novo"), "languages": ["pt-BR", "en"]}
    clip = clipboard_of(source(), ["hello", "ask", "jump"], ["n"])
    document, pasting = pasted(target, clip, at=(800, 400))
    hello, ask, jump = pasting.nodes
    assert items_of(document, "variables", "name") == [{"name": "answer"}]
    assert [stage["id"] for stage in items_of(document, "stages")] == ["first"]
    assert (hello, "next", ask) in edges_of(document)
    assert (node_of(document, jump) or {})["target"] == ask
    assert document["translations"]["en"][f"{hello}.bubbles.0.text"] == "Hello, {{ answer }}!"
    assert document["layout"][hello] == [800, 400]
    assert document["layout"][ask] == [1120, 400]
    assert document["notes"][0]["place"] == [1120, 600]
    assert document["groups"][0]["nodes"] == [hello, ask]
    load_document(document)


def test_pasted_where_it_was_copied_the_copies_lie_beside_with_names_of_their_own():
    before = source()
    document, pasting = pasted(before, clipboard_of(before, ["ask"]))
    (copy,) = pasting.nodes
    assert copy == "ask_2"
    assert (node_of(document, copy) or {})["name"] == "ask 2"
    assert document["layout"][copy] == [672, 32]
    assert node_of(document, "ask") is node_of(before, "ask")
    load_document(document)


def test_a_second_start_is_left_out_and_another_type_is_told():
    before = source()
    clip = clipboard_of(before, ["start", "hello"])
    numbers = {**before, "variables": [{"name": "answer", "type": "number"}]}
    document, pasting = pasted(numbers, clip)
    assert (pasting.left_out, pasting.other_type) == (1, ("answer",))
    assert document["variables"] == numbers["variables"]


@pytest.mark.parametrize(
    "clip", [None, "", 7, [], {}, {"fluxo_clipboard": 9, "nodes": []}, {"fluxo_clipboard": 1}]
)
def test_what_is_no_clip_is_refused(clip: Any):
    with pytest.raises(OperationRefused):
        paste_changes(small(), clip)


@unhurried
@given(name=st.sampled_from(sorted(SAMPLES)), changes=mutations)
def test_any_clip_is_pasted_or_refused(name: str, changes: list[Mutation]):
    ids = [str(n["id"]) for n in nodes_of(SAMPLES[name])]
    clip = mutated(clipboard_of(SAMPLES[name], ids[:12]), changes)
    try:
        pasting = paste_changes(small(), clip)
    except OperationRefused:
        return
    document = apply_changes(small(), pasting.changes)
    assert node_of(document, "ask") == node_of(small(), "ask")
    examine(document)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_whole_sample_pasted_into_an_empty_flow_works(name: str):
    sample = SAMPLES[name]
    ids = [str(n["id"]) for n in nodes_of(sample)]
    empty = {**new_document("new", "Novo"), "nodes": [], "layout": {}}
    document, pasting = pasted(empty, clipboard_of(sample, ids))
    assert len(pasting.nodes) == len(ids)
    assert len(edges_of(document)) == len(edges_of(sample))
    load_document(document)
