"""A host of the engine without a world: for the terminal, for tests and for the page's simulator.

It keeps the clock, the timers and what was said; API nodes answer from mocks or from the designer's
examples; nothing is stored and nothing leaves. Between two events the session is written to JSON
and read back, so that whatever works here works in the runtime.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import cast

from pydantic import JsonValue

from flow_runtime.brazil import protocol_number
from flow_runtime.effects import (
    CallApi,
    CancelTimers,
    Effect,
    Fact,
    FindContact,
    Notify,
    OpenTicket,
    SendMessage,
    StartTimer,
)
from flow_runtime.engine import advance, new_session
from flow_runtime.events import (
    ApiFailed,
    ApiReturned,
    ContactLookedUp,
    ConversationStarted,
    Event,
    ExternalEventReceived,
    MessageReceived,
    NotificationFinished,
    ReceivedFile,
    TicketChanged,
    TicketStatus,
    TimerFired,
)
from flow_runtime.nodes.api import ApiNode
from flow_runtime.program import Program
from flow_runtime.session import Session
from flow_runtime.simulated_book import NOBODY, searched
from flow_runtime.turn import Turn

MAX_TIMERS_A_WAIT = 1_000


@dataclass(frozen=True, slots=True)
class Mock:
    """What an API node's server answers: a status and a body, or a failure's reason.

    For a node that notifies staff only the failure counts: the notice was not delivered.
    """

    status: int = 200
    body: JsonValue = None
    failure: str | None = None


@dataclass(slots=True)
class Simulation:
    """A conversation with a program, held in memory.

    `turns` holds every turn in order, `mocks` the answers by node id, one after the other with the
    last one for good, `contact_book` the contacts that a search may find. Without `answers` calls,
    searches and notices stay open, for a caller who answers them with `tell`.
    """

    program: Program
    now: datetime
    mocks: dict[str, Sequence[Mock]] = field(default_factory=dict)
    contact_book: Sequence[Mapping[str, JsonValue]] = ()
    contact: Mapping[str, JsonValue] = field(default_factory=lambda: {"id": "simulated"})
    channel: Mapping[str, JsonValue] = field(
        default_factory=lambda: {"name": "simulator", "kind": "webchat"}
    )
    language: str | None = None
    seed: int = 0
    answers: bool = True
    session: Session = field(init=False)
    turns: list[Turn] = field(default_factory=list)
    timers: dict[str, StartTimer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.session = new_session(self.program, self.language)

    def fork(self) -> "Simulation":
        """Return a copy that goes its own way from here."""
        twin = copy(self)
        twin.mocks, twin.timers, twin.turns = dict(self.mocks), dict(self.timers), list(self.turns)
        return twin

    # -- what people do ----------------------------------------------------------------------

    def start(
        self, *, text: str = "", payload: str | None = None, variables: Mapping[str, JsonValue] = {}
    ) -> list[SendMessage]:
        """Begin the conversation and return what the customer sees."""
        conversation: dict[str, JsonValue] = {
            "id": "simulated",
            "protocol": protocol_number(self.now.date(), 1),
            "started_at": self.now.astimezone(UTC).isoformat(timespec="seconds"),
        }
        return self.tell(
            ConversationStarted(
                self.now,
                contact={**NOBODY, **self.contact},
                channel=self.channel,
                conversation=conversation,
                text=text,
                payload=payload,
                variables=variables,
            )
        )

    def say(self, text: str) -> list[SendMessage]:
        """Let the customer write; the label of a shown choice counts as typed."""
        return self.tell(MessageReceived(self.now, text))

    def press(self, label: str) -> list[SendMessage]:
        """Let the customer press the choice with this label; without one it is typed."""
        choices = [choice for message in self.messages for choice in message.choices]
        found = next((c for c in reversed(choices) if c.label == label), None)
        return self.tell(MessageReceived(self.now, label, choice=found.id if found else None))

    def send_file(self, name: str, media_type: str) -> list[SendMessage]:
        """Let the customer send a file."""
        file = ReceivedFile("simulated", name, media_type, 1_000)
        return self.tell(MessageReceived(self.now, files=(file,)))

    def change_ticket(self, status: TicketStatus, attendant: str = "Ana") -> list[SendMessage]:
        """Let an attendant or the queue change the ticket of the handoff."""
        step = self.session.step
        return self.tell(TicketChanged(self.now, step, status, attendant=attendant))

    def receive_event(self, name: str, data: Mapping[str, JsonValue] = {}) -> list[SendMessage]:
        """Let another system tell the conversation something."""
        return self.tell(ExternalEventReceived(self.now, name, data))

    def wait(self, seconds: float) -> list[SendMessage]:
        """Let time pass; every timer that becomes due fires in its turn."""
        return self.wait_until(self.now + timedelta(seconds=seconds))

    def wait_until(self, moment: datetime) -> list[SendMessage]:
        """Let time pass until a moment; timers due at once fire together, as the runtime's do."""
        said: list[SendMessage] = []
        for _ in range(MAX_TIMERS_A_WAIT):
            first = min((timer.due_at for timer in self.timers.values()), default=None)
            if first is None or first > moment:
                break
            self.now = max(self.now, first)
            for timer in self._taken(until=first):
                said += self.tell(TimerFired(self.now, timer.key, timer.step))
        self.now = max(self.now, moment)
        return said

    def _taken(self, *, until: datetime) -> list[StartTimer]:
        """Take the timers that are due, in the order in which they fire."""
        due = [timer for timer in self.timers.values() if timer.due_at <= until]
        self.timers = {key: timer for key, timer in self.timers.items() if timer.due_at > until}
        return sorted(due, key=lambda timer: (timer.due_at, timer.key))

    def set_variables(self, values: Mapping[str, JsonValue]) -> None:
        """Write values by hand, in the running flow; those of the contact are the contact's too."""
        session = self.session
        session.variables.update(values)
        running = self.program.subflows.get(session.flow_id) if session.stack else self.program
        own = running.contact_variables if running is not None else frozenset()
        session.contact.update({name: value for name, value in values.items() if name in own})

    # -- the host's part ---------------------------------------------------------------------

    def tell(self, event: Event) -> list[SendMessage]:
        """Give the engine an event and answer what it asks of the world, until it waits."""
        said: list[SendMessage] = []
        following: Event | None = event
        while following is not None:
            turn = self._advance(following)
            said += [effect for effect in turn.effects if isinstance(effect, SendMessage)]
            following = self._answer_of_world(turn.effects) if self.answers else None
        return said

    def _advance(self, event: Event) -> Turn:
        # The runtime's clock knows no other zone, and some values show which one it was.
        at = event.at.astimezone(UTC)
        turn = advance(self.program, self.session, replace(event, at=at, seed=self.seed))
        self.turns.append(turn)
        self.session = Session.from_json(turn.session_json)
        for effect in turn.effects:
            self._keep_timers(effect)
        return turn

    def _keep_timers(self, effect: Effect) -> None:
        if isinstance(effect, StartTimer):
            self.timers[effect.key] = effect
        elif isinstance(effect, CancelTimers):
            self.timers = {k: t for k, t in self.timers.items() if t.step > effect.step}

    def _answer_of_world(self, effects: Sequence[Effect]) -> Event | None:
        for effect in effects:
            match effect:
                case CallApi():
                    return self._api_event(effect)
                case FindContact():
                    found = searched(self.contact_book, effect, own=self.session.contact)
                    return ContactLookedUp(self.now, effect.step, found)
                case Notify(step=int() as step):
                    failure = (self._mock(effect.node_id) or Mock()).failure
                    return NotificationFinished(
                        self.now, step, delivered=failure is None, reason=failure or ""
                    )
                case _:
                    continue
        return None

    def _api_event(self, call: CallApi) -> Event:
        mock = self._mock(call.node_id) or self._example(call.node_id)
        if mock is None or mock.failure is not None:
            reason = "no_example" if mock is None else str(mock.failure)
            return ApiFailed(self.now, call.step, reason)
        return ApiReturned(self.now, call.step, mock.status, mock.body)

    def _mock(self, node_id: str) -> Mock | None:
        """Take the next mock of a node; the last one stays."""
        mocks = self.mocks.get(node_id, ())
        if len(mocks) > 1:
            self.mocks[node_id] = mocks[1:]
        return mocks[0] if mocks else None

    def _example(self, node_id: str) -> Mock | None:
        programs = (self.program, *self.program.subflows.values())
        node = next((p.nodes[node_id] for p in programs if node_id in p.nodes), None)
        if not isinstance(node, ApiNode) or not node.examples:
            return None
        return Mock(node.examples[0].status, node.examples[0].body)

    # -- looking back ------------------------------------------------------------------------

    @property
    def messages(self) -> list[SendMessage]:
        """Everything the customer was shown, in order."""
        return [e for turn in self.turns for e in turn.effects if isinstance(e, SendMessage)]

    @property
    def facts(self) -> list[Fact]:
        """Every fact in order."""
        return [fact for turn in self.turns for fact in turn.facts]

    @property
    def tickets(self) -> list[OpenTicket]:
        """Every ticket that was opened, in order."""
        return [e for turn in self.turns for e in turn.effects if isinstance(e, OpenTicket)]

    def left(self) -> set[tuple[str, str]]:
        """Return the (node id, outcome) pairs by which the conversation went on."""
        return {
            (cast("str", fact.node_id), str(fact.data["outcome"]))
            for fact in self.facts
            if fact.name == "node_left"
        }

    def entered(self) -> set[str]:
        """Return the ids of the nodes that were entered."""
        return {cast("str", fact.node_id) for fact in self.facts if fact.name == "node_entered"}
