"""The ways in which a conversation can begin that may lead it elsewhere.

Hours and business time depend on the moment, drawn branches on who writes, conditions on what is
known of the contact, triggers on what the customer brings along.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from pydantic import JsonValue

from flow_runtime import calendars
from flow_runtime.calendars import OpeningHours
from flow_runtime.decisions import Go
from flow_runtime.engine import new_session, resume_point
from flow_runtime.events import MessageReceived
from flow_runtime.nodes.split import SplitNode
from flow_runtime.nodes.start import StartNode
from flow_runtime.program import Program
from flow_runtime.scripts.document import Conversation

_HOURS_LOOKED_AT: Final = 24 * 8
_DAYS_LOOKED_AT: Final = 400
_DRAWS_LOOKED_AT: Final = 2_000
_KNOWN_CONTACT: Final[dict[str, JsonValue]] = {
    "name": "Ana Souza",
    "email": "ana@exemplo.com.br",
    "phone": "+5511987654321",
    "document": "52998224725",
}
_KNOWN_VALUES: Final[dict[str, JsonValue]] = {
    "text": "exemplo",
    "number": 1,
    "boolean": True,
    "date": "2026-03-10",
    "datetime": "2026-03-10T10:00:00-03:00",
    "list": ["exemplo"],
    "object": {},
}


def beginnings(program: Program, at: datetime) -> Iterator[Conversation]:
    """Yield conversations without steps of their own, the most ordinary one first."""
    ordinary = Conversation(name="exploration", at=at)
    yield ordinary
    for moment in _moments(program, at):
        yield ordinary.model_copy(update={"at": moment})
    yield from _triggered(program, ordinary)
    for number in _draws(program, at):
        yield ordinary.model_copy(update={"seed": number, "contact": _drawn_contact(number)})
    known = {**_KNOWN_CONTACT, **_known_variables(program)}
    yield ordinary.model_copy(update={"contact": known})
    for language in program.flow.languages:
        if language != program.flow.language:
            yield ordinary.model_copy(update={"language": language})


# -- time --------------------------------------------------------------------------------------


def _moments(program: Program, at: datetime) -> Iterator[datetime]:
    """Yield, for each calendar, the first moments from now on of every state that it can have."""
    known = {calendar_states(program, at)}
    for calendar in program.calendars.values():
        for moment in _first_moments(calendar, at):
            states = calendar_states(program, moment)
            if states not in known:
                known.add(states)
                yield moment


def _first_moments(calendar: OpeningHours, at: datetime) -> Iterator[datetime]:
    hours = [at + timedelta(hours=count) for count in range(_HOURS_LOOKED_AT)]
    days = [at + timedelta(days=count) for count in range(8, _DAYS_LOOKED_AT)]
    wanted = {"open", "closed", "holiday"}
    for moment in (*hours, *days):
        state = calendars.state(calendar, moment)
        if state in wanted:
            wanted.discard(state)
            yield moment
        if not wanted:
            return


def calendar_states(program: Program, at: datetime) -> tuple[str, ...]:
    """Return what every calendar says about a moment: part of where a conversation stands."""
    return tuple(calendars.state(calendar, at) for calendar in program.calendars.values())


# -- what the customer brings ------------------------------------------------------------------


def _triggered(program: Program, ordinary: Conversation) -> Iterator[Conversation]:
    start = program.flow.start
    triggers = start.triggers if isinstance(start, StartNode) else ()
    for trigger in triggers:
        if trigger.kind == "payload" and trigger.value:
            yield ordinary.model_copy(update={"payload": trigger.value})
        elif trigger.kind == "keyword" and trigger.value:
            yield ordinary.model_copy(update={"text": trigger.value})


def _known_variables(program: Program) -> dict[str, JsonValue]:
    return {
        variable.name: _KNOWN_VALUES[variable.type]
        for variable in program.flow.variables
        if variable.scope == "contact"
    }


# -- chance ------------------------------------------------------------------------------------


def _draws(program: Program, at: datetime) -> list[int]:
    """Return seeds, which also name the contact, that together draw every branch of every split."""
    splits = [node for node in program.flow.nodes if isinstance(node, SplitNode)]
    wanted = {(node.id, outcome.id) for node in splits for outcome in node.outcomes()}
    found = []
    for number in range(1, _DRAWS_LOOKED_AT):
        drawn = {(node.id, _drawn(program, node, number, at)) for node in splits} & wanted
        if drawn:
            wanted -= drawn
            found.append(number)
        if not wanted:
            break
    return found


def _drawn_contact(number: int) -> dict[str, JsonValue]:
    return {"id": f"example-{number}"}


def _drawn(program: Program, node: SplitNode, number: int, at: datetime) -> str:
    session = new_session(program)
    session.contact = _drawn_contact(number)
    turn = resume_point(program, session, MessageReceived(at, seed=number))
    turn.node = node
    decision = node.enter(turn)
    return decision.outcome if isinstance(decision, Go) else ""
