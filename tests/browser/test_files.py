"""A file goes up from the chat, and a refusal is a sentence."""

import base64
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from flow_runtime.limits import MAX_FILE_BYTES
from tests.browser.chat import Chat
from tests.browser.conftest import OpenChat
from tests.browser.installation import Company
from tests.flow_runtime.building import end, flow, node, question

pytestmark = pytest.mark.browser


@pytest.fixture
def chat(open_chat: OpenChat, company: Company) -> Chat:
    """A chat that asks for a file and says what came."""
    asking = question("bill", "file", text="Envie a foto da conta.")
    received = question("ok", text="Recebi {{ bill.name }}. Tudo certo?")
    company.publish(
        flow([asking, received, end()], ["bill.answered>ok", "ok.answered>end"], id="file"),
        "arquivos",
        {},
    )
    return open_chat("arquivos")


PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.mark.parametrize("host", ["https://fotos.example.com", "http://127.0.0.1:8701"])
def test_a_picture_is_shown(open_chat: OpenChat, company: Company, page: Page, host: str) -> None:
    address, channel = f"{host}/conta.png", f"foto-{urlsplit(host).scheme}"
    page.route(address, lambda route: route.fulfill(body=PIXEL, content_type="image/png"))
    picture = {"kind": "image", "url": address, "text": "Onde fica o número"}
    company.publish(
        flow([node("show", "message", bubbles=[picture]), question("ok"), end()],
             ["show.next>ok", "ok.answered>end"], id="picture"),
        channel,
        {},
    )  # fmt: skip
    chat = open_chat(channel)
    shown = chat.log.get_by_role("img", name="Onde fica o número")
    expect(shown).to_have_js_property("naturalWidth", 1)
    chat.expect_told("Onde fica o número")


def attach(chat: Chat, name: str, path: Path) -> None:
    with chat.page.expect_file_chooser() as chosen:
        chat.page.get_by_role("button", name=name).last.click()
    chosen.value.set_files(path)


def test_a_file_is_sent_and_stays_after_a_reload(chat: Chat, tmp_path: Path) -> None:
    path = tmp_path / "conta.pdf"
    path.write_bytes(b"%PDF-1.4 conta")
    chat.expect_choices(["Anexar arquivo"])
    attach(chat, "Anexar arquivo", path)
    chat.expect_told("Recebi conta.pdf. Tudo certo?")
    sent = chat.log.locator(".customer")
    expect(sent).to_have_count(1)
    expect(sent).to_contain_text("conta.pdf")
    chat.page.reload()
    expect(sent).to_contain_text("conta.pdf")


@pytest.mark.parametrize(
    ("size_bytes", "sentence"),
    [
        (MAX_FILE_BYTES + 1, "“grande.bin” passa de"),
        (0, "“grande.bin” não foi enviado."),
    ],
)
def test_a_refused_file_is_explained(
    chat: Chat, tmp_path: Path, size_bytes: int, sentence: str
) -> None:
    path = tmp_path / "grande.bin"
    with path.open("wb") as file:
        file.truncate(size_bytes)
    attach(chat, "Anexar arquivo", path)
    expect(chat.page.get_by_role("alert")).to_contain_text(sentence)
    chat.page.get_by_role("button", name="Cancelar").click()
    expect(chat.page.get_by_role("alert")).to_have_count(0)
