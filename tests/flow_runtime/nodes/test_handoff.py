"""A person takes over with the whole context, and the bot stays silent meanwhile."""

from typing import Any

import pytest

from flow_runtime.effects import UpdateTicket
from flow_runtime.program import Program
from flow_runtime.simulator import Simulation
from tests.flow_runtime.building import TUESDAY_MORNING, end, node, program, talk, texts

OUTCOMES = ("resolved", "no_agent", "out_of_hours", "timeout", "customer_gave_up")
SATURDAY = TUESDAY_MORNING.replace(day=14)


def handing_over(**fields: Any) -> Program:
    handoff = node("person", "handoff", queue="suporte", text="Já vem alguém.", **fields)
    ends = [end(outcome, outcome) for outcome in OUTCOMES]
    arrows = [f"person.{outcome}>{outcome}" for outcome in OUTCOMES]
    return program([handoff, *ends], arrows, variables=["cpf", "city", "empty"])


def updates(conversation: Simulation) -> list[UpdateTicket]:
    return [e for turn in conversation.turns for e in turn.effects if isinstance(e, UpdateTicket)]


def begun(built: Program, **variables: str) -> Simulation:
    conversation = Simulation(built, TUESDAY_MORNING)
    conversation.start(variables=variables)
    return conversation


def test_the_attendant_sees_everything_that_is_known():
    conversation = begun(handing_over(), cpf="529", city="Recife", empty="")
    assert conversation.tickets[0].context == {"cpf": "529", "city": "Recife"}


def test_the_attendant_sees_only_what_the_designer_chose():
    built = handing_over(context=["cpf", "contact.name"], summary="CPF {{ cpf }}", priority="high")
    (ticket,) = begun(built, cpf="529", city="Recife").tickets
    assert ticket.context == {"cpf": "529"}
    assert (ticket.summary, ticket.priority) == ("CPF 529", "high")


def test_the_customers_words_go_to_the_ticket_and_the_bot_is_silent():
    conversation = talk(handing_over())
    conversation.change_ticket("assigned", "Bia")
    assert conversation.say("Meu boleto sumiu") == []
    assert updates(conversation)[-1].text == "Meu boleto sumiu"
    assert conversation.session.owner == "person"
    assert conversation.session.conversation["attendant"] == "Bia"


def test_words_of_giving_up_count_only_until_a_person_is_there():
    conversation = talk(handing_over())
    conversation.change_ticket("assigned")
    conversation.say("sair")
    assert conversation.session.waiting_for == "ticket"
    conversation.change_ticket("resolved")
    assert conversation.session.outcome == "resolved"


def test_giving_up_closes_the_ticket():
    conversation = talk(handing_over())
    conversation.say("  Desistir ")
    assert conversation.session.outcome == "customer_gave_up"
    assert updates(conversation)[-1].status == "closed_by_customer"


def test_waiting_messages_come_one_after_the_other_and_end():
    built = handing_over(waiting_texts=["Um instante.", "Falta pouco."], waiting_every_s=60)
    conversation = talk(built)
    conversation.wait(600)
    assert texts(conversation) == ["Já vem alguém.", "Um instante.", "Falta pouco."]


def test_no_waiting_message_interrupts_a_person():
    conversation = talk(handing_over(waiting_texts=["Um instante."], max_wait_s=900))
    conversation.change_ticket("assigned")
    assert conversation.wait(3_600) == []
    assert conversation.session.waiting_for == "ticket"


def test_waiting_too_long_gives_the_ticket_back():
    conversation = talk(handing_over(max_wait_s=900))
    conversation.wait(900)
    assert conversation.session.outcome == "timeout"
    assert updates(conversation)[-1].status == "expired"


@pytest.mark.parametrize(("respects_hours", "waits"), [(True, False), (False, True)])
def test_a_closed_queue_takes_nobody_unless_told_otherwise(respects_hours: bool, waits: bool):
    built = handing_over(respects_hours=respects_hours)
    conversation = Simulation(built, SATURDAY)
    conversation.start()
    assert bool(conversation.tickets) is waits
    assert conversation.session.outcome == (None if waits else "out_of_hours")


def test_a_ticket_given_back_waits_again_for_as_long_as_at_first():
    built = handing_over(waiting_texts=["Um instante."], waiting_every_s=60, max_wait_s=900)
    conversation = talk(built)
    conversation.change_ticket("assigned")
    conversation.wait(3_600)
    conversation.change_ticket("waiting")
    conversation.wait(60)
    assert texts(conversation)[-1] == "Um instante."
    conversation.wait(840)
    assert conversation.session.outcome == "timeout"


def test_after_the_person_the_bot_owns_the_conversation_again():
    conversation = talk(handing_over())
    conversation.change_ticket("assigned")
    conversation.change_ticket("waiting")
    assert conversation.session.owner == "bot"
