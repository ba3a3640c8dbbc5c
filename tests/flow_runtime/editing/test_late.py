"""Gestures that come late: what others changed meanwhile is found, and nothing else."""

from typing import Any

import pytest

from flow_runtime.editing import Document, begin_editing, found_by_late, read_operations
from flow_runtime.editing.documents import node_of
from tests.flow_runtime.editing.documents import small

Gesture = dict[str, Any]


def named(node_id: str, name: str) -> Gesture:
    return {"change": "set", "node": node_id, "path": "name", "value": name}


def as_it_was(node_id: str) -> Gesture:
    return {"change": "put_node", "node": node_of(small(), node_id)}


def late(
    *changes: Gesture, before: list[Gesture], sequence: int = 1, session: str = "night"
) -> Any:
    return read_operations(
        [
            {
                "client": "tab",
                "sequence": sequence,
                "kind": "set",
                "changes": list(changes),
                "before": before,
                "session": session,
            }
        ]
    )


def changed(*changes: Gesture) -> Document:
    return begin_editing(small()).apply("set", changes).document


GESTURE = late(named("hello", "Mine"), before=[as_it_was("hello")])


@pytest.mark.parametrize(
    "others",
    [
        pytest.param([named("hello", "Theirs")], id="the same field"),
        pytest.param(
            [{"change": "set", "node": "hello", "path": "stage", "value": "end"}],
            id="another field of the block",
        ),
        pytest.param([{"change": "remove_node", "id": "hello"}], id="the block removed"),
    ],
)
def test_what_others_did_to_the_same_block_is_found(others: list[Gesture]):
    theirs = changed(*others)
    found = found_by_late(begin_editing(theirs), GESTURE, ["morning"])
    assert found is not None
    assert node_of(found, "hello") == node_of(small(), "hello")


@pytest.mark.parametrize(
    ("document", "operations"),
    [
        pytest.param(small(), GESTURE, id="nobody changed anything"),
        pytest.param(changed(named("bye", "Theirs")), GESTURE, id="another block"),
        pytest.param(
            changed(named("hello", "Theirs")),
            late(named("hello", "Mine"), before=[as_it_was("hello")], session="morning"),
            id="a gesture of this session",
        ),
        pytest.param(
            changed(named("hello", "Theirs")), late(named("hello", "Mine"), before=[]), id="unknown"
        ),
    ],
)
def test_nothing_is_found_where_there_is_nothing_to_choose(document: Document, operations: Any):
    assert found_by_late(begin_editing(document), operations, ["morning"]) is None


def test_gestures_that_are_in_the_draft_are_not_late():
    editing = begin_editing(changed(named("hello", "Mine")), acknowledged={"tab": 1})
    assert found_by_late(editing, GESTURE, ["morning"]) is None


def test_a_chain_of_gestures_leads_back_to_where_it_began():
    first = late(named("hello", "One"), before=[as_it_was("hello")])
    then = {"change": "put_node", "node": {**(node_of(small(), "hello") or {}), "name": "One"}}
    second = late(named("hello", "Two"), before=[then], sequence=2)
    editing = begin_editing(changed(named("hello", "Theirs")))
    found = found_by_late(editing, (*first, *second), ["morning"])
    assert found is not None
    assert node_of(found, "hello") == node_of(small(), "hello")
