"""Laws of comparing: nothing is told of equal flows, and nothing that changed is kept quiet."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import sample_flows
from flow_runtime.comparison import MarkKind, compare, marks_of
from flow_runtime.errors import FlowInvalid
from flow_runtime.flow import Flow, logic_sha256
from flow_runtime.loading import load_flow

SAMPLES = sorted(
    path
    for path in Path(sample_flows.__file__).parent.glob("*.json")
    if "nodes" in json.loads(path.read_text(encoding="utf-8"))
)
NOT_LOGIC = ("layout", "lanes", "notes", "groups")
Way = tuple[str | int, ...]


@cache
def sample(path: Path) -> Flow:
    return load_flow(path.read_bytes()).flow


@cache
def leaves(path: Path) -> tuple[Way, ...]:
    """Return where a sample's texts, numbers and switches stand, and its lists."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return tuple(way for way in _ways((), document) if way and way[0] not in NOT_LOGIC)


def _ways(way: Way, value: Any) -> Iterator[Way]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _ways((*way, key), inner)
    elif isinstance(value, list):
        yield way
        for index, inner in enumerate(value):
            yield from _ways((*way, index), inner)
    else:
        yield way


def changed(value: Any) -> Any:
    """Return another value of the same kind; a list loses its last item."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return f"{value} x"
        case list():
            return value[:-1]
    return value


def with_change(path: Path, way: Way) -> Flow | None:
    """Return a sample with one value changed; None where that is no flow any more."""
    document = json.loads(path.read_text(encoding="utf-8"))
    inside = document
    for part in way[:-1]:
        inside = inside[part]
    inside[way[-1]] = changed(inside[way[-1]])
    try:
        return load_flow(json.dumps(document).encode()).flow
    except FlowInvalid:
        return None


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_equal_flows_differ_in_nothing(path: Path) -> None:
    assert compare(sample(path), load_flow(path.read_bytes()).flow) == ()


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_whatever_changes_what_a_flow_does_is_told(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(SAMPLES))
    after = with_change(path, data.draw(st.sampled_from(leaves(path))))
    assume(after is not None and logic_sha256(after) != logic_sha256(sample(path)))
    told = compare(sample(path), after) if after is not None else ()
    assert told
    assert not any("a conversa é a mesma" in one.sentence("pt-BR") for one in told)
    assert all(one.sentence("en").endswith(".") for one in told)


@given(st.text(max_size=60), st.text(max_size=60))
def test_marks_make_up_both_texts(before: str, after: str) -> None:
    marks = marks_of(before, after)
    assert "".join(mark.text for mark in marks if mark.kind is not MarkKind.ADDED) == before
    assert "".join(mark.text for mark in marks if mark.kind is not MarkKind.REMOVED) == after


def test_a_text_of_many_words_is_marked_as_a_whole() -> None:
    before, after = "uma " * 3_000, "outra " * 3_000
    assert [mark.kind for mark in marks_of(before, after)] == [MarkKind.REMOVED, MarkKind.ADDED]
