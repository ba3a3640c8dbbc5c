"""The session while the builder is killed, or the connection breaks; the page stays open.

Nothing at all may be missing then, for the browser lives and knows every gesture.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from typing import Final

from playwright.sync_api import Page

from tests.crash.editing.documents import Verdict, difference, judge, told
from tests.crash.editing.gestures import Gesture
from tests.crash.editing.hands import Hands
from tests.crash.editing.idleness import wait_until_idle
from tests.crash.editing.performing import perform
from tests.crash.editing.stage import Stage

EDITING_S: Final = (1.0, 5.0)
GONE_S: Final = (0.0, 4.0)

Interruption = Callable[[Stage, float], None]
"""Interrupts for so many seconds, then lets everything be well again."""


def kill_builder(stage: Stage, seconds: float) -> None:
    """Kill the builder, and start it again."""
    stage.builder.kill()
    time.sleep(seconds)
    stage.builder.start()


def cut_wire(stage: Stage, seconds: float) -> None:
    """End every connection and refuse new ones for a while."""
    stage.wire.cut()
    time.sleep(seconds)
    stage.wire.mend()


def let_wire_go_dead(stage: Stage, seconds: float) -> None:
    """Carry nothing for a while, then everything that waited."""
    stage.wire.go_dead()
    time.sleep(seconds)
    stage.wire.mend()


@dataclass(frozen=True, slots=True)
class Interrupted:
    """How often a session was interrupted, and what the draft says after it."""

    interruptions: int
    gestures: int
    verdict: Verdict
    difference: str
    """The lines in which the draft and the undisturbed one differ."""


def play_interrupted(
    stage: Stage,
    page: Page,
    gestures: Sequence[Gesture],
    drafts: Sequence[str],
    *,
    interrupt: Interruption,
    chance: random.Random,
) -> Interrupted:
    """Make the gestures while something interrupts again and again."""
    flow_id, hands = stage.new_flow(), Hands(page)
    hands.open(stage.address(flow_id))
    with _interrupting(stage, interrupt, chance) as times:
        for gesture in gestures:
            perform(hands, gesture)
    wait_until_idle(stage, page, flow_id)
    draft = stage.document(flow_id)
    return Interrupted(
        interruptions=len(times),
        gestures=len(gestures),
        verdict=judge(draft, drafts, len(gestures)),
        difference=difference(drafts[len(gestures)], told(draft)),
    )


@contextmanager
def _interrupting(
    stage: Stage, interrupt: Interruption, chance: random.Random
) -> Iterator[list[float]]:
    """Interrupt at random moments while the block runs; the last interruption is over after it."""
    over, times = Event(), list[float]()

    def go_on() -> None:
        while not over.wait(chance.uniform(*EDITING_S)):
            times.append(chance.uniform(*GONE_S))
            interrupt(stage, times[-1])

    thread = Thread(target=go_on)
    thread.start()
    try:
        yield times
    finally:
        over.set()
        thread.join()
