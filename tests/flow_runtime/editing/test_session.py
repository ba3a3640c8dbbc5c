"""Gestures arrive late, twice and out of order; each is in the draft once, and undo takes it back.

`EDITING_EXAMPLES` raises the number of streams, which then differ from run to run.
"""

import os
import random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flow_runtime.editing import (
    Document,
    Editing,
    Operation,
    apply_changes,
    begin_editing,
    read_changes,
    read_operations,
)
from flow_runtime.editing.documents import nodes_of
from flow_runtime.limits import (
    MAX_EDITING_CLIENTS,
    MAX_UNDO_STEPS,
    MAX_WAITING_OPERATIONS,
)
from tests.flow_runtime.editing.documents import SAMPLES, gestures, small
from tests.flow_runtime.editing.test_merging import sorted_lists

law = settings(
    max_examples=int(os.environ.get("EDITING_EXAMPLES", "150")),
    deadline=None,
    database=None,
    derandomize="EDITING_EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
chances = st.integers(0, 2**63).map(random.Random)
Streams = dict[str, list[Operation]]


def named(node: str, name: str) -> list[dict[str, Any]]:
    return [{"change": "set", "node": node, "path": "name", "value": name}]


def operation(client: str, sequence: int, *changes: dict[str, Any], kind: str = "rename") -> Any:
    return {"client": client, "sequence": sequence, "kind": kind, "changes": list(changes)}


def stream(
    chance: random.Random, client: str, nodes: list[str], *, undoes: bool
) -> list[Operation]:
    """Make what one tab does, in its order."""
    kinds = ["set", "set", "set", "undo", "redo"] if undoes else ["set"]
    written = []
    for sequence in range(1, chance.randint(2, 9)):
        kind = chance.choice(kinds)
        changes = gestures(chance, nodes, client) if kind == "set" else []
        written.append(operation(client, sequence, *changes, kind=kind))
    return list(read_operations(written))


def deliveries(chance: random.Random, streams: Streams) -> list[list[Operation]]:
    """Send each list of unacknowledged gestures several times, in any order; the whole at last."""
    sent = []
    for operations in streams.values():
        for _ in range(chance.randint(0, 6)):
            begins = chance.randrange(len(operations) + 1)
            part = operations[begins : chance.randint(begins, len(operations))]
            sent.append(chance.sample(part, len(part)))
    chance.shuffle(sent)
    whole = list(streams.values())
    chance.shuffle(whole)
    return [*sent, *whole]


def received(document: Document, messages: list[list[Operation]]) -> Editing:
    editing = begin_editing(document)
    for message in messages:
        editing = editing.receive(message)
    return editing


@law
@given(name=st.sampled_from(sorted(SAMPLES)), chance=chances)
def test_any_deliveries_of_one_tab_give_the_same_draft(name: str, chance: random.Random):
    document = SAMPLES[name]
    nodes = [str(node["id"]) for node in nodes_of(document)]
    operations = stream(chance, "tab", nodes, undoes=True)
    expected = begin_editing(document).receive(operations)
    found = received(document, deliveries(chance, {"tab": operations}))
    assert found.document == expected.document
    assert found.acknowledged == expected.acknowledged == {"tab": len(operations)}
    assert (found.past, found.future) == (expected.past, expected.future)
    assert found.waiting == {}


@law
@given(name=st.sampled_from(sorted(SAMPLES)), chance=chances, tabs=st.integers(2, 4))
def test_tabs_at_different_places_give_one_draft_in_any_order(
    name: str, chance: random.Random, tabs: int
):
    document = SAMPLES[name]
    nodes = [str(node["id"]) for node in nodes_of(document)]
    streams = {
        f"tab{n}": stream(chance, f"tab{n}", nodes[n::tabs], undoes=False) for n in range(tabs)
    }
    first = received(document, deliveries(chance, streams))
    second = received(document, deliveries(chance, streams))
    assert sorted_lists(first.document) == sorted_lists(second.document)
    assert first.acknowledged == second.acknowledged
    assert first.acknowledged == {tab: len(operations) for tab, operations in streams.items()}


@law
@given(chance=chances, tabs=st.integers(1, 3))
def test_repeats_and_gaps_are_as_if_each_gesture_had_come_once(chance: random.Random, tabs: int):
    document = small()
    nodes = [str(node["id"]) for node in nodes_of(document)]
    streams = {f"tab{n}": stream(chance, f"tab{n}", nodes, undoes=True) for n in range(tabs)}
    editing, once = begin_editing(document), begin_editing(document)
    for message in deliveries(chance, streams):
        before, editing = editing.acknowledged, editing.receive(message)
        for tab, operations in streams.items():
            taken = operations[before.get(tab, 0) : editing.acknowledged.get(tab, 0)]
            once = once.receive(taken)
    assert editing.document == once.document
    assert editing.acknowledged == once.acknowledged
    assert editing.past == once.past


@law
@given(name=st.sampled_from(sorted(SAMPLES)), chance=chances)
def test_undo_gives_back_every_earlier_draft_and_redo_every_later_one(
    name: str, chance: random.Random
):
    editing = begin_editing(SAMPLES[name])
    nodes = [str(node["id"]) for node in nodes_of(SAMPLES[name])]
    seen = [editing.document]
    for _ in range(chance.randint(1, 8)):
        editing = editing.apply("set", gestures(chance, nodes, "own"))
        if editing.document is not seen[-1]:
            seen.append(editing.document)
    for earlier in reversed(seen[:-1]):
        editing = editing.undo()
        assert editing.document is earlier
    assert not editing.can_undo
    assert editing.undo() is editing
    for later in seen[1:]:
        editing = editing.redo()
        assert editing.document is later
    assert not editing.can_redo
    assert editing.redo() is editing


@law
@given(name=st.sampled_from(sorted(SAMPLES)), chance=chances)
def test_a_change_never_touches_the_draft_it_came_from(name: str, chance: random.Random):
    document = SAMPLES[name]
    nodes = [str(node["id"]) for node in nodes_of(document)]
    changes = gestures(chance, nodes, "own")
    earlier = repr(document)
    apply_changes(document, read_changes(changes))
    assert repr(document) == earlier


def test_what_comes_too_early_waits_for_what_is_missing():
    late, early = read_operations(
        [operation("tab", 2, *named("ask", "B")), operation("tab", 1, *named("ask", "A"))]
    )
    editing = begin_editing(small()).receive([late])
    assert (editing.acknowledged, editing.document) == ({}, small())
    editing = editing.receive([early])
    assert editing.acknowledged == {"tab": 2}
    assert editing.names_of_steps == ("rename", "rename")
    assert editing.waiting == {}


def test_what_was_acknowledged_before_the_restart_is_not_made_again():
    editing = begin_editing(small(), acknowledged={"tab": 5})
    old, new = read_operations(
        [operation("tab", 5, *named("ask", "A")), operation("tab", 6, *named("hello", "B"))]
    )
    editing = editing.receive([old, new])
    assert editing.acknowledged == {"tab": 6}
    assert editing.names_of_steps == ("rename",)


def test_a_gesture_that_changes_nothing_is_acknowledged_and_is_no_step():
    editing = begin_editing(small())
    (nothing,) = read_operations([operation("tab", 1, *named("gone", "A"))])
    after = editing.receive([nothing])
    assert after.document is editing.document
    assert (after.acknowledged, after.can_undo) == ({"tab": 1}, False)


def test_a_new_gesture_ends_what_could_be_redone():
    editing = begin_editing(small()).apply("rename", named("ask", "A")).undo()
    assert editing.can_redo
    assert not editing.apply("rename", named("ask", "B")).can_redo


def test_the_memory_is_bounded():
    editing = begin_editing(small())
    for number in range(MAX_UNDO_STEPS + 5):
        editing = editing.apply("rename", named("ask", f"N{number}"))
    assert len(editing.past) == MAX_UNDO_STEPS
    early = [Operation("tab", n, "rename") for n in range(3, MAX_WAITING_OPERATIONS + 10)]
    assert len(editing.receive(early).waiting) == MAX_WAITING_OPERATIONS
    tabs = [Operation(f"tab{n}", 1, "rename") for n in range(MAX_EDITING_CLIENTS + 5)]
    acknowledged = editing.receive(tabs).acknowledged
    assert len(acknowledged) == MAX_EDITING_CLIENTS
    assert "tab0" not in acknowledged
    assert tabs[-1].client in acknowledged
