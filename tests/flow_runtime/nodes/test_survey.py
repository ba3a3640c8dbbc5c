"""What a flow keeps of a survey, for whoever cares for the customer afterwards."""

from datetime import timedelta

import pytest

from flow_runtime.effects import RecordSurvey
from flow_runtime.simulator import Simulation
from tests.flow_runtime.building import TUESDAY_MORNING, end, node, program, talk


def survey_told() -> Simulation:
    nps = node(
        "nps",
        "survey",
        text="Nota?",
        comment_text="Por quê?",
        save_score_as="score",
        save_comment_as="comment",
    )
    declared = [{"name": "score", "type": "number"}, {"name": "comment"}]
    arrows = ["nps.answered>end", "nps.skipped>end"]
    return talk(program([nps, end()], arrows, variables=declared))


@pytest.mark.parametrize(
    ("answers", "score", "comment"),
    [
        (["3", "Demorou"], 3, "Demorou"),
        (["9", "pular"], 9, ""),
        (["pular"], None, None),
    ],
)
def test_the_score_and_the_comment_are_kept(
    answers: list[str], score: int | None, comment: str | None
) -> None:
    conversation = survey_told()
    for answer in answers:
        conversation.say(answer)
    assert conversation.session.variables == {"score": score, "comment": comment}


def test_a_score_counts_when_the_customer_falls_silent() -> None:
    conversation = survey_told()
    conversation.say("7")
    conversation.wait(2 * 24 * 3600)
    assert conversation.session.variables == {"score": 7, "comment": ""}


def asked(**fields: object) -> Simulation:
    survey = node("ask", "survey", **fields)
    ways = [f"ask.{way}>end" for way in _ways(fields)]
    return talk(program([survey, end()], ways))


def _ways(fields: dict[str, object]) -> list[str]:
    if not fields.get("by_segment"):
        return ["answered", "skipped"]
    if fields["kind"] == "nps":
        return ["promoter", "passive", "detractor", "skipped"]
    return ["satisfied", "dissatisfied", "skipped"]


@pytest.mark.parametrize(
    ("kind", "score", "segment"),
    [
        ("nps", "10", "promoter"),
        ("nps", "9", "promoter"),
        ("nps", "8", "passive"),
        ("nps", "7", "passive"),
        ("nps", "6", "detractor"),
        ("nps", "0", "detractor"),
        ("csat", "4", "satisfied"),
        ("csat", "3", "dissatisfied"),
        ("ces", "5", "satisfied"),
        ("ces", "4", "dissatisfied"),
    ],
)
def test_the_segment_of_a_score_is_the_way_out(kind: str, score: str, segment: str) -> None:
    conversation = asked(kind=kind, text="Nota?", by_segment=True)
    conversation.say(score)
    assert ("ask", segment) in conversation.left()


@pytest.mark.parametrize(("kind", "typed"), [("nps", "11"), ("csat", "0"), ("ces", "8")])
def test_a_score_outside_the_scale_is_asked_again(kind: str, typed: str) -> None:
    conversation = asked(kind=kind, text="Nota?")
    conversation.say(typed)
    assert [message.text for message in conversation.messages] == ["Nota?", "Nota?"]


def test_only_those_who_are_meant_are_asked_for_a_comment() -> None:
    for score, comment in (("10", False), ("2", True)):
        conversation = asked(text="Nota?", comment_text="Por quê?", comment_for=["detractor"])
        conversation.say(score)
        assert (conversation.messages[-1].text == "Por quê?") is comment


def test_own_questions_come_one_after_the_other() -> None:
    questions = [
        {"id": "ease", "text": "Foi fácil?", "kind": "rating"},
        {"id": "again", "text": "Voltaria?", "kind": "yes_no"},
        {"id": "why", "text": "Por quê?"},
    ]
    conversation = asked(kind="custom", questions=questions)
    for answer in ("4", "sim", "Foi rápido"):
        conversation.say(answer)
    (recorded,) = [
        e for turn in conversation.turns for e in turn.effects if isinstance(e, RecordSurvey)
    ]
    assert recorded.answers == {"ease": 4, "again": True, "why": "Foi rápido"}


def test_who_was_asked_lately_is_left_in_peace() -> None:
    survey = node("ask", "survey", text="Nota?", once_per_days=90)
    built = program([survey, end()], ["ask.answered>end", "ask.skipped>end"])
    for days, messages in ((89, 0), (90, 1)):
        last = (TUESDAY_MORNING - timedelta(days=days)).isoformat()
        conversation = Simulation(built, TUESDAY_MORNING, contact={"last_survey_at": last})
        conversation.start()
        assert len(conversation.messages) == messages
