"""Everybody can use the chat: names, contrast in every colour, zoom, targets, less motion."""

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.boleto import go_to_the_boleto
from tests.browser.conftest import OpenChat
from tests.browser.installation import Company, sample_boleto

pytestmark = pytest.mark.browser

CONTRAST = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
AT_200_PERCENT: ViewportSize = {"width": 640, "height": 400}
"""What a window of 1280 by 800 has left at a zoom of 200 % (WCAG 2.2, 1.4.4)."""

AT_400_PERCENT: ViewportSize = {"width": 320, "height": 512}
"""The narrowest screen on which nothing may need a second direction of scrolling (1.4.10)."""


def test_every_part_has_its_role_and_its_name(open_chat: OpenChat, page: Page) -> None:
    chat = open_chat()
    go_to_the_boleto(chat)
    expect(page.get_by_role("main", name="Provedor Exemplo")).to_be_visible()
    expect(page.get_by_role("heading", name="Provedor Exemplo", level=1)).to_be_visible()
    expect(page.get_by_role("log", name="Mensagens")).to_be_visible()
    expect(page.get_by_role("group", name="Opções de resposta")).to_be_visible()
    expect(page.get_by_role("textbox", name="Escreva sua mensagem")).to_be_visible()
    for button in page.get_by_role("button").all():
        expect(button).to_have_accessible_name(re.compile(r"\w"))
    expect(chat.log.get_by_text("Você", exact=True).first).to_be_attached()
    expect(chat.log.get_by_text("Assistente virtual").first).to_be_attached()
    assert page.title() == "Provedor Exemplo"


def test_copying_is_announced(open_chat: OpenChat, page: Page) -> None:
    chat = open_chat()
    go_to_the_boleto(chat)
    chat.copyable(0).get_by_role("button").click()
    expect(page.locator(".unseen[role=status]")).to_have_text("Copiado")


@pytest.mark.parametrize("color", ["#0b5fff", "#ffe600", "#101010", "#ff5a36"])
def test_every_text_can_be_read_by_day_and_night(
    open_chat: OpenChat, company: Company, color: str
) -> None:
    channel = f"cor-{color[1:]}"
    company.publish(sample_boleto(), channel, {"primary_color": color})
    chat = open_chat(channel)
    go_to_the_boleto(chat)
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        chat.page.emulate_media(color_scheme=scheme)
        texts = chat.page.evaluate(CONTRAST)
        assert len(texts) > 20
        assert [text for text in texts if not text["enough"]] == []


@pytest.mark.parametrize("room", [AT_200_PERCENT, AT_400_PERCENT])
def test_zoomed_in_nothing_is_out_of_reach(
    open_chat: OpenChat, page: Page, room: ViewportSize
) -> None:
    page.set_viewport_size(room)
    chat = open_chat()
    go_to_the_boleto(chat)
    for part in (page.locator("html"), page.get_by_role("main"), chat.log):
        assert part.evaluate("node => node.scrollWidth <= node.clientWidth")
    for part in (chat.box, chat.answers.nth(0), chat.answers.nth(1)):
        expect(part).to_be_in_viewport(ratio=1)


def test_what_one_presses_is_large_enough(open_chat: OpenChat, page: Page) -> None:
    chat = open_chat()
    go_to_the_boleto(chat)
    for target in [*page.get_by_role("button").all(), *chat.log.get_by_role("link").all()]:
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


def test_whoever_wants_less_motion_sees_none(open_chat: OpenChat, page: Page) -> None:
    chat = open_chat()
    go_to_the_boleto(chat)
    chat.say("sim")
    assert page.evaluate("document.getAnimations().length") == 0


def test_a_reload_is_not_read_aloud_again(open_chat: OpenChat) -> None:
    chat = open_chat()
    chat.expect_told("Qual é o CPF ou o CNPJ")
    chat.page.reload()
    expect(chat.log).to_have_attribute("aria-busy", "true")
    expect(chat.log).to_have_attribute("aria-busy", "false")
