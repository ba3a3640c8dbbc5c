"""Drafts compared: random ids do not count, everything else does."""

from itertools import pairwise

import pytest
from pydantic import JsonValue

from flow_runtime.editing import Document, new_document
from tests.crash.editing.documents import Verdict, faults_of, judge, told


def drawn(*names: str, prefix: str = "m") -> Document:
    """Return a draft with messages, one after the other."""
    document = new_document("story", "Story")
    nodes = [
        *_nodes(document),
        *(_message(f"{prefix}_{place}", name) for place, name in enumerate(names)),
    ]
    edges: list[JsonValue] = [
        {"source": one["id"], "outcome": "next", "target": other["id"]}
        for one, other in pairwise(nodes)
    ]
    return {**document, "nodes": [*nodes], "edges": edges}


def _message(node_id: str, name: str) -> Document:
    return {"id": node_id, "type": "message", "name": name}


def _nodes(document: Document) -> list[Document]:
    nodes = document["nodes"]
    assert isinstance(nodes, list)
    return [node for node in nodes if isinstance(node, dict)]


DRAFTS = [told(drawn(*names)) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])]


def test_two_drafts_with_other_ids_are_told_alike() -> None:
    assert told(drawn("A", "B")) == told(drawn("A", "B", prefix="message_k3f9x2ab"))
    assert told(drawn("A", "B")) != told(drawn("B", "A"))
    assert told({**drawn("A"), "id": "session-1"}) == told({**drawn("A"), "id": "session-2"})


@pytest.mark.parametrize(
    ("stored", "made", "verdict"),
    [
        (drawn("A", "B"), 2, Verdict(2)),
        (drawn("A"), 2, Verdict(1, missing_last=1)),
        (drawn(), 2, Verdict(0, lost_more=1)),
        (drawn("A", "B", "B"), 2, Verdict(2, doubled=1)),
        (drawn("A", "X"), 2, Verdict(2, other=1)),
        (drawn(), 0, Verdict(0)),
    ],
)
def test_a_draft_says_what_a_kill_did(stored: Document, made: int, verdict: Verdict) -> None:
    assert judge(stored, DRAFTS, made) == verdict


def test_what_no_sound_draft_has_is_corrupt() -> None:
    twice = drawn("A", "B")
    twice["nodes"] = [*_nodes(twice), *_nodes(twice)]
    torn = drawn("A")
    torn["edges"] = [{"source": "start", "outcome": "next", "target": "gone"}]
    assert faults_of(drawn("A", "B")) == []
    for document in (twice, torn):
        assert judge(document, DRAFTS, 2) == Verdict(2, corrupt=1)
