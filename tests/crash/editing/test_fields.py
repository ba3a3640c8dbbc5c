"""The connection goes while somebody writes on a card: the field stays, and so does the focus."""

from typing import Final

import pytest
from playwright.sync_api import expect

from tests.crash.editing.conftest import Rehearsed
from tests.crash.editing.documents import told
from tests.crash.editing.gestures import session
from tests.crash.editing.hands import Hands
from tests.crash.editing.idleness import wait_until_idle
from tests.crash.editing.performing import perform

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

_WATCH_DIALOGS: Final = """() => {
    window.dialogsGone = 0;
    new MutationObserver(records => {
        for (const record of records) for (const node of record.removedNodes)
            if (node.querySelector?.("[role=dialog]")) window.dialogsGone += 1;
    }).observe(document.body, { childList: true, subtree: true });
}"""


def test_a_field_outlives_the_dialog_of_a_lost_connection(rehearsed: Rehearsed) -> None:
    stage, page = rehearsed.stage, rehearsed.browser.open()
    flow_id, hands = stage.new_flow(), Hands(page)
    hands.open(stage.address(flow_id))
    perform(hands, session()[0])
    hands.begin()
    hands.click_twice(hands.card("Mensagem").locator(".fx-text"))
    field = page.locator(".fx-text-field")
    expect(field).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Olá! Aqui")
    page.evaluate(_WATCH_DIALOGS)
    stage.wire.cut()
    page.wait_for_function("dialogsGone > 0", timeout=60_000)
    expect(field).to_be_focused()
    page.keyboard.type(" é da Acme.")
    page.keyboard.press("Control+Enter")
    stage.wire.mend()
    wait_until_idle(stage, page, flow_id)
    rehearsed.browser.bury()
    assert "Olá! Aqui é da Acme." in told(stage.document(flow_id))
