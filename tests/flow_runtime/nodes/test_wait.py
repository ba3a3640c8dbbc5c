"""Notices of other systems come when they like, not when the flow waits for them."""

import pytest

from tests.flow_runtime.building import end, fact_names, menu, node, program, talk

ARROWS = ["ask.sim>parcel", "parcel.received>end", "person.resolved>end"]
NODES = [
    menu("ask", "Sim"),
    node("parcel", "wait", until="event", event="shipped"),
    node("person", "handoff", queue="suporte"),
    end(),
]


@pytest.mark.parametrize("said", [[], ["atendente"]], ids=["at a menu", "with a person"])
def test_a_notice_that_nobody_waits_for_disturbs_nobody(said: list[str]) -> None:
    conversation = talk(program(NODES, ARROWS))
    for text in said:
        conversation.say(text)
    before = conversation.session.node
    assert conversation.receive_event("shipped") == []
    assert (conversation.session.node, fact_names(conversation)[-1]) == (before, "event_ignored")


@pytest.mark.parametrize(("name", "ended"), [("shipped", True), ("delivered", False)])
def test_only_the_awaited_notice_goes_on(name: str, ended: bool) -> None:
    conversation = talk(program(NODES, ARROWS))
    conversation.press("Sim")
    conversation.receive_event(name)
    assert (conversation.session.status == "ended") is ended
