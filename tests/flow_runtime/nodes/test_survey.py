"""What a flow keeps of a survey, for whoever cares for the customer afterwards."""

import pytest

from flow_runtime.simulator import Simulation
from tests.flow_runtime.building import end, node, program, talk


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
