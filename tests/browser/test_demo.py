"""`fluxo up`, the one command of the README, gives a chat that works to the boleto."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.boleto import go_to_the_boleto
from tests.browser.chat import Chat
from tests.browser.processes import PythonProgram, free_port

pytestmark = pytest.mark.browser


def test_one_command_and_the_boleto_comes(page: Page, tmp_path: Path) -> None:
    port, erp_port = free_port(), free_port()
    ports = ("--port", str(port), "--erp-port", str(erp_port))
    where = ("--directory", str(tmp_path / "var"), "--no-browser", "--no-builder")
    demo = PythonProgram(
        ("-m", "flow_runtime.cli", "up", *ports, *where), port, tmp_path / "demo.log"
    )
    demo.start()
    try:
        page.goto(f"http://127.0.0.1:{port}/chat/atendimento")
        chat = Chat(page)
        go_to_the_boleto(chat)
        document = chat.log.get_by_role("link", name="Boleto em PDF")
        expect(document).to_have_attribute("href", re.compile(rf"^http://127\.0\.0\.1:{erp_port}/"))
    finally:
        demo.stop()
