"""What a browser sends is read strictly: hostile shapes are refused, and never a crash."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.editing import OperationRefused, begin_editing, read_changes, read_operations
from flow_runtime.editing.operations import REFUSED
from flow_runtime.limits import (
    MAX_CHANGES_PER_OPERATION,
    MAX_DOCUMENT_BYTES,
    MAX_OPERATIONS_PER_MESSAGE,
)
from tests.flow_runtime.building import message
from tests.flow_runtime.editing.documents import small, unhurried

RENAME = {"change": "set", "node": "ask", "path": "name", "value": "Novo"}


def written(*changes: Any, **fields: Any) -> dict[str, Any]:
    return {"client": "tab", "sequence": 1, "kind": "set_field", "changes": [*changes], **fields}


def deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


HOSTILE_CHANGES: list[Any] = [
    None,
    7,
    "put_node",
    {},
    {"change": "explode"},
    {"change": ["set"]},
    {"change": "put_node"},
    {"change": "put_node", "node": {"id": "a"}},
    {"change": "put_node", "node": {"id": "Ä", "type": "message"}},
    {"change": "put_node", "node": {"id": "settings", "type": "message"}},
    {"change": "put_node", "node": {"id": "__a", "type": "message"}},
    {"change": "put_node", "node": {"id": "a", "type": "x" * 65}},
    {"change": "put_node", "node": {"id": "a", "type": "message", "text": deep(100)}},
    {"change": "put_node", "node": {"id": "a", "type": "message", "x" * 201: 1}},
    {**RENAME, "value": float("nan")},
    {**RENAME, "value": float("inf")},
    {**RENAME, "value": 10**18},
    {**RENAME, "value": object()},
    {**RENAME, "value": deep(900)},
    {**RENAME, "value": {1: 2}},
    {**RENAME, "value": "x" * (MAX_DOCUMENT_BYTES + 1)},
    {**RENAME, "path": ""},
    {**RENAME, "path": "x" * 401},
    {"change": "place", "id": "ask", "at": [1]},
    {"change": "place", "id": "ask", "at": [1, "2"]},
    {"change": "place", "id": "ask", "at": [1e7, 0]},
    {"change": "place", "id": "ask", "at": None},
    {"change": "put_edge", "source": "a b", "outcome": "x", "target": "y"},
    {"change": "put_variable", "variable": {"type": "text"}},
    {"change": "rename_variable", "old": "x", "new": "é"},
    {"change": "order_stages", "ids": ["a"] * 1_000},
    {"change": "set_translation", "language": "klingon", "key": "a.b", "value": "x"},
    {"change": "set_translation", "language": "en", "key": "a.b", "value": 5},
]


@pytest.mark.parametrize("change", HOSTILE_CHANGES, ids=range(len(HOSTILE_CHANGES)))
def test_a_hostile_change_is_refused_and_does_not_hold_up_the_next_gesture(change: Any):
    with pytest.raises(OperationRefused) as refused:
        read_operations([written(change), written(RENAME, sequence=2)])
    assert refused.value.words["pt-BR"].endswith("Refaça-a.")
    first, second = refused.value.readable
    assert (first.kind, first.changes, first.sequence) == (REFUSED, (), 1)
    editing = begin_editing(small()).receive([first, second])
    assert editing.acknowledged == {"tab": 2}
    assert editing.names_of_steps == ("set_field",)


@pytest.mark.parametrize(
    "envelope",
    [
        None,
        [],
        {"client": "tab"},
        written(RENAME, client=""),
        written(RENAME, client="x" * 65),
        written(RENAME, client="a b"),
        written(RENAME, client=3),
        written(RENAME, sequence=0),
        written(RENAME, sequence="1"),
        written(RENAME, sequence=True),
        written(RENAME, sequence=1.5),
        written(RENAME, sequence=2**60),
    ],
    ids=str,
)
def test_a_gesture_that_does_not_say_whose_it_is_is_left_out(envelope: Any):
    with pytest.raises(OperationRefused) as refused:
        read_operations([envelope, written(RENAME, sequence=2)])
    assert [operation.sequence for operation in refused.value.readable] == [2]


@pytest.mark.parametrize("given", [None, {}, "x", 5, {"operations": []}])
def test_a_message_that_is_no_list_is_refused(given: Any):
    with pytest.raises(OperationRefused):
        read_operations(given)


def test_too_many_changes_in_one_gesture_are_refused():
    with pytest.raises(OperationRefused):
        read_operations([written(*[RENAME] * (MAX_CHANGES_PER_OPERATION + 1))])


def test_a_long_list_is_read_in_part_and_the_rest_comes_again():
    many = [written(RENAME, sequence=n) for n in range(1, MAX_OPERATIONS_PER_MESSAGE + 50)]
    assert len(read_operations(many)) == MAX_OPERATIONS_PER_MESSAGE


def test_a_message_beyond_the_size_is_read_as_far_as_it_goes():
    long = {**RENAME, "value": "x" * (MAX_DOCUMENT_BYTES // 3)}
    read = read_operations([written(long, sequence=n) for n in range(1, 6)])
    assert [operation.sequence for operation in read] == [1, 2]


def test_what_a_paste_brings_along_is_cleaned():
    text = "um\r\ndois\rtrês\x0b\x00 \ud83d fim\t."
    (operation,) = read_operations([written({**RENAME, "value": text})])
    editing = begin_editing(small()).receive([operation])
    nodes: Any = editing.document["nodes"]
    assert nodes[2]["name"] == "um\ndois\ntrês  fim\t."


def test_pages_may_write_changes_as_json():
    (change,) = read_changes([{"change": "put_node", "node": message("m", "Oi")}])
    assert read_changes([change]) == (change,)
    with pytest.raises(OperationRefused):
        read_changes([{"change": "nothing"}])


@unhurried
@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.sampled_from(["client", "sequence", "kind", "changes", "change", "node"]),
                inner,
                max_size=4,
            ),
        ),
        max_leaves=12,
    )
)
def test_nothing_else_than_a_refusal_comes_out(message: Any):
    try:
        operations = read_operations(message)
    except OperationRefused as refused:
        operations = refused.readable
    begin_editing(small()).receive(operations)
