"""The figures can be taken: one visit to a small flow of a real builder."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from benchmarks.editor.case import visit
from benchmarks.editor.drawings import Ours
from benchmarks.editor.installation import builder_running
from tests.browser.chromium import LAUNCH_ARGUMENTS, find_chromium

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

NODES = 60


def test_a_visit_measures_everything(tmp_path: Path) -> None:
    with builder_running(tmp_path, [NODES]) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(LAUNCH_ARGUMENTS)
        )
        figures = visit(browser, Ours(address), NODES)
        browser.close()
    assert figures.pop("drag_round_trips") == 0
    assert all(value > 0 for value in figures.values())
    assert {"usable_ms", "drag_fps", "drop_ms", "connect_ms", "inspector_ms"} <= figures.keys()
