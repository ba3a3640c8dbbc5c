"""Hostile texts stay texts, whether a customer types them or a flow's variable holds them."""

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Dialog, Page, Request, expect

from flow_runtime.links import is_safe_link
from tests.browser.chat import Chat
from tests.browser.conftest import OpenChat
from tests.browser.installation import Company
from tests.flow_runtime.building import end, flow, menu, node, question

pytestmark = pytest.mark.browser

ROWS = Path(__file__).parents[1] / "hostile" / "template_injection.txt"


def hostile_texts() -> list[str]:
    rows = [line.split("\t") for line in ROWS.read_text(encoding="utf-8").splitlines()]
    sinks = [row for row in rows if row[0] == "sink" and row[1].startswith("webchat-")]
    return [json.loads(row[2]) for row in sinks] + ["javascript:alert(1)", "{{7*7}}"]


@pytest.fixture
def harm(page: Page, company: Company) -> list[str]:
    """What must stay empty: alerts and requests to anybody else."""
    found: list[str] = []

    def note_dialog(dialog: Dialog) -> None:
        found.append(f"alert: {dialog.message}")
        dialog.dismiss()

    def note_request(request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(company.address).netloc:
            found.append(f"request: {request.url}")

    page.on("dialog", note_dialog)
    page.on("request", note_request)
    return found


@pytest.fixture
def chat(open_chat: OpenChat, company: Company) -> Chat:
    """A chat that says everything again: in a bubble, to be copied, as a picture, on a button."""
    bubbles = [
        {"text": "Você disse: {{ said }}"},
        {"text": "{{ said }}", "copyable": True},
        {"text": "Foto", "kind": "image", "url": "{{ said }}"},
    ]
    appended = {"variable": "list", "action": "append", "text": "{{ said }}"}
    nodes = [
        question("said", text="O quê?"),
        node("again", "message", bubbles=bubbles),
        node("keep", "set", assignments=[appended]),
        menu(
            "pick", "Mais", "Chega", options_from={"variable": "list", "label": "{{ item }}"},
            save_as="picked",
        ),
        end(),
    ]  # fmt: skip
    arrows = ["said.answered>again", "again.next>keep", "keep.next>pick", "pick.chega>end"]
    more = [f"pick.{outcome}>said" for outcome in ("mais", "other", "invalid")]
    variables = [{"name": "list", "type": "list"}, {"name": "picked"}]
    company.publish(flow(nodes, [*arrows, *more], variables=variables, id="echo"), "eco", {})
    return open_chat("eco")


def test_hostile_texts_are_shown_and_nothing_else(chat: Chat, harm: list[str]) -> None:
    for number, text in enumerate(hostile_texts()):
        chat.say(text)
        expect(chat.copyable(number).locator("code")).to_have_text(text)
        expect(chat.answers.nth(0)).to_be_visible()
        chat.press("Mais")
        expect(chat.answers).to_have_count(0)
    chat.page.reload()
    expect(chat.copyable(len(hostile_texts()) - 1)).to_be_visible()
    assert harm == []
    assert chat.log.locator("img, script, iframe, video, style").count() == 0
    protocols = chat.log.locator("a").evaluate_all("all => all.map(link => link.protocol)")
    assert set(protocols) == {"https:"}


ADDRESSES = (
    "https://exemplo.com.br/boleto",
    "http://127.0.0.1:8701/boletos/1.pdf",
    "http://localhost/boletos/1.pdf",
    "http://exemplo.com.br/boleto",
    "http://127.0.0.1.exemplo.com.br/",
    "http://localhost.exemplo.com.br/",
    "http://127.0.0.1:8701@exemplo.com.br/",
    "https://banco.com.br@exemplo.com.br/",
    "https://banco.com.br:443@exemplo.com.br/",
    "ftp://exemplo.com.br/boleto",
)


def test_the_chat_links_what_the_server_calls_safe(chat: Chat) -> None:
    chat.say(" ; ".join(ADDRESSES))
    chat.expect_told("Você disse: https://exemplo.com.br/boleto")
    linked = chat.log.get_by_role("link").evaluate_all("all => all.map(link => link.href)")
    assert linked == [address for address in ADDRESSES if is_safe_link(address)]


def test_a_hostile_address_leads_nowhere(open_chat: OpenChat, harm: list[str]) -> None:
    open_chat(query="?language=%3Cscript%3Ealert(1)%3C/script%3E&payload=javascript:alert(1)")
    assert harm == []
