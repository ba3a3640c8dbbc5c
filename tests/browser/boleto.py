"""What the customer Maria of the demo ERP says to get her boleto again."""

from typing import Final

from playwright.sync_api import expect

from tests.browser.chat import Chat

CPF: Final = "529.982.247-25"
BIRTH_DATE: Final = "14/05/1988"


def go_to_the_boleto(chat: Chat) -> None:
    """Go where the chat shows the most: text, code, a document, buttons, the customer's words."""
    chat.expect_told("Qual é o CPF ou o CNPJ")
    chat.say(CPF)
    chat.expect_told("data de nascimento do titular")
    chat.say(BIRTH_DATE)
    chat.answers.nth(0).click()
    chat.expect_told("Isso resolveu o que você precisava?")
    expect(chat.answers).to_have_count(2)
