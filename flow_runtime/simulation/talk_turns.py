"""One action of a talk and all that followed from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from flow_runtime.effects import Effect, Fact
from flow_runtime.events import Event
from flow_runtime.session import Session
from flow_runtime.simulation.actions import Action
from flow_runtime.simulation.bubbles import Bubble, bubbles_of
from flow_runtime.simulation.failure_words import Failure
from flow_runtime.simulation.failures import failures_of
from flow_runtime.simulation.leaving import Leaving, leaving_of
from flow_runtime.simulation.places import Step, steps_in
from flow_runtime.simulation.standing import Standing, compact, standing_of
from flow_runtime.simulation.trace import TraceLine, trace_of
from flow_runtime.simulation.value_words import LANGUAGES
from flow_runtime.simulator import Simulation
from flow_runtime.turn import Turn

T = TypeVar("T")

Told = Mapping[str, tuple[T, ...]]
"""Lines by the language of the interface."""


@dataclass(frozen=True, slots=True)
class Played:
    """A turn of the engine as it is kept: without its program, which may be mended since."""

    event: Event
    effects: tuple[Effect, ...]
    facts: tuple[Fact, ...]
    session_json: bytes

    @property
    def session(self) -> Session:
        """A copy of the session after it."""
        return Session.from_json(self.session_json)


@dataclass(frozen=True, slots=True)
class TalkTurn:
    """One action and all that followed from it.

    `action` is None for the beginning; `turns` are the engine's, in order; `bubbles` what was said,
    `path` the ways taken on the drawing, and `failures` what failed, each at its node.
    """

    number: int
    action: Action | None
    before: Standing
    after: Standing
    turns: tuple[Played, ...]
    bubbles: tuple[Bubble, ...]
    path: tuple[Step, ...]
    failures: tuple[Failure, ...]
    traces: Told[TraceLine]
    leavings: Told[Leaving]

    def trace(self, language: str = "pt-BR") -> tuple[TraceLine, ...]:
        """Return what happened, sentence by sentence."""
        return self.traces[language if language in LANGUAGES else "en"]

    def leaving(self, language: str = "pt-BR") -> tuple[Leaving, ...]:
        """Return what the runtime would send, open, start or write."""
        return self.leavings[language if language in LANGUAGES else "en"]

    @property
    def changed(self) -> frozenset[str]:
        """The variables that have another value than before."""
        old, new = self.before.session.variables, self.after.session.variables
        missing = object()
        return frozenset(n for n in {*old, *new} if old.get(n, missing) != new.get(n, missing))


def turn_of(
    simulation: Simulation, *, number: int, action: Action | None, before: Standing
) -> TalkTurn:
    """Return what a simulation did that stood at `before`."""
    turns, session = simulation.turns, before.session
    return TalkTurn(
        number=number,
        action=action,
        before=before,
        after=standing_of(simulation, before.call),
        turns=tuple(map(_played, turns)),
        bubbles=tuple(bubbles_of(action, number, turns, before, _local_now(simulation))),
        path=_path_of(turns, session),
        failures=tuple(failures_of(turns, session)),
        traces={name: tuple(trace_of(turns, session, name)) for name in LANGUAGES},
        leavings={name: tuple(leaving_of(turns, session, name)) for name in LANGUAGES},
    )


def _played(turn: Turn) -> Played:
    return Played(turn.event, tuple(turn.effects), tuple(turn.facts), compact(turn.session_json))


def _local_now(simulation: Simulation) -> datetime:
    return simulation.now.astimezone(simulation.program.zone)


def _path_of(turns: Sequence[Turn], before: Session) -> tuple[Step, ...]:
    steps: list[Step] = []
    for turn in turns:
        steps += steps_in(turn, before)
        before = turn.session
    return tuple(steps)
