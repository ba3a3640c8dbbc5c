"""docs/figures.md, made from benchmarks/results/*.json: `python benchmarks/figures.py`."""

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias

RESULTS: Final = Path(__file__).resolve().parent / "results"
FIGURES: Final = RESULTS.parents[1] / "docs" / "figures.md"

Row: TypeAlias = dict[str, Any]

_HEAD: Final = """# Figures

Everything that is measured, as the commands in benchmarks/ and tests/ last wrote it. This page is
made by `python benchmarks/figures.py`.
"""
_EXPLAINED: Final = {
    "turns": "`python benchmarks/turns.py`: ours beside hand-written references of the same job. "
    "L1: processor time of a turn in µs, lower is better; the aim is a ratio of at most 5. "
    "L2 (durable turns) and L3 (over HTTP): turns a second, higher is better; the aims are 0.3 of "
    "`minimal` and 0.6 of `same_rows` for L2, 0.7 for L3. Both servers of L3 are started "
    "alike by uvicorn, without the rate limits, for all load comes from one address; "
    "`fluxo_serve_turns_a_second` is the command `fluxo serve` with one conversation.",
    "crash": "`make crash KILLS=1000`: real servers and workers, killed with `kill -9` at random "
    "moments and at every named point of a turn while customers talk; each transcript is compared "
    "line by line with an undisturbed one. All zeros is what we promise. Requests that were not "
    "acknowledged are sent again, as providers do; a call whose worker died is made again with the "
    "same Idempotency-Key, and its result used once. The web chat is the only channel so far, and "
    "it has a repeat key.",
    "editor": "`make bench-editor`: the editor in headless Chromium beside bare React Flow, which "
    "draws the same generated flow in the same run: medians. Ours is the real page of a real "
    "`fluxo builder` on SQLite; the bare page has no server, no saving, no undo and no checks. "
    "`usable` counts from the navigation of a browser that has seen nothing yet; `drag` is one "
    "card at 100 %, `drag_all` with the whole flow in view; `painted`, `drop` and `connect` count "
    "from the release of the mouse to the frame that shows the effect; `checks` to the new count "
    "of problems, while the `next` gesture is made; `heap` is of the whole page, Streamlit's own "
    "scripts included.",
    "editor_kills": "`make editor-kills KILLS=200`: a recorded session of editing by mouse and "
    "keyboard on the real page. The browser is killed with `kill -9` at random moments, also while "
    "the wire is dead and while a page still opens; a new browser opens the same profile, and the "
    "stored draft is compared with the undisturbed one: at most the last gesture may be missing. "
    "When the builder is killed or the connection breaks the page stays open, and nothing may be "
    "missing at all. `recovered` gestures were known to the browser's journal only.",
    "review": "`make bench-review`: two versions of a flow of 500 blocks side by side, in headless "
    "Chromium on a real `fluxo builder`: medians. `from_the_list` counts from the click on a "
    "version that waits until both maps are drawn and move as one; `loaded_again` from the "
    "navigation of a browser that knows the page; frames are counted while one map is dragged and "
    "the other follows, near (`drag`) and with the whole flow in view (`drag_all`).",
    "flood": "`make flood`: `fluxo serve` as it is by default, on SQLite; ten addresses ask a "
    "thousand times a second while a visitor of another address talks and is never refused. The "
    "aim is an honest p95 of at most 500 ms; the flood is sent by the same machine.",
    "deliveries": "`make deliveries`: signed events as providers deliver them, repeated, reordered "
    "and some forged, sixteen at once. Each event is told to its customer once, no forged one is.",
    "simulator": "`make bench-simulator`: talking to a draft beside its drawing, in headless "
    "Chromium on a real `fluxo builder`; `turn` counts from the Enter key to the frame that shows "
    "the answer, of one designer, and of the same designer among ten who each say something "
    "every five seconds. The nine others ask the server for what their browsers would and read "
    "all its answers, but draw nothing, as their browsers would be on other machines. "
    "`engine_alone` is the same turn without any page, in ms. Memory is of the server. The "
    "stand-alone page is opened as a file by a browser that is offline.",
    "publishing_laws": "`make publishing-laws`: five people with random roles draw, hand in, "
    "approve, send back, publish, plan, try and go back in random order, each on the database in "
    "their own name, and now and then in another's, while customers talk. After each step: "
    "nothing is live or on trial that another person has not approved, also of the flows that it "
    "calls; no version has changed; each conversation is on the version with which it began and "
    "says only its words. `went_live` counts publications, roll-backs and trials; one of the "
    "names is another's with an accent.",
    "nothing_lost": "`make crash` and `make crash-restarts`: timers that fell due while nothing "
    "ran, several messages of one contact at the same moment in several processes, publications "
    "during conversations, and PostgreSQL stopped at once and started again under load. Beside the "
    "publications, the same customers come in blocks during which nobody publishes: the 99th "
    "percentile of a turn may at most double.",
}
_TITLES: Final = {
    "publishing_laws": "Nothing live that nobody else approved",
    "crash": "Nothing lost: killed processes",
    "flood": "Nothing let in: a flood",
    "deliveries": "Nothing let in: deliveries",
    "editor": "The editor beside bare React Flow",
    "editor_kills": "Nothing lost: editing while browsers die",
    "review": "The review of two versions",
    "simulator": "The simulator beside the drawing",
    "nothing_lost": "Nothing lost: timers, bursts, publications, restarts",
}


def write_results(name: str, rows: list[Row], **circumstances: object) -> None:
    """Write the rows of a measurement with machine, commit and date."""
    python = platform.python_version()
    document = {
        "machine": f"{os.cpu_count()} cores, {platform.system()}, Python {python}",
        "commit": _commit(),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        **circumstances,
        "cells": rows,
    }
    RESULTS.mkdir(exist_ok=True)
    written = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    (RESULTS / f"{name}.json").write_text(written, encoding="utf-8")


def _commit() -> str:
    command = ["git", "rev-parse", "--short", "HEAD"]
    said = subprocess.run(  # noqa: S603 - a constant command
        command, cwd=RESULTS.parent, capture_output=True, text=True, check=False
    )
    return said.stdout.strip() or "unknown"


def write_figures() -> None:
    """Write docs/figures.md again."""
    FIGURES.write_text(figures(), encoding="utf-8")


def figures() -> str:
    """Return the page: one section a file of results."""
    return _HEAD + "".join(_section(path) for path in sorted(RESULTS.glob("*.json"), key=_title))


def _title(path: Path) -> str:
    return _TITLES.get(path.stem, path.stem)


def _section(path: Path) -> str:
    document = json.loads(path.read_text(encoding="utf-8"))
    rows = document if isinstance(document, list) else document.get("cells", [document])
    around = {} if isinstance(document, list) else document
    told = [
        f"{key}: {value}" for key, value in around.items() if not isinstance(value, list | dict)
    ]
    intro = _EXPLAINED.get(path.stem, "")
    parts = [
        f"\n## {_title(path)}",
        intro,
        "; ".join(told) if "cells" in around else "",
        _tables(rows),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _tables(rows: list[Row]) -> str:
    """Return one table for each set of columns, in the order they first appear."""
    by_columns: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        by_columns.setdefault(tuple(row), []).append(row)
    return "\n\n".join(_table(columns, some) for columns, some in by_columns.items())


def _table(columns: tuple[str, ...], rows: list[Row]) -> str:
    lines = [columns, ("---",) * len(columns), *(map(str, row.values()) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    write_figures()
