"""The review of a large flow in headless Chromium: until both maps are drawn, and moving them.

python -m benchmarks.review [--quick] [--runs N]

Two versions of a flow of 500 blocks that differ in one of ten; the page is that of a real
`fluxo builder` on SQLite. `--quick` measures once, and writes nothing down.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Connection

from benchmarks.editor.case import VIEWPORT
from benchmarks.editor.flows import Item, grid_document
from benchmarks.editor.installation import filled_builder
from benchmarks.editor.probe import Figures, Probe, measured_page
from benchmarks.figures import Row, write_figures, write_results
from flow_runtime.conversations import utc_now
from flow_runtime.conversations.freezing import freeze_flow
from flow_runtime.conversations.publishing import import_flow
from flow_runtime.conversations.reviewing import submit
from flow_runtime.loading import load_document
from tests.browser.chromium import LAUNCH_ARGUMENTS, find_chromium

NODES: Final = 500
RUNS: Final = 5
FLOW: Final = "grande"
BOUNDS: Final = {"from_the_list_ms": 2_000.0, "drag_fps": 45.0, "drag_all_fps": 25.0}
_CHANGED: Final = 10
_SETTLED_MS: Final = 1_500
_DRAWN: Final = "window.fluxoMaps?.pair.length === 2"
_LISTED: Final = f"document.querySelector('.st-key-rv-open-{FLOW} button') !== null"
_CLICK: Final = f"""() => {{
  window.clicked = performance.now();
  document.querySelector('.st-key-rv-open-{FLOW} button').click();
}}"""


def main() -> int:
    """Measure, print, and write the results unless it was only a look."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--runs", type=int, default=RUNS)
    chosen = parser.parse_args()
    load = round(os.getloadavg()[0], 1)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(LAUNCH_ARGUMENTS)
        )
        version = browser.version
        rows = _rows(_measured(browser, Path(folder), 1 if chosen.quick else chosen.runs))
        browser.close()
    for row in rows:
        print("  ".join(f"{value!s:>18}" for value in row.values()))
    if not chosen.quick:
        runs = {"chromium": version, "runs": chosen.runs, "load_average_before": load}
        write_results("review", rows, **runs)
        write_figures()
    return 0


def _measured(browser: Browser, folder: Path, runs: int) -> list[Figures]:
    with filled_builder(folder, _fill) as program:
        return [_visit(browser, program.address) for _run in range(runs)]


def _fill(tx: Connection) -> None:
    before, after = grid_document(FLOW, NODES), _changed(grid_document(FLOW, NODES))
    import_flow(tx, load_document(before).flow, author="ana", now=utc_now())
    freeze_flow(tx, FLOW, author="ana", now=utc_now())
    import_flow(tx, load_document(after).flow, author="ana", now=utc_now())
    submit(tx, FLOW, author="ana", warnings_reason="Só para medir.", now=utc_now())


def _changed(document: Item) -> Item:
    for node in document["nodes"][1:-1:_CHANGED]:
        node["name"] = f"{node['name']} de novo"
    return document


def _visit(browser: Browser, address: str) -> Figures:
    """Open the list in a new browser profile, then the review by a click, then by its address."""
    context = browser.new_context(viewport=VIEWPORT, locale="pt-BR")
    try:
        with measured_page(context) as probe:
            page: Any = probe.page
            page.goto(f"{address}/review", wait_until="commit")
            probe.until(_LISTED)
            page.wait_for_timeout(_SETTLED_MS)
            page.evaluate(_CLICK)
            drawn = probe.until(_DRAWN)
            figures = {"from_the_list_ms": drawn - page.evaluate("window.clicked")}
            page.wait_for_timeout(_SETTLED_MS)
            figures["drag_fps"] = _drag(probe)
            page.locator(".rv-buttons button").last.click()
            page.wait_for_timeout(_SETTLED_MS)
            figures["drag_all_fps"] = _drag(probe)
            page.goto(f"{address}/review?flow={FLOW}", wait_until="commit")
            figures["loaded_again_ms"] = probe.until(_DRAWN)
            return figures
    finally:
        context.close()


def _drag(probe: Probe) -> float:
    frame = probe.page.locator("[class*=st-key-rv-map-] iframe").first.bounding_box()
    if frame is None:
        raise RuntimeError("There is no map to drag.")
    corner = (frame["x"] + frame["width"] - 20, frame["y"] + 20)
    figures, _sent = probe.frames_of_a_drag(corner, (-160, 90))
    probe.page.wait_for_timeout(_SETTLED_MS)
    return figures["fps"]


def _rows(visits: Sequence[Figures]) -> list[Row]:
    rows: list[Row] = []
    for figure in visits[0]:
        value, bound = round(median(visit[figure] for visit in visits), 1), BOUNDS.get(figure)
        is_least = figure.endswith("fps")
        is_reached = bound is None or (value >= bound if is_least else value <= bound)
        rows.append(
            {
                "figure": figure,
                "nodes": NODES,
                "value": value,
                "target": f"{'≥' if is_least else '≤'} {bound:g}" if bound else "",
                "reached": ("yes" if is_reached else "no") if bound else "",
            }
        )
    return rows


if __name__ == "__main__":
    sys.exit(main())
