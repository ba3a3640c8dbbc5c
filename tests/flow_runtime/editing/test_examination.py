"""Drafts are examined as they are: each unfinished node says so, and the rest is still checked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.checks import check
from flow_runtime.editing import apply_changes, new_document, read_changes
from flow_runtime.editing.documents import Document
from flow_runtime.editing.examination import Examination, examine
from flow_runtime.loading import load_document
from tests.flow_runtime.building import message, node
from tests.flow_runtime.editing.documents import SAMPLES, small, unhurried
from tests.hostile.mutations import Mutation, mutated, mutations


def after(document: Document, *changes: dict[str, Any]) -> Document:
    return apply_changes(document, read_changes(changes))


def codes(examination: Examination) -> set[tuple[str, str | None]]:
    return {(problem.code, problem.node_id) for problem in examination.problems}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_whole_flow_has_the_problems_of_its_checks(name: str):
    examination = examine(SAMPLES[name])
    assert examination.flow is not None
    assert examination.problems == check(load_document(SAMPLES[name]).flow)


def test_an_unfinished_node_says_what_is_missing_and_blames_nobody_else():
    broken = after(
        small(),
        {"change": "set", "node": "ask", "path": "save_as", "value": None},
        {"change": "set", "node": "hello", "path": "bubbles.0.text", "value": "{{ nobody }}"},
    )
    examination = examine(broken)
    assert examination.flow is None
    found = codes(examination)
    assert ("missing", "ask") in found
    assert ("var.unknown", "hello") in found
    assert not any(code in ("graph.unreachable", "port.open") for code, _ in found)
    assert examination.errors + examination.warnings == len(examination.problems)


def test_a_node_of_an_unknown_type_is_kept_and_blocks():
    document = after(
        small(),
        {"change": "put_node", "node": node("odd", "hologram") | {"name": "Show"}},
        {"change": "put_edge", "source": "start", "outcome": "next", "target": "odd"},
        {"change": "put_edge", "source": "odd", "outcome": "shown", "target": "hello"},
    )
    examination = examine(document)
    assert examination.flow is None
    (problem,) = (p for p in examination.problems if p.node_id == "odd")
    assert (problem.code, problem.pointer) == ("node.type", "/nodes/5")
    assert problem.sentence("en").startswith("The node 'Show' is of the type 'hologram'")
    assert "graph.unreachable" not in {code for code, _ in codes(examination)}


def test_problems_stand_at_their_place_in_the_document_when_parts_are_left_out():
    document = after(small(), {"change": "put_node", "node": message("alone", "Oi")})
    nodes: Any = document["nodes"]
    edges: Any = document["edges"]
    odd = {
        **document,
        "nodes": [7, {"name": "no id"}, *nodes],
        "edges": [None, *edges, {"source": "bye", "outcome": "x", "target": "hello"}],
    }
    found = {p.code: p for p in examine(odd).problems}
    assert found["graph.unreachable"].pointer == "/nodes/7"
    assert found["edge.unknown_outcome"].pointer == "/edges/6/outcome"


def test_two_nodes_with_one_id_are_told_and_the_first_is_checked():
    nodes: Any = small()["nodes"]
    examination = examine({**small(), "nodes": [*nodes, message("hello", "Oi")]})
    assert ("node.duplicate_id", "hello") in codes(examination)


def test_a_broken_envelope_hides_nothing():
    document = {k: v for k, v in small().items() if k != "schema_version"}
    found = {code for code, _ in codes(examine({**document, "name": ""}))}
    assert {"version.missing", "name.length"} <= found


def test_a_new_flow_is_told_what_it_needs():
    examination = examine(new_document("new", "Novo"))
    assert ("port.open", "start") in codes(examination)


@unhurried
@given(name=st.sampled_from(sorted(SAMPLES)), changes=mutations)
def test_any_json_is_examined(name: str, changes: list[Mutation]):
    document = mutated(SAMPLES[name], changes)
    if not isinstance(document, dict):
        return
    examination = examine(document)
    ids = [n.get("id") for n in _objects(document.get("nodes"))]  # any JSON: also a list
    for problem in examination.problems:
        assert problem.node_id is None or problem.node_id in ids or problem.pointer
        for language in ("pt-BR", "en"):
            assert problem.sentence(language)
    assert examination.flow is not None or examination.errors


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
