"""Reload, power cut, an unreachable server: nothing is lost and nothing is said twice."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.boleto import BIRTH_DATE, CPF
from tests.browser.chat import Chat
from tests.browser.conftest import OpenChat
from tests.browser.installation import Company
from tests.flow_runtime.building import end, flow, question

pytestmark = pytest.mark.browser


def expect_kept(chat: Chat, before: list[str]) -> None:
    """Everything stands there as before, in its order, nothing twice."""
    expect(chat.bubbles).to_have_text(before)


def test_a_reload_and_a_power_cut_in_the_middle(open_chat: OpenChat, company: Company) -> None:
    chat = open_chat()
    chat.say(CPF)
    chat.expect_told("qual é a data de nascimento")
    before = chat.texts()
    chat.page.reload()
    expect_kept(chat, before)
    company.server.kill()
    expect(chat.status).to_have_text("Sem conexão. Tentando de novo…")
    chat.say(BIRTH_DATE)
    expect(chat.log.get_by_text("enviando…")).to_be_visible()
    company.server.start()
    chat.expect_told(BIRTH_DATE, "Maria, encontrei 2 faturas em aberto.")
    assert chat.texts()[: len(before)] == before
    expect(chat.status).to_have_text("Assistente virtual")
    expect(chat.log.get_by_text("enviando…")).to_be_hidden()
    chat.answers.nth(0).click()
    chat.expect_told("Isso resolveu o que você precisava?")


def test_what_was_not_sent_survives_a_reload_without_a_server(
    open_chat: OpenChat, company: Company
) -> None:
    chat = open_chat()
    chat.expect_told("Qual é o CPF ou o CNPJ")
    company.server.kill()
    chat.say(CPF)
    chat.box.fill("um rascunho")
    company.server.start()
    chat.page.reload()
    chat.expect_told(CPF, "qual é a data de nascimento")
    expect(chat.box).to_have_value("um rascunho")


def test_a_forgotten_conversation_begins_again_and_says_so(open_chat: OpenChat) -> None:
    chat = open_chat()
    chat.expect_told("Qual é o CPF ou o CNPJ")
    chat.page.evaluate(
        """() => { const key = Object.keys(localStorage)[0];
                   const kept = JSON.parse(localStorage[key]);
                   localStorage[key] = JSON.stringify({...kept, token: "another"}); }"""
    )
    chat.page.reload()
    expect(chat.log.get_by_text("Sua conversa anterior expirou.")).to_be_visible()
    chat.expect_told("Qual é o CPF ou o CNPJ")


def test_two_tabs_of_a_visitor_stay_in_step(open_chat: OpenChat, company: Company) -> None:
    first = open_chat()
    first.expect_told("Qual é o CPF ou o CNPJ")
    second = Chat(first.page.context.new_page())
    second.page.goto(first.page.url)
    first.say(CPF)
    second.expect_told(CPF, "qual é a data de nascimento")
    second.say(BIRTH_DATE)
    first.expect_told(BIRTH_DATE, "Maria, encontrei 2 faturas")
    first.answers.nth(1).click()
    second.expect_told("Isso resolveu o que você precisava?")
    second.press("Sim")
    first.expect_choices([re.compile(r"^\d+$")] * 11)
    expect(second.bubbles).to_have_text(first.texts())


def test_two_tabs_begin_the_same_new_conversation(open_chat: OpenChat) -> None:
    first = open_chat()
    first.say("encerrar")
    again = "Iniciar nova conversa"
    first.page.get_by_role("button", name=again).wait_for()
    second = Chat(first.page.context.new_page())
    second.page.goto(first.page.url)
    for chat in (first, second):
        chat.page.get_by_role("button", name=again).click()
        chat.expect_told("Qual é o CPF ou o CNPJ")
    second.say(CPF)
    first.expect_told(CPF, "qual é a data de nascimento")
    expect(second.bubbles).to_have_text(first.texts())


def test_a_channel_without_a_flow_says_so_and_works_later(
    open_chat: OpenChat, company: Company
) -> None:
    company.set_up("vazio", {"title": "Loja"})
    chat = open_chat("vazio")
    expect(chat.status).to_have_text("Este chat não está disponível agora.")
    chat.say("oi")
    company.publish(flow([question("name", text="Como você se chama?"), end()],
                         ["name.answered>end"], id="late"), "vazio", {"title": "Loja"})  # fmt: skip
    chat.page.get_by_role("button", name="Tentar de novo").click()
    chat.expect_told("Como você se chama?", "oi")


def test_the_page_of_no_channel_is_a_sentence(open_chat: OpenChat, page: Page) -> None:
    open_chat("nenhum")
    expect(page.get_by_role("main")).to_have_text("Este chat não está disponível agora.")
