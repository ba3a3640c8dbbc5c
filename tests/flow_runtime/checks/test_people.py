"""Ways to a person and words at the end, beyond one case a code."""

from typing import Any

import pytest

from flow_runtime.checks import check
from flow_runtime.flow import Flow
from flow_runtime.loading import load_document
from flow_runtime.workspace import Workspace
from tests.flow_runtime.building import WORKSPACE, menu, message, node, question
from tests.flow_runtime.checks.cases import Document, document, one

PERSON = node("person", "handoff", queue="suporte")
HELLO = message("hello", "Olá!")


def flow_of(story: Document, flow_id: str = "story") -> Flow:
    return load_document({**story, "id": flow_id}).flow


def codes(story: Document, **known: Any) -> set[str]:
    return {problem.code for problem in check(flow_of(story), **known)}


def test_a_command_is_a_way_to_a_person() -> None:
    story = document([HELLO, PERSON], ["hello.next>end", "person.resolved>end"])
    assert not {"people.no_way", "graph.unreachable"} & codes(story)
    without = {**story, "settings": {"commands": []}}
    assert codes(without) >= {"people.no_way", "graph.unreachable"}


def test_a_company_without_queues_promises_no_person() -> None:
    story = one(HELLO, "next")
    assert "people.no_way" in codes(story, workspace=WORKSPACE)
    assert "people.no_way" not in codes(story, workspace=Workspace())


def test_a_flow_inside_others_leaves_the_person_to_them() -> None:
    story = one(HELLO, "next")
    caller = flow_of(document([node("sub", "subflow", flow="story")]), "caller")
    assert "people.no_way" not in codes(story, flows={"caller": caller})


@pytest.mark.parametrize(
    ("before", "outcome", "is_silent"),
    [
        (HELLO, "next", False),
        (menu("which", "A"), "a", True),
        (menu("which", "A"), "timeout", False),
        (question("cpf"), "answered", True),
        (PERSON, "resolved", False),
        (node("number", "protocol"), "next", False),
        (node("number", "protocol", text=""), "next", True),
        (node("keep", "set", assignments=[{"variable": "cpf", "literal": 1}]), "next", True),
    ],
    ids=lambda value: value["id"] if isinstance(value, dict) else str(value),
)
def test_an_end_needs_a_word_unless_one_was_just_said(
    before: Any, outcome: str, is_silent: bool
) -> None:
    story = document([before], [f"{before['id']}.{outcome}>end"], variables=["cpf"])
    story["nodes"][-1]["text"] = ""
    assert ("end.no_goodbye" in codes(story)) is is_silent


def test_silence_is_followed_over_what_says_nothing() -> None:
    branch = {"id": "a", "name": "A", "rows": [{"variable": "contact.x", "operator": "is_set"}]}
    story = document(
        [menu("which", "A"), node("known", "condition", branches=[branch]), HELLO],
        ["which.a>known", "known.a>hello", "hello.next>end", "known.else>end"],
    )
    story["nodes"][-1]["text"] = ""
    assert "end.no_goodbye" in codes(story)


def test_a_survey_in_a_called_flow_counts() -> None:
    survey = flow_of(one(node("nps", "survey", text="0 a 10?"), "answered", "skipped"), "survey")
    story = one(node("sub", "subflow", flow="survey"), "done", "failed")
    assert "end.no_survey" not in codes(story, flows={"survey": survey})
    assert "end.no_survey" in codes(story, flows={"survey": flow_of(one(HELLO, "next"), "survey")})
