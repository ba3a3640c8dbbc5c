"""What comes later comes by itself: an attendant's words, a reminder, unread messages."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenChat
from tests.browser.installation import Company
from tests.flow_runtime.building import end, flow, message, node, question

pytestmark = pytest.mark.browser


def test_an_attendant_answers(open_chat: OpenChat, company: Company) -> None:
    chat = open_chat()
    chat.say("atendente")
    chat.expect_told("Vou passar você para uma pessoa do Financeiro")
    expect(chat.status).to_have_text("Aguardando atendente")
    ticket = company.take_ticket("Bia")
    company.conversations.reply(ticket.number, "Oi! Sou a Bia. Como posso ajudar?", "Bia")
    chat.expect_told("Oi! Sou a Bia.")
    expect(chat.status).to_have_text("Você está falando com Bia")
    chat.say("A nota não veio")
    company.conversations.reply(ticket.number, "Já envio.", "Bia")
    chat.expect_told("A nota não veio", "Já envio.")
    company.conversations.change_ticket(ticket.number, "resolved", "Bia")
    chat.expect_told("De 0 a 10, quanto você recomendaria")
    expect(chat.status).to_have_text("Assistente virtual")


def test_a_timer_speaks_by_itself(open_chat: OpenChat, company: Company) -> None:
    company.publish(
        flow(
            [
                message("later", "Volto em um segundo."),
                node("rest", "wait", duration_s=1),
                question("back", text="Voltei! Tudo certo?"),
                end(),
            ],
            ["later.next>rest", "rest.elapsed>back", "back.answered>end"],
            id="timer",
        ),
        "lembrete",
        {},
    )
    open_chat("lembrete").expect_told("Volto em um segundo.", "Voltei! Tudo certo?")


def test_a_typing_pause_is_shown_and_keeps_the_order(open_chat: OpenChat, company: Company) -> None:
    texts = ["Um momento, por favor.", "Estou conferindo.", "Pronto!"]
    bubbles = [{"text": text, "typing_s": 0.6} for text in texts]
    company.publish(
        flow([node("say", "message", bubbles=bubbles), question("ok"), end()],
             ["say.next>ok", "ok.answered>end"], id="typing"),
        "pausa",
        {},
    )  # fmt: skip
    chat = open_chat("pausa")
    chat.page.emulate_media(reduced_motion="no-preference")
    chat.say("ok")
    chat.page.get_by_role("button", name="Iniciar nova conversa").click()
    expect(chat.log.locator(".typing")).to_be_visible()
    expect(chat.bubbles).to_have_text([*texts, "ok?"])
    expect(chat.log.locator(".typing")).to_be_hidden()
