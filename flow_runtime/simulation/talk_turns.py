"""One action of a talk and all that followed from it."""

from dataclasses import dataclass
from datetime import datetime

from flow_runtime.session import Session
from flow_runtime.simulation.actions import Action
from flow_runtime.simulation.bubbles import Bubble, bubbles_of
from flow_runtime.simulation.failure_words import Failure
from flow_runtime.simulation.failures import failures_of
from flow_runtime.simulation.leaving import Leaving, leaving_of
from flow_runtime.simulation.places import Step, steps_in
from flow_runtime.simulation.standing import Standing, standing_of
from flow_runtime.simulation.trace import TraceLine, trace_of
from flow_runtime.simulator import Simulation
from flow_runtime.turn import Turn


@dataclass(frozen=True, slots=True)
class TalkTurn:
    """One action and all that followed from it.

    `action` is None for the beginning; `turns` are the engine's, in order; `bubbles` what was said
    and `path` the ways taken on the drawing.
    """

    number: int
    action: Action | None
    before: Standing
    after: Standing
    turns: tuple[Turn, ...]
    bubbles: tuple[Bubble, ...]
    path: tuple[Step, ...]

    def trace(self, language: str = "pt-BR") -> tuple[TraceLine, ...]:
        """Return what happened, sentence by sentence."""
        return tuple(trace_of(self.turns, self.before.session, language))

    def leaving(self, language: str = "pt-BR") -> tuple[Leaving, ...]:
        """Return what the runtime would send, open, start or write."""
        return tuple(leaving_of(self.turns, self.before.session, language))

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What failed, each at its node."""
        return tuple(failures_of(self.turns, self.before.session))

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
    turns = tuple(simulation.turns)
    session = before.session
    return TalkTurn(
        number=number,
        action=action,
        before=before,
        after=standing_of(simulation, before.call),
        turns=turns,
        bubbles=tuple(bubbles_of(action, number, turns, before, _local_now(simulation))),
        path=_path_of(turns, session),
    )


def _local_now(simulation: Simulation) -> datetime:
    return simulation.now.astimezone(simulation.program.zone)


def _path_of(turns: tuple[Turn, ...], before: Session) -> tuple[Step, ...]:
    steps: list[Step] = []
    for turn in turns:
        steps += steps_in(turn, before)
        before = turn.session
    return tuple(steps)
