"""What every refusal of a flow must be, and the flows that the hostile rows start from."""

import json
import re
from typing import Any

import orjson
import pytest

from flow_runtime.errors import FlowInvalid
from flow_runtime.loading import LoadedFlow, load_flow
from flow_runtime.problems import Problem

FLOW: dict[str, Any] = {
    "schema_version": 1,
    "id": "hostile",
    "name": "Hostile",
    "variables": [{"name": "answer"}],
    "nodes": [
        {"id": "start", "type": "start", "name": "Início"},
        {
            "id": "ask",
            "type": "question",
            "name": "Perguntar",
            "text": "Tudo bem?",
            "answer": {"kind": "text"},
            "save_as": "answer",
        },
        {"id": "end", "type": "end", "name": "Fim", "text": "Tchau!"},
    ],
    "edges": [
        {"source": "start", "outcome": "next", "target": "ask"},
        {"source": "ask", "outcome": "answered", "target": "end"},
    ],
}
_CODE = re.compile(r"[a-z]+(_[a-z]+)*(\.[a-z]+(_[a-z]+)*)?")
_LEAKS = re.compile(r"Traceback|pydantic|JSONDecodeError|<class|object at 0x|\.py\b")


def changed(**fields: Any) -> bytes:
    """Write the flow with some fields set otherwise."""
    return orjson.dumps(FLOW | fields)


def with_node(document: Any, **fields: Any) -> bytes:
    """Write the flow with one more node."""
    return changed(nodes=[*FLOW["nodes"], document], **fields)


def load(data: bytes) -> LoadedFlow:
    """Load a flow that must be accepted."""
    return load_flow(data)


def refused(data: bytes) -> tuple[Problem, ...]:
    """Load what must be refused, and look at every problem."""
    with pytest.raises(FlowInvalid) as caught:
        load_flow(data)
    problems = caught.value.problems
    assert problems
    for problem in problems:
        assert_useful(problem, data)
    return problems


def assert_useful(problem: Problem, data: bytes) -> None:
    """A problem has a code, a place that exists and a short sentence in each language."""
    assert _CODE.fullmatch(problem.code), problem.code
    assert set(problem.words) == {"pt-BR", "en"}
    for sentence in problem.words.values():
        assert sentence[:1].isupper() or sentence[:1] == "'", sentence
        assert sentence.endswith("."), sentence
        assert len(sentence) < 900, sentence
        assert sentence.isprintable(), sentence
        assert not _LEAKS.search(sentence), sentence
    if problem.pointer:
        assert_leads_somewhere(problem, json.loads(data))


def assert_leads_somewhere(problem: Problem, document: Any) -> None:
    """Every part of a pointer but the last stands in the document (the last may be missing)."""
    value = document
    *parents, _ = problem.pointer.removeprefix("/").split("/")
    for part in parents:
        name = part.replace("~1", "/").replace("~0", "~")
        value = value[int(name)] if isinstance(value, list) else value[name]
    assert isinstance(value, dict | list), problem.pointer


def codes(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.code for problem in problems}
