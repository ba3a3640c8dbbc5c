"""The bubble on somebody else's site: allowed or not, opened and closed, unharmed by its style."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.boleto import CPF
from tests.browser.chat import Chat
from tests.browser.host_site import HostSite
from tests.browser.installation import BOLETO, Company

pytestmark = pytest.mark.browser

OpenBubble = Callable[[HostSite], Chat]


@pytest.fixture
def open_site(page: Page, company: Company) -> OpenBubble:
    """Open the page of a site that embeds the boleto chat."""

    def open_page(site: HostSite) -> Chat:
        page.goto(site.embed(f"{company.address}/widget.js", BOLETO))
        return Chat(page)

    return open_page


def test_an_allowed_site_has_the_whole_chat(open_site: OpenBubble, shop: HostSite) -> None:
    chat = open_site(shop)
    chat.launcher.click()
    chat.say(CPF)
    chat.expect_told("qual é a data de nascimento")
    expect(chat.status).to_have_text("Assistente virtual")


def test_another_site_has_no_bubble_and_gets_no_message(open_site: OpenBubble, page: Page) -> None:
    with HostSite() as stranger, page.expect_event("requestfailed") as refused:
        chat = open_site(stranger)
    assert refused.value.url.endswith(f"/api/channels/{BOLETO}")
    expect(chat.launcher).to_have_count(0)
    expect(page.get_by_role("heading", name="Loja")).to_be_visible()


def test_escape_closes_and_the_focus_comes_back(open_site: OpenBubble, shop: HostSite) -> None:
    chat = open_site(shop)
    chat.page.keyboard.press("Tab")
    chat.tab_to(chat.launcher)
    chat.page.keyboard.press("Enter")
    expect(chat.box).to_be_focused()
    expect(chat.launcher).to_have_attribute("aria-expanded", "true")
    chat.page.keyboard.press("Escape")
    expect(chat.page.get_by_role("dialog")).to_be_hidden()
    expect(chat.launcher).to_be_focused()
    expect(chat.launcher).to_have_attribute("aria-expanded", "false")


def test_an_open_bubble_is_open_after_a_reload(open_site: OpenBubble, shop: HostSite) -> None:
    chat = open_site(shop)
    chat.launcher.click()
    chat.expect_told("Qual é o CPF ou o CNPJ")
    chat.page.reload()
    chat.expect_told("Qual é o CPF ou o CNPJ")


def test_a_closed_bubble_counts_what_comes(
    open_site: OpenBubble, shop: HostSite, company: Company
) -> None:
    chat = open_site(shop)
    chat.launcher.click()
    chat.say("atendente")
    expect(chat.status).to_have_text("Aguardando atendente")
    chat.page.keyboard.press("Escape")
    ticket = company.take_ticket("Bia")
    company.conversations.reply(ticket.number, "Oi!", "Bia")
    unread = chat.page.get_by_role("button", name="Abrir conversa. Não lidas: 1")
    unread.click()
    chat.expect_told("Oi!")
    expect(unread).to_have_count(0)


def test_the_style_of_the_site_stays_outside(open_site: OpenBubble, shop: HostSite) -> None:
    chat = open_site(shop)
    chat.launcher.click()
    style = chat.box.evaluate("node => [getComputedStyle(node).fontSize, node.clientHeight > 30]")
    assert style == ["16px", True]


def test_on_a_small_screen_the_focus_stays_inside(open_site: OpenBubble, shop: HostSite) -> None:
    chat = open_site(shop)
    chat.page.set_viewport_size({"width": 390, "height": 700})
    chat.launcher.click()
    chat.expect_told("Qual é o CPF ou o CNPJ")
    for _ in range(12):
        chat.page.keyboard.press("Tab")
        expect(chat.launcher).not_to_be_focused()
        expect(chat.page.get_by_text("Contato")).not_to_be_focused()
