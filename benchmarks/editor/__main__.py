"""The editor in headless Chromium, beside bare React Flow in the same run.

python -m benchmarks.editor [--quick] [--runs N] [--sizes N ...]

Both draw the same generated flow with cards of the same size. Ours is the real page of a real
`fluxo builder` on SQLite; the bare page only draws: no server, no saving, no undo, no checks.
`--quick` measures 500 nodes once, and writes nothing down.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

from benchmarks.editor.bundle import bundle_kb
from benchmarks.editor.case import visit
from benchmarks.editor.drawings import Bare, Drawing, Ours
from benchmarks.editor.home import visit_home
from benchmarks.editor.installation import bare_page_served, builder_running, home_running
from benchmarks.editor.probe import Figures
from benchmarks.editor.targets import missed, rows_of
from benchmarks.figures import Row, write_figures, write_results
from tests.browser.chromium import LAUNCH_ARGUMENTS, find_chromium

SIZES: Final = (500, 2_000)
RUNS: Final = 3
_QUIET_LOAD: Final = 0.8
_WAIT_FOR_QUIET_S: Final = 60


def main() -> int:
    """Measure, print, and write the results and the page of figures unless it was only a look."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.editor", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    chosen = parser.parse_args()
    sizes, runs = ([SIZES[0]], 1) if chosen.quick else (chosen.sizes, chosen.runs)
    load = _wait_for_quiet(0 if chosen.quick else _WAIT_FOR_QUIET_S)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(LAUNCH_ARGUMENTS)
        )
        version = browser.version
        rows = measure(browser, sizes, runs)
        browser.close()
    for row in rows:
        print(
            "  ".join(
                f"{value!s:>{width}}" for value, width in zip(row.values(), _WIDTHS, strict=True)
            )
        )
    print(f"Missed: {missed(rows)}")
    if not chosen.quick:
        around = {"chromium": version, "runs": runs, "load_average_before": load}
        write_results("editor", rows, **around, missed=missed(rows))
        write_figures()
    return 0


_WIDTHS: Final = (32, 6, 10, 10, 8, 4)


def measure(browser: Browser, sizes: Sequence[int], runs: int) -> list[Row]:
    """Return all rows; the runs of both products take turns, so that noise hits both alike."""
    taken: dict[tuple[str, int], list[Figures]] = defaultdict(list)
    with (
        tempfile.TemporaryDirectory() as folder,
        bare_page_served(Path(folder), sizes) as bare,
        builder_running(Path(folder), sizes) as ours,
    ):
        drawings: tuple[Drawing, ...] = (Ours(ours), Bare(bare))
        for run in range(runs):
            for size in sizes:
                for drawing in drawings:
                    sys.stderr.write(f"run {run + 1}, {size} nodes, {drawing.name} …\n")
                    taken[drawing.name, size].append(visit(browser, drawing, size))
    rows = [
        row for size in sizes for row in rows_of(size, taken["ours", size], taken["bare", size])
    ]
    alone = {**_home(browser, runs), "bundle_gzipped_kb": bundle_kb()}
    return [*rows, *rows_of(None, [alone], [])]


def _home(browser: Browser, runs: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder, home_running(Path(folder)) as address:
        visits = [visit_home(browser, address) for _ in range(runs)]
    middle = sorted(visits, key=lambda one: one["usable_ms"])[len(visits) // 2]
    return {f"home_of_500_flows_{name}": value for name, value in middle.items()}


def _wait_for_quiet(limit_s: float) -> float:
    """Wait a while for a machine that does nothing else; return its load average then."""
    end = time.monotonic() + limit_s
    while os.getloadavg()[0] > _QUIET_LOAD and time.monotonic() < end:
        time.sleep(2)
    return round(os.getloadavg()[0], 1)


if __name__ == "__main__":
    sys.exit(main())
