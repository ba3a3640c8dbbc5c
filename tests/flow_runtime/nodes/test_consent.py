"""Consent is asked once, kept with its text's version, and taken back by a word at any time."""

from typing import Any

import pytest

from flow_runtime.effects import RecordConsent
from flow_runtime.program import Program
from flow_runtime.simulator import Simulation
from tests.flow_runtime.building import (
    TUESDAY_MORNING,
    end,
    node,
    program,
    question,
    talk,
    texts,
)


def asking(**fields: Any) -> Program:
    consent = node("ask", "consent", purpose="offers", text="Podemos enviar ofertas?", **fields)
    return program(
        [consent, question("name"), end("no", "refused")],
        ["ask.given>name", "ask.refused>no", "name.answered>no"],
    )


def known(built: Program, **consent: Any) -> Simulation:
    contact = {"id": "c1", "consents": {"offers": consent}}
    conversation = Simulation(built, TUESDAY_MORNING, contact=contact)
    conversation.start()
    return conversation


def recorded(conversation: Simulation) -> list[RecordConsent]:
    return [e for turn in conversation.turns for e in turn.effects if isinstance(e, RecordConsent)]


def test_a_decision_is_recorded_with_its_purpose_and_version():
    conversation = talk(asking(text_version="2026-03"))
    conversation.press("Aceito")
    assert recorded(conversation) == [RecordConsent("offers", "2026-03", given=True)]


def test_a_consent_to_an_older_text_is_asked_again():
    built = asking(text_version="2")
    assert texts(known(built, given=True, text_version="1")) == ["Podemos enviar ofertas?"]
    assert texts(known(built, given=True, text_version="2")) == ["name?"]


def test_a_refusal_may_be_asked_again():
    assert texts(known(asking(), given=False, text_version="1")) == ["Podemos enviar ofertas?"]


@pytest.mark.parametrize("word", ["parar", "PARAR!", "Revogar consentimento"])
def test_a_word_takes_it_back_wherever_the_conversation_stands(word: str):
    conversation = talk(asking())
    conversation.press("Aceito")
    conversation.say(word)
    assert recorded(conversation)[-1].given is False
    assert texts(conversation)[-1].startswith("Pronto, registramos")
    assert conversation.session.node == "name", "the question still waits for its answer"


def test_who_never_consented_may_say_the_word_as_an_answer():
    conversation = known(asking(), given=False, text_version="1")
    conversation.press("Não aceito")
    assert conversation.session.outcome == "refused"
    assert not any(e.given for e in recorded(conversation))
