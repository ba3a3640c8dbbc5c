"""Windows of measured time: how many right turns went through, and what one cost the processor."""

import threading
import time
import uuid
from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from boleto import EXCHANGES, check_reply

TakeTurn: TypeAlias = Callable[[str, str, bool], list[str]]
"""Takes a visitor, a text and whether it is the first; returns the replies."""


class InMemory(Protocol):
    """A system whose whole state is a JSON text between two turns."""

    def begin(self) -> str:
        """Return the state of a new conversation."""
        ...

    def step(self, state_json: str, text: str, first: bool) -> tuple[list[str], str]:
        """Return the replies and the new state."""
        ...


def cpu_us_a_turn(system: InMemory, seconds: float) -> float:
    """Return the processor time of one turn in memory, in µs."""
    turns, begun_s = 0, time.process_time()
    while time.process_time() - begun_s < seconds:
        state = system.begin()
        for place, (text, expected) in enumerate(EXCHANGES):
            replies, state = system.step(state, text, place == 0)
            check_reply(text, replies, expected)
        turns += len(EXCHANGES)
    return (time.process_time() - begun_s) / turns * 1e6


def turns_a_second(take_turn: TakeTurn, conversations: int, seconds: float) -> float:
    """Return the right turns a second with so many conversations at once, a thread each."""
    counts: list[int] = []
    failures: list[BaseException] = []
    begun_s = time.perf_counter()

    def talk() -> None:
        try:
            counts.append(_turns_until(take_turn, begun_s + seconds))
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=talk) for _ in range(conversations)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return sum(counts) / (time.perf_counter() - begun_s)


def _turns_until(take_turn: TakeTurn, end_s: float) -> int:
    turns = 0
    while True:
        visitor = uuid.uuid4().hex
        for place, (text, expected) in enumerate(EXCHANGES):
            if time.perf_counter() >= end_s:
                return turns
            check_reply(text, take_turn(visitor, text, place == 0), expected)
            turns += 1


def interleaved(
    measures: Sequence[Callable[[], float]], runs: int, end_s: float
) -> list[list[float]]:
    """Run every measure in turn, `runs` times, so that noise hits all of them alike.

    Past `end_s` of `time.monotonic` no further run is begun after the first.
    """
    results: list[list[float]] = [[] for _ in measures]
    for run in range(runs):
        if run and time.monotonic() > end_s:
            break
        for kept, measure in zip(results, measures, strict=True):
            kept.append(measure())
    return results
