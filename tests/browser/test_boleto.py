"""The boleto conversation from "Olá" to its protocol, by mouse, by keyboard and in English."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.boleto import BIRTH_DATE, CPF
from tests.browser.chat import Chat
from tests.browser.conftest import OpenChat

pytestmark = pytest.mark.browser

LINE = re.compile(r"^99990\.00004 00000\.000000 00000\.700013 \d \d{14}$")
PIX = re.compile(r"^00020126.*6304[0-9A-F]{4}$")
INVOICES = [re.compile(rf"^R\$.{amount} – vence \d\d/\d\d$") for amount in ("119,90", "59,90")]


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def expect_payment(chat: Chat) -> None:
    """The line and the Pix code stand alone, each in its bubble, and the PDF opens."""
    expect(chat.copyable(0).locator("code")).to_have_text(LINE)
    expect(chat.copyable(1).locator("code")).to_have_text(PIX)
    document = chat.log.get_by_role("link", name="Boleto em PDF")
    address = document.get_attribute("href")
    assert address
    assert chat.page.request.get(address).body().startswith(b"%PDF-")


def test_a_boleto_by_mouse(open_chat: OpenChat, page: Page) -> None:
    chat = open_chat()
    chat.expect_told("Olá! Aqui é o atendimento do Provedor Exemplo.", "Qual é o CPF ou o CNPJ")
    chat.say(CPF)
    chat.expect_told("qual é a data de nascimento do titular?")
    chat.say("14 de maio de 1988")
    chat.expect_told("Maria, encontrei 2 faturas em aberto.")
    chat.expect_choices([*INVOICES, "Não está na lista"])
    chat.answers.nth(0).click()
    expect_payment(chat)
    for number in (0, 1):
        chat.copyable(number).get_by_role("button", name="Copiar").click()
        expect(chat.copyable(number).get_by_role("button")).to_have_text("Copiado")
        assert clipboard(page) == chat.copyable(number).locator("code").inner_text()
    chat.expect_told("Isso resolveu o que você precisava?")
    chat.press("Sim")
    chat.expect_told("De 0 a 10, quanto você recomendaria")
    chat.expect_choices([str(score) for score in range(11)])
    expect(chat.bubbles.filter(has_text=re.compile(r"protocolo \d{17}"))).to_have_count(1)
    chat.press("10")
    expect(chat.status).to_have_text("Conversa encerrada")
    expect(chat.box).to_be_hidden()


def test_a_new_conversation_begins_where_the_last_one_ended(open_chat: OpenChat) -> None:
    chat = open_chat()
    chat.say("encerrar")
    again = chat.page.get_by_role("button", name="Iniciar nova conversa")
    again.click()
    chat.expect_told("Qual é o CPF ou o CNPJ")
    expect(chat.box).to_be_focused()


def test_a_boleto_by_keyboard_only(open_chat: OpenChat, page: Page) -> None:
    chat, keyboard = open_chat(), page.keyboard
    chat.expect_told("Qual é o CPF ou o CNPJ")
    expect(chat.box).to_be_focused()
    for text, answer in ((CPF, "data de nascimento"), (BIRTH_DATE, "encontrei 2 faturas")):
        keyboard.type(text)
        keyboard.press("Enter")
        chat.expect_told(answer)
    chat.tab_to(chat.answers.nth(1), "Shift+Tab")
    expect_visible_focus(chat)
    keyboard.press("Enter")
    expect(chat.copyable(0).locator("code")).to_be_visible()
    expect(chat.box).to_be_focused()
    chat.tab_to(chat.copyable(0).get_by_role("button", name="Copiar"), "Shift+Tab")
    expect_visible_focus(chat)
    keyboard.press("Space")
    expect(chat.copyable(0).get_by_role("button")).to_have_text("Copiado")
    assert clipboard(page) == chat.copyable(0).locator("code").inner_text()
    chat.tab_to(chat.log, "Shift+Tab")
    keyboard.press("Home")
    expect(chat.bubbles.first).to_be_in_viewport()
    keyboard.press("ArrowDown")
    expect(chat.bubbles.first).not_to_be_in_viewport(ratio=1)
    chat.tab_to(chat.choice("Sim"))
    keyboard.press("Enter")
    chat.expect_told("De 0 a 10")
    keyboard.type("9")
    keyboard.press("Enter")
    expect(page.get_by_role("button", name="Iniciar nova conversa")).to_be_focused()


def expect_visible_focus(chat: Chat) -> None:
    style = chat.focused.evaluate("node => getComputedStyle(node).outlineStyle")
    assert style == "solid"


def test_a_boleto_in_english(open_chat: OpenChat, page: Page) -> None:
    chat = open_chat(query="?language=en")
    chat.expect_told("Hello! This is customer service", "What is the CPF or CNPJ")
    chat.say("52998224725")
    chat.expect_told("what is the holder's date of birth?")
    chat.say("May 14, 1988")
    chat.expect_told("Maria, I found 2 open bills.")
    chat.say("the second")
    chat.expect_told("Here is the bill of R$59.90")
    expect(chat.copyable(0).get_by_role("button")).to_have_text("Copy")
    chat.press("Yes")
    chat.press("7")
    chat.say("Everything arrived at once")
    expect(chat.status).to_have_text("Conversation ended")
    expect(page.get_by_role("button", name="Start a new conversation")).to_be_visible()


def test_the_page_of_an_english_visitor_says_so(open_chat: OpenChat, page: Page) -> None:
    open_chat(query="?language=en").expect_told("What is the CPF or CNPJ")
    assert page.locator("[lang=en]").get_by_role("log").count() == 1
