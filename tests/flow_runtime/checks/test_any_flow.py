"""The checks never raise, whatever a loadable flow holds, and large flows take no recursion."""

import sys
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runtime.checks import check
from flow_runtime.errors import FlowInvalid
from flow_runtime.fixes import apply_fix
from flow_runtime.flow import Flow
from flow_runtime.loading import load_document
from flow_runtime.workspace import Workspace
from tests.flow_runtime.building import NodeDocument, edges, message, node
from tests.flow_runtime.checks.cases import Document, drawing, service, values

STORIES = [case.sick for case in (*drawing.CASES, *values.CASES, *service.CASES)]
ODD_VALUES = st.sampled_from(
    [
        "",
        " ",
        "end",
        "start",
        "x",
        "{{ x }}",
        "{{ x | default: 1 }}",
        "{{",
        "1",
        "2 - x",
        "não",
        None,
        0,
        1,
        True,
        [],
        ["x"],
        "error_route",
        "a.b",
        "💥",
        "https://x.y/{{ x }}",
        "http://[::1",
    ]
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return every place in a document, its root aside."""
    children = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    found = [] if not path else [path]
    for key, child in children:
        found += _places(child, (*path, key))
    return found


@st.composite
def mutated_flows(draw: st.DrawFn) -> Flow | None:
    """Draw a flow of the stories with up to three values changed or removed, if it still loads."""
    document: Document = deepcopy(draw(st.sampled_from(STORIES)))
    for _ in range(draw(st.integers(1, 3))):
        *parents, last = draw(st.sampled_from(_places(document)))
        place: Any = document
        for part in parents:
            place = place[part]
        if draw(st.booleans()):
            place[last] = deepcopy(draw(ODD_VALUES))
        else:
            del place[last]
    try:
        return load_document(document).flow
    except FlowInvalid:
        return None


@settings(max_examples=400, deadline=None)
@given(mutated_flows(), st.booleans())
def test_no_loadable_flow_makes_the_checks_raise(flow: Flow | None, surroundings: bool) -> None:
    if flow is None:
        return
    known: dict[str, Any] = {"workspace": Workspace(), "flows": {}} if surroundings else {}
    found = check(flow, channels=("webchat", "whatsapp", "telegram", "pigeon"), **known)
    assert found == check(flow, channels=("webchat", "whatsapp", "telegram", "pigeon"), **known)


@settings(max_examples=200, deadline=None)
@given(mutated_flows())
def test_every_fix_fits_the_document_that_was_checked(flow: Flow | None) -> None:
    if flow is None:
        return
    document = flow.model_dump(mode="json", exclude_defaults=True)
    for problem in check(flow):
        if problem.fix is not None:
            apply_fix(document, problem.fix)


def _chain(length: int) -> tuple[list[NodeDocument], list[str]]:
    steps = [message(f"m{i}", f"Passo {i} {{{{ v{i} }}}}") for i in range(length)]
    return steps, [f"m{i}.next>m{i + 1}" for i in range(length - 1)]


def _fan(length: int) -> tuple[list[NodeDocument], list[str]]:
    options = [{"id": f"o{i}", "label": f"Assunto {i}"} for i in range(190)]
    steps = [node("m0", "menu", text="?", options=options)]
    steps += [message(f"m{i}", f"Passo {i}") for i in range(1, length)]
    return steps, [f"m0.o{i}>m{i + 1}" for i in range(190)]


def _grid(length: int) -> tuple[list[NodeDocument], list[str]]:
    side = int(length**0.5)
    rows = [{"variable": "v0", "operator": "equals", "value": "a"}]
    branches = [{"id": "down", "name": "down", "rows": rows}]
    steps = [node(f"m{i}", "condition", branches=branches) for i in range(side * side)]
    down = [f"m{i}.down>m{(i + side) % len(steps)}" for i in range(len(steps))]
    return steps, down + [f"m{i}.else>m{(i + 1) % len(steps)}" for i in range(len(steps))]


@pytest.mark.parametrize("shape", [_chain, _fan, _grid])
def test_large_flows_are_checked_without_recursion(shape: Any) -> None:
    steps, arrows = shape(1_900)
    document: Document = {
        "schema_version": 1,
        "id": "large",
        "name": "Large",
        "variables": [{"name": f"v{i}"} for i in range(500)],
        "nodes": [node("start", "start"), *steps],
        "edges": edges("start.next>m0", *arrows),
    }
    flow = load_document(document).flow
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(220)  # less than a chain would need, more than pytest stands on
    try:
        found = check(flow)
    finally:
        sys.setrecursionlimit(before)
    assert found
