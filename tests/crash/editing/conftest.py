"""One builder and one rehearsed session for all stories of this package."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from playwright.sync_api import sync_playwright

from tests.crash.editing.browsers import KillableBrowser
from tests.crash.editing.gestures import Gesture, session
from tests.crash.editing.hands import Hands
from tests.crash.editing.rehearsal import rehearse
from tests.crash.editing.stage import Stage, stage_set

GESTURES = 12
"""How much of the session is played here; the long check plays all of it."""


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A builder, a browser, and the beginning of the session with its undisturbed drafts."""

    stage: Stage
    browser: KillableBrowser
    gestures: Sequence[Gesture]
    drafts: Sequence[str]


@pytest.fixture(scope="package")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsed]:
    """The beginning of the session, made once undisturbed."""
    folder, gestures = tmp_path_factory.mktemp("editing"), session()[:GESTURES]
    with sync_playwright() as playwright, stage_set(folder) as stage:
        browser = KillableBrowser(playwright, folder / "profile")
        drafts = rehearse(stage, Hands(browser.open()), gestures)
        browser.bury()
        yield Rehearsed(stage, browser, gestures, drafts)
        browser.bury()
