"""The simulator beside the drawing, and a big flow handed around: `python benchmarks/simulator.py`.

One designer talks to a draft, then the same among ten on one server, at the pace of people: from
the Enter key to the frame that shows the answer. The nine others are elsewhere (colleague.py).
Beside it the same turn of the engine alone, in the same run. The stand-alone page of 500 blocks is
opened as a file, as by somebody who was sent it.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser, sync_playwright

from benchmarks.colleague import Colleague, colleague
from benchmarks.editor.case import VIEWPORT
from benchmarks.editor.flows import grid_document
from benchmarks.editor.installation import builder_with
from benchmarks.editor.probe import Probe, measured_page
from benchmarks.figures import Row, write_figures, write_results
from flow_runtime.conversations import utc_now
from flow_runtime.flow import Flow, dump_flow
from flow_runtime.program import compile_flow
from flow_runtime.sharing.drawing import drawing_of
from flow_runtime.sharing.plates import Edition
from flow_runtime.simulation import Say, Setting, begin_talk
from pages.sharing_parts.flow_page import flow_page
from tests.browser.chromium import LAUNCH_ARGUMENTS, find_chromium
from tests.browser.processes import PythonProgram
from tests.flow_runtime.building import flow, message, question

DESIGNERS: Final = 10
TURNS: Final = 30
ROUNDS: Final = 30
BLOCKS: Final = 500
_PACE_S: Final = 0.5
"""Between one designer's Enter and the next one's: each says something every five seconds."""
_WARM_UP: Final = 2
_TARGETS: Final = {
    "turn_ms": 250,
    "turn_of_ten_p95_ms": 500,
    "memory_of_a_designer_mb": 60,
    "stand_alone_page_of_500_blocks_ms": 3_000,
}


def echo_flow(number: int) -> Flow:
    """Return a flow that asks and says again what it heard, for as long as one likes."""
    return flow(
        [
            question("ask", text="Diga algo.", save_as="dito"),
            message("echo", "Você disse: {{ dito }}."),
        ],
        ["ask.answered>echo", "echo.next>ask"],
        id=f"eco-{number}",
        name=f"Eco {number}",
        variables=[{"name": "dito"}],
        layout={"start": [80, 80], "ask": [400, 80], "echo": [720, 80]},
    )


@dataclass(frozen=True, slots=True)
class Designer:
    """Somebody who talks to a draft beside its drawing."""

    probe: Probe

    def begin(self, address: str, flow_id: str) -> None:
        """Open the editor and the simulator."""
        self.probe.page.goto(f"{address}/editor?flow={flow_id}", wait_until="commit")
        self.probe.page.locator(".st-key-simulate button").first.click()
        self.probe.until(_has_said("Diga algo."))
        self.probe.until_idle()

    def say(self, number: int) -> None:
        """Write something and send it; what is measured is read by `waited_ms`."""
        name, holds = f"turn{number}", _has_said(f"Você disse: algo {number}.")
        self.probe.page.evaluate(f"probe.watch('{name}', ['keydown'], () => ({holds}))")
        field = self.probe.page.get_by_test_id("stChatInputTextArea")
        field.fill(f"algo {number}")
        field.press("Enter")

    def waited_ms(self, number: int) -> float:
        """Wait for the answer and return how long it took from the key to the painted frame."""
        watch = f"probe.watches.turn{number}"
        self.probe.until(f"{watch}.until !== null")
        return float(self.probe.page.evaluate(f"{watch}.until - {watch}.from"))


def _has_said(text: str) -> str:
    return f"document.querySelector('.st-key-fx-talk')?.textContent.includes({text!r}) === true"


@contextmanager
def designer_in(browser: Browser) -> Iterator[Designer]:
    """Open a new browser profile."""
    context = browser.new_context(viewport=VIEWPORT, locale="pt-BR")
    try:
        with measured_page(context) as probe:
            yield Designer(probe)
    finally:
        context.close()


def turns_of_one(browser: Browser, address: str) -> list[float]:
    """Return what each turn of one designer took, in ms."""
    with designer_in(browser) as designer:
        designer.begin(address, "eco-0")
        taken = []
        for number in range(_WARM_UP + TURNS):
            designer.say(number)
            taken.append(designer.waited_ms(number))
        return taken[_WARM_UP:]


def turns_among_ten(browser: Browser, program: PythonProgram) -> tuple[list[float], float]:
    """Return what a designer's turns took among ten, in ms, and the memory of each, in MB."""
    before = program.memory_mb()
    with ExitStack() as stack:
        others = [
            stack.enter_context(colleague(program.address, f"eco-{number}"))
            for number in range(1, DESIGNERS)
        ]
        designer = stack.enter_context(designer_in(browser))
        designer.begin(program.address, "eco-0")
        taken = [_round(designer, others, number) for number in range(_WARM_UP + ROUNDS)]
        return taken[_WARM_UP:], (program.memory_mb() - before) / DESIGNERS


def _round(designer: Designer, others: Sequence[Colleague], number: int) -> float:
    """Let each say something in turn, and return how long the designer waited, in ms."""
    for one in others:
        one.say(f"algo {number}")
        time.sleep(_PACE_S)
    designer.say(number)
    time.sleep(_PACE_S)
    waited_ms = designer.waited_ms(number)
    if not all(one.has_heard(f"Você disse: algo {number}.") for one in others):
        raise RuntimeError(f"Not every colleague was answered in round {number}.")
    return waited_ms


def turns_of_the_engine() -> list[float]:
    """Return what the same turns take without a page, in ms."""
    talk = begin_talk(compile_flow(echo_flow(0), version=1), Setting(utc_now()))
    return [_timed(lambda: talk.do(Say("algo"))) for _ in range(TURNS)]


def _timed(work: Callable[[], object]) -> float:
    begun_s = time.perf_counter()
    work()
    return (time.perf_counter() - begun_s) * 1_000


def opening_of_a_page(browser: Browser, folder: Path) -> float:
    """Return when the stand-alone page of a big flow can be used, in ms."""
    drawing = drawing_of(grid_document("grande", BLOCKS), "pt-BR")
    file = folder / "grande.html"
    file.write_text(flow_page(drawing, Edition("Rascunho", "hoje"), "pt-BR"), encoding="utf-8")
    context = browser.new_context(viewport=VIEWPORT, locale="pt-BR", offline=True)
    try:
        with measured_page(context) as probe:
            probe.page.goto(file.as_uri(), wait_until="commit")
            probe.until("document.querySelector('canvas') !== null")
            return probe.until_idle()
    finally:
        context.close()


def main() -> int:
    """Measure, print and write the results and the page of figures."""
    documents = [json.loads(dump_flow(echo_flow(number))) for number in range(DESIGNERS)]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(LAUNCH_ARGUMENTS)
        )
        with builder_with(folder, documents) as program:
            alone = turns_of_one(browser, program.address)
            among_ten, memory_mb = turns_among_ten(browser, program)
        opened = [opening_of_a_page(browser, folder) for _ in range(3)]
        browser.close()
    engine = median(turns_of_the_engine())
    rows = [
        _row("turn_ms", median(alone), engine),
        _row("turn_p95_ms", _p95(alone), engine),
        _row("turn_of_ten_ms", median(among_ten), engine),
        _row("turn_of_ten_p95_ms", _p95(among_ten), engine),
        _row("memory_of_a_designer_mb", memory_mb),
        _row("stand_alone_page_of_500_blocks_ms", median(opened)),
    ]
    for row in rows:
        print("  ".join(map(str, row.values())))
    write_results("simulator", rows, designers=DESIGNERS, turns=TURNS, rounds=ROUNDS)
    write_figures()
    return 0


def _p95(taken: Sequence[float]) -> float:
    return quantiles(taken, n=20)[-1]


def _row(figure: str, value: float, engine_ms: float | None = None) -> Row:
    bound = _TARGETS.get(figure)
    return {
        "figure": figure,
        "ours": round(value, 1),
        "engine_alone": "" if engine_ms is None else round(engine_ms, 2),
        "target": "" if bound is None else f"≤ {bound}",
        "reached": "" if bound is None else "yes" if value <= bound else "no",
    }


if __name__ == "__main__":
    raise SystemExit(main())
