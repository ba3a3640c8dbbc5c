"""Notices of other systems come when they like, not when the flow waits for them."""

import pytest

from tests.flow_runtime.building import (
    end,
    fact_names,
    menu,
    node,
    program,
    question,
    talk,
    texts,
)

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
    assert (conversation.session.node, fact_names(conversation)[-1]) == (before, "event_kept")


@pytest.mark.parametrize(("name", "ended"), [("shipped", True), ("delivered", False)])
def test_only_the_awaited_notice_goes_on(name: str, ended: bool) -> None:
    conversation = talk(program(NODES, ARROWS))
    conversation.press("Sim")
    conversation.receive_event(name)
    assert (conversation.session.status == "ended") is ended


def test_a_notice_that_came_early_is_there_when_the_flow_waits_for_it() -> None:
    wait = {**NODES[1], "save_as": "order"}
    order = {"name": "order", "type": "object"}
    built = program(
        [NODES[0], wait, NODES[2], end(text="{{ order.code }}")], ARROWS, variables=[order]
    )
    conversation = talk(built)
    conversation.receive_event("shipped", {"code": "old"})
    conversation.receive_event("shipped", {"code": "BR1"})
    conversation.press("Sim")
    assert texts(conversation)[-1] == "BR1"
    assert conversation.session.early_events == ()


def test_early_notices_are_bounded() -> None:
    conversation = talk(program(NODES, ARROWS))
    for number in range(30):
        conversation.receive_event("other", {"n": number})
    conversation.receive_event("huge", {"text": "x" * 5_000})
    assert [event.data["n"] for event in conversation.session.early_events] == [*range(20, 30)]
    assert fact_names(conversation)[-1] == "event_ignored"


def test_who_writes_while_the_flow_waits_is_answered_once() -> None:
    wait = {**NODES[1], "meanwhile_text": "Estamos preparando o seu pedido."}
    conversation = talk(program([NODES[0], wait, NODES[2], end()], ARROWS))
    conversation.press("Sim")
    said = [conversation.say("e aí?"), conversation.say("alô?")]
    assert [[sent.text for sent in turn] for turn in said] == [
        ["Estamos preparando o seu pedido."],
        [],
    ]
    conversation.receive_event("shipped")
    assert conversation.session.status == "ended"


def test_commands_work_while_the_flow_waits() -> None:
    conversation = talk(program(NODES, ARROWS))
    conversation.press("Sim")
    conversation.say("atendente")
    assert conversation.session.waiting_for == "ticket"


def test_what_a_customer_wrote_instead_of_a_date_stays_out_of_the_facts() -> None:
    wait = node("until", "wait", until="date", date="{{ day }}")
    built = program([question("day"), wait, end()], ["day.answered>until", "until.elapsed>end"])
    conversation = talk(built)
    conversation.say("CPF 529.982.247-25")
    failed = next(fact for fact in conversation.facts if fact.name == "node_failed")
    assert failed.data == {"code": "not_a_date", "detail": "date"}
    assert "529" not in str(conversation.facts)
