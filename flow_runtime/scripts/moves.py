"""The moves of an explorer: what can happen where a conversation waits, and how a test says it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from math import ceil
from typing import Final

from pydantic import JsonValue

from flow_runtime.answers.folding import fold
from flow_runtime.commands import find_command
from flow_runtime.decisions import IDLE_CLOSE
from flow_runtime.effects import FindContact
from flow_runtime.engine import resume_point
from flow_runtime.events import (
    ApiFailed,
    ApiReturned,
    ContactLookedUp,
    Event,
    ExternalEventReceived,
    MessageReceived,
    NotificationFinished,
    TicketChanged,
    TimerFired,
)
from flow_runtime.scripts.document import MockedAnswer, SentFile, Step
from flow_runtime.scripts.durations import format_duration
from flow_runtime.scripts.guesses import guessed_answers
from flow_runtime.simulator import Simulation

Contact = dict[str, JsonValue]
_NOT_DELIVERED: Final = "not_delivered"


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that may happen: an event, or time that passes until a timer fires.

    `node_id` is where the conversation waits; `found` is the contact book's row of a search.
    `is_aside` marks what may happen nearly everywhere, such as a command: it can wait.
    """

    event: Event
    node_id: str
    wait_s: int = 0
    found: Contact = field(default_factory=dict)
    is_aside: bool = False

    @property
    def answers_the_flow(self) -> bool:
        """Say whether the world answers at once what the flow asked: a mock in a test."""
        return isinstance(
            self.event, ApiReturned | ApiFailed | ContactLookedUp | NotificationFinished
        )

    def make(self, simulation: Simulation) -> None:
        """Let it happen."""
        if isinstance(self.event, TimerFired):
            simulation.wait(self.wait_s)
        else:
            simulation.tell(self.event)


def moves_from(simulation: Simulation) -> Iterator[Move]:
    """Yield what can happen where the conversation waits; nothing when it is over."""
    session = simulation.session
    if session.status != "waiting":
        return
    event = MessageReceived(simulation.now)
    point = resume_point(simulation.program, session, event)
    for probe in point.node.probes(point):
        move = _move(simulation, probe)
        if move is not None:
            yield move
    for answer in guessed_answers(point.program, point.node):
        yield Move(MessageReceived(simulation.now, answer), point.node.id)
    yield from _command_moves(simulation)
    if IDLE_CLOSE in simulation.timers:
        yield replace(_waiting_move(simulation, IDLE_CLOSE), is_aside=True)


def _move(simulation: Simulation, probe: Event) -> Move | None:
    node_id = str(simulation.session.node)
    match probe:
        case TimerFired(key=key):
            return _waiting_move(simulation, key) if key in simulation.timers else None
        case ContactLookedUp(contact=contact) if contact is not None:
            return _found_move(simulation, probe, dict(contact))
        case NotificationFinished(delivered=False):
            return Move(replace(probe, reason=_NOT_DELIVERED), node_id)
    return Move(probe, node_id)


def _waiting_move(simulation: Simulation, key: str) -> Move:
    timer = simulation.timers[key]
    wait_s = ceil((timer.due_at - simulation.now).total_seconds())
    event = TimerFired(timer.due_at, key, timer.step)
    return Move(event, str(simulation.session.node), wait_s=max(wait_s, 1))


def _found_move(simulation: Simulation, probe: ContactLookedUp, contact: Contact) -> Move:
    """Find what the node searched for: the contact book's row has the value that was wanted."""
    known = simulation.session.contact
    row = {name: value for name, value in contact.items() if known.get(name) != value}
    for effect in simulation.turns[-1].effects:
        if isinstance(effect, FindContact):
            row[effect.field_name] = effect.value
    event = replace(probe, contact={**known, **row})
    return Move(event, str(simulation.session.node), found=row)


def _command_moves(simulation: Simulation) -> Iterator[Move]:
    """Yield the commands of the flow that work here, by the first phrase of each."""
    session = simulation.session
    if session.waiting_for != "message":
        return
    for command in simulation.program.flow.settings.commands:
        event = MessageReceived(simulation.now, command.phrases[0])
        point = resume_point(simulation.program, session, event)
        if find_command(point, fold(event.text)) is not None:
            yield Move(event, str(session.node), is_aside=True)


# -- moves as steps of a test ------------------------------------------------------------------


def steps_of(moves: Sequence[Move]) -> list[Step]:
    """Return the steps of a test that makes these moves.

    What the world answers is prepared before the act that makes the flow ask.
    """
    begins_with = list(takewhile(lambda move: move.answers_the_flow, moves))
    steps = _preparations(begins_with)
    rounds = _rounds(moves[len(begins_with) :])
    if steps and rounds and len(rounds[0]) > 1:
        steps.append(Step(begin=True))
    for act, *answers in rounds:
        steps += [*_preparations(answers), _act(act)]
    return steps


def _rounds(moves: Sequence[Move]) -> list[list[Move]]:
    """Return every act, each with the answers that the flow asks for because of it."""
    rounds: list[list[Move]] = []
    for move in moves:
        if move.answers_the_flow:
            rounds[-1].append(move)
        else:
            rounds.append([move])
    return rounds


def _preparations(answers: Sequence[Move]) -> list[Step]:
    mocks: dict[str, list[MockedAnswer]] = {}
    book: list[Contact] | None = None
    for move in answers:
        if isinstance(move.event, ContactLookedUp):
            book = [*(book or []), move.found] if move.found else book or []
        else:
            mocks.setdefault(move.node_id, []).append(_mocked(move.event))
    steps = [] if book is None else [Step(contact_book=tuple(book))]
    if mocks:
        steps.append(Step(mock={node: _one_or_all(listed) for node, listed in mocks.items()}))
    return steps


def _one_or_all(listed: list[MockedAnswer]) -> MockedAnswer | tuple[MockedAnswer, ...]:
    return listed[0] if len(listed) == 1 else tuple(listed)


def _mocked(event: Event) -> MockedAnswer:
    match event:
        case ApiReturned(status=status, body=body):
            return MockedAnswer(status=status, body=body)
        case ApiFailed(reason=reason) | NotificationFinished(delivered=False, reason=reason):
            return MockedAnswer(failure=reason)
        case _:
            return MockedAnswer(status=200)


def _act(move: Move) -> Step:
    match move.event:
        case MessageReceived(files=(file, *_)):
            return Step(file=SentFile(name=file.name, type=file.media_type))
        case MessageReceived(choice=str(), text=text):
            return Step(press=text)
        case MessageReceived(text=text):
            return Step(say=text)
        case TicketChanged(status=status):
            return Step(ticket=status)
        case ExternalEventReceived(name=name, data=data):
            return Step(event={name: dict(data)})
        case _:
            return Step(wait=format_duration(move.wait_s))
