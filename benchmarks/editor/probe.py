"""The Python side of probe.js: gestures with a real mouse, and what they cost."""

import base64
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any, Final, TypeAlias

from playwright.sync_api import BrowserContext, CDPSession, Page

SCRIPT: Final = Path(__file__).with_name("probe.js")
FRAME_S: Final = 1 / 60
DRAG_STEPS: Final = 60
DRAG_PX: Final = (240, 40)
_WAIT_MS: Final = 30_000
_TWO_FRAMES: Final = "() => new Promise(go => probe.afterPaint(() => probe.afterPaint(go)))"
_IDLE: Final = "() => new Promise(go => requestIdleCallback(() => go(performance.now())))"

Point: TypeAlias = Sequence[float]
Figures: TypeAlias = dict[str, float]


@dataclass(slots=True)
class Probe:
    """A page that is measured."""

    page: Page
    cdp: CDPSession = field(init=False)

    def __post_init__(self) -> None:
        self.cdp = self.page.context.new_cdp_session(self.page)
        self.cdp.send("Performance.enable")

    # -- waiting -------------------------------------------------------------------------------

    def until(self, expression: str) -> float:
        """Wait until an expression of the page is true; return the page's time then, in ms."""
        wait = f"() => ({expression}) ? performance.now() : false"
        return float(
            self.page.wait_for_function(wait, polling="raf", timeout=_WAIT_MS).json_value()
        )

    def until_idle(self) -> float:
        """Wait for two painted frames and an idle main thread; return the time then, in ms."""
        self.page.evaluate(_TWO_FRAMES)
        return float(self.page.evaluate(_IDLE))

    def until_still(self) -> None:
        """Wait until the drawing does not glide anywhere."""
        self.page.evaluate("probe.stillness()")

    @contextmanager
    def watching(self, kinds: Sequence[str], **holds: str) -> Iterator[Figures]:
        """Measure from the next event of some kinds until expressions hold and are painted, in ms.

        The figures are in the dictionary when the block has ended.
        """
        for name, expression in holds.items():
            self.page.evaluate(
                f"([name, kinds]) => probe.watch(name, kinds, () => ({expression}))",
                [name, list(kinds)],
            )
        taken: Figures = {}
        yield taken
        for name in holds:
            self.until(f"probe.watches.{name}.until !== null")
            taken[name] = self.page.evaluate(
                "name => probe.watches[name].until - probe.watches[name].from", name
            )

    # -- gestures ------------------------------------------------------------------------------

    def drag(self, start: Point, end: Point) -> None:
        """Drag from a point to another at the pace of frames."""
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        self.travel(start, end, 20)
        self.page.evaluate(_TWO_FRAMES)
        mouse.up()

    def travel(self, start: Point, end: Point, steps: int) -> None:
        """Move the mouse in equal steps, one a frame, or slower where the page is slower."""
        begun_s = time.perf_counter()
        for step in range(1, steps + 1):
            share = step / steps
            self.page.mouse.move(*(a + (b - a) * share for a, b in zip(start, end, strict=True)))
            time.sleep(max(0.0, begun_s + step * FRAME_S - time.perf_counter()))

    def frames_of_a_drag(self, start: Point, by: Point) -> tuple[Figures, list[bytes]]:
        """Drag what is at a point and measure until just before it is dropped.

        Returns:
            Frames a second and the longest of nearly all in ms; what was sent to the server.
        """
        mouse, end = self.page.mouse, (start[0] + by[0], start[1] + by[1])
        mouse.move(*start)
        self._sent()
        mouse.down()
        self.page.evaluate("probe.startFrames()")
        self.travel(start, end, DRAG_STEPS)
        gaps = self.page.evaluate("probe.stopFrames()")["gaps"]
        sent = self._sent()
        mouse.up()
        return {"fps": 1000 * len(gaps) / sum(gaps), "p95_ms": quantiles(gaps, n=20)[-1]}, sent

    # -- what a page holds ---------------------------------------------------------------------

    def heap_mb(self) -> float:
        """Return what the page's scripts hold after a collection, in MB."""
        self.cdp.send("HeapProfiler.collectGarbage")
        told: list[dict[str, Any]] = self.cdp.send("Performance.getMetrics")["metrics"]
        return next(one["value"] for one in told if one["name"] == "JSHeapUsedSize") / 1e6

    def _sent(self) -> list[bytes]:
        """Return the frames that were sent to the server since the last look."""
        return [base64.b64decode(body) for body in self.page.evaluate("probe.takeSent()")]


@contextmanager
def measured_page(context: BrowserContext) -> Iterator[Probe]:
    """Open an empty page in which probe.js runs before every document's own scripts."""
    context.add_init_script(path=SCRIPT)
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield Probe(page)
    page.close()
    if failures:
        raise RuntimeError(f"The page failed: {failures[0]}")
