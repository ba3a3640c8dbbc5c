"""Where a simulated conversation stands after an action, as values that never change."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import orjson

from flow_runtime.effects import CallApi, FindContact, Notify, StartTimer
from flow_runtime.program import Program
from flow_runtime.session import Session
from flow_runtime.simulation.setting import Setting
from flow_runtime.simulator import Simulation

WaitingCall = CallApi | FindContact | Notify
"""What the flow asked of the world and waits for."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A session as JSON, the clock, the timers by key, and the call that is still open."""

    session_json: bytes
    now: datetime
    timers: Mapping[str, StartTimer] = field(default_factory=dict)
    call: WaitingCall | None = None

    @property
    def session(self) -> Session:
        """A copy of the session that the caller may change."""
        return Session.from_json(self.session_json)

    def key(self) -> bytes:
        """Return all of it as bytes: equal keys are equal states."""
        return orjson.dumps([self.session_json.decode(), self.now, dict(self.timers), self.call])

    def with_session(self, session: Session) -> "Standing":
        """Return the same standing with another session."""
        return replace(self, session_json=session.to_json())


def stage_for(program: Program, setting: Setting, standing: Standing) -> Simulation:
    """Return a simulation that stands there, with no turns behind it."""
    simulation = Simulation(
        program,
        standing.now,
        mocks={node_id: (mock,) for node_id, mock in setting.answers.items()},
        contact_book=setting.contact_book,
        contact=setting.full_contact,
        channel=setting.full_channel,
        language=setting.language,
        seed=setting.seed,
        answers=not setting.by_hand,
    )
    simulation.session = _with_new_variables(program, standing.session)
    simulation.timers = dict(standing.timers)
    return simulation


def _with_new_variables(program: Program, session: Session) -> Session:
    """Give the variables their defaults that the draft has only now."""
    if not session.stack:
        defaults = {variable.name: variable.default for variable in program.flow.variables}
        session.variables = {**defaults, **session.variables}
    return session


def standing_of(simulation: Simulation, before: WaitingCall | None) -> Standing:
    """Return where a simulation stands; `before` is the call that was open until now."""
    session = simulation.session
    return Standing(
        compact(session.to_json()),
        simulation.now,
        simulation.timers,
        _open_call(simulation, before),
    )


def compact(data: bytes) -> bytes:
    """Return the same bytes without the room that their writer left behind them."""
    return bytes(memoryview(data))


def _open_call(simulation: Simulation, before: WaitingCall | None) -> WaitingCall | None:
    session = simulation.session
    if session.waiting_for not in ("api", "contact", "notification"):
        return None
    asked = [e for turn in simulation.turns for e in turn.effects if isinstance(e, WaitingCall)]
    candidates = [*asked, *([before] if before is not None else [])]
    return next((call for call in candidates if call.step == session.step), None)
