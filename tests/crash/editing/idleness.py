"""When nothing is on its way any more: the browser's journal is empty and the draft rests."""

import time
from typing import Final

from playwright.sync_api import Page

from tests.crash.editing.documents import told
from tests.crash.editing.stage import Stage

_IDLE_WITHIN_S: Final = 60.0
_RESTS_S: Final = 0.5
_LOOK_EVERY_S: Final = 0.1

_JOURNAL: Final = """flow => new Promise((resolve, reject) => {
    const opening = indexedDB.open("fluxo");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
        const database = opening.result;
        const done = count => { database.close(); resolve(count); };
        if (!database.objectStoreNames.contains("gestures")) return done(0);
        const keys = database.transaction("gestures").objectStore("gestures").getAllKeys();
        keys.onerror = () => reject(keys.error);
        keys.onsuccess = () => done(keys.result.filter(key => key.startsWith(flow + "/")).length);
    };
})"""


def waiting_in(page: Page, flow_id: str) -> int:
    """Return how many gestures of a flow the browser's journal holds."""
    return int(page.evaluate(_JOURNAL, flow_id))


def wait_until_idle(stage: Stage, page: Page, flow_id: str) -> None:
    """Wait until the journal is empty and the draft has not changed for a moment."""
    end, text, rested_s = time.monotonic() + _IDLE_WITHIN_S, "", time.monotonic()
    while time.monotonic() < end:
        newest = told(stage.document(flow_id))
        if newest != text or waiting_in(page, flow_id):
            text, rested_s = newest, time.monotonic()
        elif time.monotonic() - rested_s > _RESTS_S:
            return
        time.sleep(_LOOK_EVERY_S)
    raise AssertionError(f"{waiting_in(page, flow_id)} gestures of {flow_id} were never saved.")
