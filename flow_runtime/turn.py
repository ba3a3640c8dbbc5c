"""One inbound event being processed: what a node type sees and writes while it does its work.

A `Turn` holds a private copy of the session, the compiled program and the event. Nodes read values,
render texts, say things and record facts through it; the engine hands the finished turn to its
host.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

import orjson
from pydantic import JsonValue

from flow_runtime.calendars import OpeningHours, is_open, next_open
from flow_runtime.conditions import CompiledRow
from flow_runtime.effects import Effect, Fact, SendMessage, StartTimer, UpdateContact
from flow_runtime.errors import NodeFailed
from flow_runtime.events import Event, ExternalEventReceived
from flow_runtime.expressions import Expression, Query
from flow_runtime.formula_errors import ExpressionFailed
from flow_runtime.limits import (
    MAX_CONTACT_BYTES,
    MAX_EARLY_EVENT_BYTES,
    MAX_EARLY_EVENTS,
    MAX_MESSAGES_PER_TURN,
    MAX_VALUE_BYTES,
)
from flow_runtime.paths import MISSING, MOMENT_NAMES, parse_path
from flow_runtime.session import EarlyEvent, Session
from flow_runtime.texts import Text

if TYPE_CHECKING:  # node types import this module, and the program imports the node types
    from flow_runtime.nodes.base import Node
    from flow_runtime.program import Program


@dataclass(slots=True)
class Turn:
    """The work on one event and, when it is finished, its result.

    `session` is the new state, `effects` what the world must do in this order, `facts` what became
    true, `session_json` the state as it is stored. `root` is the conversation's program, `program`
    that of the sub-flow it stands in (the same outside one); `mark` is where the effects of the
    current node begin.
    """

    root: Program
    program: Program
    session: Session
    event: Event
    node: Node
    effects: list[Effect] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    session_json: bytes = b""
    visited: list[str] = field(default_factory=list)
    mark: int = 0
    message_limit: int = MAX_MESSAGES_PER_TURN
    _scope: dict[str, JsonValue] | None = None
    _settled: dict[str, JsonValue] | None = None
    _known_moment: Mapping[str, JsonValue] | None = None
    _local_now: datetime | None = None

    # -- reading ---------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        """The time of the event, aware."""
        return self.event.at

    @property
    def language(self) -> str:
        """The language in which the customer is spoken to."""
        return self.session.language

    @property
    def scratch(self) -> dict[str, JsonValue]:
        """The waiting node's own notes; emptied when the conversation moves on."""
        return self.session.scratch

    def scope(self) -> Mapping[str, JsonValue]:
        """Return every name that texts and formulas may read, with its value now."""
        if self._scope is None:
            self._scope = {**self._without_moment(), **self._moment()}
        return self._scope

    def _scope_for(self, reader: Text | CompiledRow) -> Mapping[str, JsonValue]:
        """Return the scope; without the names of the moment, whose values are dear, if it can."""
        return self.scope() if reader.reads_moment else self._without_moment()

    def _without_moment(self) -> dict[str, JsonValue]:
        if self._settled is None:
            session = self.session
            self._settled = {
                **session.variables,
                "contact": session.contact,
                "channel": session.channel,
                "conversation": session.conversation,
                "last_message": session.last_message,
            }
        return self._settled

    @property
    def local_now(self) -> datetime:
        """The time of the event in the zone of the running flow."""
        if self._local_now is None:
            self._local_now = self.now.astimezone(self.program.zone)
        return self._local_now

    def _moment(self) -> Mapping[str, JsonValue]:
        """Return the names whose values stay the same for a whole turn: MOMENT_NAMES."""
        if self._known_moment is None:
            local = self.local_now
            self._known_moment = {
                "now": local.isoformat(timespec="seconds"),
                "today": local.date().isoformat(),
                "business": self._business() if self._reads_business() else None,
            }
        return self._known_moment

    def _reads_business(self) -> bool:
        return self.program.reads_business or self.root.reads_business

    def _business(self) -> dict[str, JsonValue]:
        calendar = self.program.business_calendar
        if calendar is None:
            return {"open": True, "next_open": None}
        opening = next_open(calendar, self.now)
        return {
            "open": is_open(calendar, self.now),
            "next_open": opening.isoformat(timespec="minutes") if opening else None,
        }

    def read(self, path: str) -> JsonValue:
        """Return the value of a variable or of a path into one; None where there is nothing."""
        name, _, rest = path.partition(".")
        if not rest and "[" not in name:
            scope = self.scope() if name in MOMENT_NAMES else self._without_moment()
            return scope.get(name)
        value = parse_path(path).read(self.scope())
        return None if value is MISSING else cast("JsonValue", value)

    def calendar(self, calendar_id: str) -> OpeningHours:
        """Return a calendar of the installation.

        Raises:
            NodeFailed: There is none with this id.
        """
        found = self.program.calendars.get(calendar_id)
        if found is None:
            raise self.failure("unknown_calendar", calendar_id)
        return found

    def is_connected(self, outcome: str) -> bool:
        """Say whether the current node's outcome leads somewhere by an edge of its own."""
        return (self.node.id, outcome) in self.program.targets

    def is_constant(self, path: str) -> bool:
        """Say whether a text of the current node is the same in every turn."""
        return self.program.constant(self.node.id, path, self.language) is not None

    # -- rendering -------------------------------------------------------------------------

    def text(self, path: str, item: JsonValue = None) -> str:
        """Render a text of the current node in the customer's language; `item` names a choice."""
        node_id, language = self.node.id, self.session.language
        constant = self.program.constants.get((language, node_id, path))
        if constant is not None:
            return constant
        compiled = self.program.text(node_id, path, language)
        return self._rendered(compiled, {} if item is None else {"item": item})

    def text_of(self, node_id: str, path: str) -> str:
        """Render a text of any node, or of the settings, in the customer's language."""
        return self._rendered(self.program.text(node_id, path, self.language), {})

    def text_of_root(self, node_id: str, path: str) -> str:
        """Render a text of the conversation's own flow, also while a sub-flow runs."""
        stack = self.session.stack
        own_variables = stack[0].variables if stack else {}
        return self._rendered(self.root.text(node_id, path, self.language), own_variables)

    def _rendered(self, compiled: Text, also_known: Mapping[str, JsonValue]) -> str:
        if compiled.is_constant:
            return compiled.source
        scope = self._scope_for(compiled)
        if also_known:
            scope = {**scope, **also_known}
        return compiled.render(scope, language=self.language, on_problem=self._text_problem)

    def _text_problem(self, code: str, detail: str) -> None:
        self.record("expression_error", code=code, detail=detail)

    def value(self, path: str) -> JsonValue:
        """Render a text of the current node; a bare `{{ path }}` keeps the value's type."""
        text = self.program.text(self.node.id, path, self.language)
        return text.render_value(
            self._scope_for(text), language=self.language, on_problem=self._text_problem
        )

    def evaluate(self, path: str) -> JsonValue:
        """Evaluate a CEL expression of the current node; a failing one is a fact and gives None."""
        expression = self.program.part(self.node.id, path, Expression)
        try:
            return expression.evaluate(self.scope())
        except ExpressionFailed as failure:
            self.record("expression_error", code=failure.code, detail=path)
            return None

    def search(self, path: str, data: JsonValue) -> JsonValue:
        """Apply a JMESPath query of the current node to data; a failing one gives None."""
        try:
            return self.program.part(self.node.id, path, Query).search(data)
        except ExpressionFailed as failure:
            self.record("expression_error", code=failure.code, detail=path)
            return None

    def holds(self, row: CompiledRow) -> bool:
        """Say whether a row of a condition holds now."""
        return row.holds(
            self._scope_for(row),
            now=self.local_now,
            language=self.language,
            types=self.program.variable_types,
            on_problem=self._text_problem,
        )

    # -- writing ---------------------------------------------------------------------------

    def write(self, name: str, value: JsonValue) -> None:
        """Set a variable; one of the contact's is written to the contact too.

        Raises:
            NodeFailed: The value is larger than a session may hold.
        """
        if len(orjson.dumps(value)) > MAX_VALUE_BYTES:
            raise self.failure("value_too_large", name)
        self.session.variables[name] = value
        self._scope = self._settled = None
        if name in self.program.contact_variables:
            self.update_contact({name: value})

    def update_contact(
        self, fields: Mapping[str, JsonValue], add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> None:
        """Write fields and tags of the contact, here and in the contact book.

        Raises:
            NodeFailed: The contact would be larger than a session may hold.
        """
        contact = self.session.contact
        tags = contact.get("tags")
        kept = [tag for tag in tags if tag not in remove] if isinstance(tags, list) else []
        written = {name: value for name, value in fields.items() if name != "id"}
        tagged: list[JsonValue] = [*kept, *(tag for tag in add if tag not in kept)]
        changed: dict[str, JsonValue] = {**contact, **written, "tags": tagged}
        if len(orjson.dumps(changed)) > MAX_CONTACT_BYTES:
            raise self.failure("contact_too_large", ", ".join(fields))
        self.session.contact = changed
        if fields.get("language") in self.root.flow.languages:
            self.session.language = str(fields["language"])
        self._scope = self._settled = None
        self.effects.append(UpdateContact(dict(fields), tuple(add), tuple(remove)))

    def replace_contact(self, contact: Mapping[str, JsonValue]) -> None:
        """Take the contact as the contact book holds it now."""
        self.session.contact = dict(contact)
        self._scope = self._settled = None

    def keep_early(self, event: ExternalEventReceived) -> None:
        """Keep an event that nobody waits for yet; the oldest gives way when there are many."""
        if len(orjson.dumps(event.data, default=dict)) > MAX_EARLY_EVENT_BYTES:
            return self.record("event_ignored", reason="too_large", name=event.name)
        kept = (*self.session.early_events, EarlyEvent(event.name, dict(event.data)))
        self.session.early_events = kept[-MAX_EARLY_EVENTS:]
        return self.record("event_kept", name=event.name)

    def take_early(self, name: str) -> Mapping[str, JsonValue] | None:
        """Return the data of the newest early event of this name, and forget all of the name."""
        found = [event for event in self.session.early_events if event.name == name]
        if not found:
            return None
        others = tuple(event for event in self.session.early_events if event.name != name)
        self.session.early_events = others
        return found[-1].data

    def say(self, message: SendMessage) -> None:
        """Send one bubble.

        Raises:
            NodeFailed: The turn already sent as many as a customer can bear.
        """
        if len(self.effects) >= self.message_limit:
            sent = sum(isinstance(effect, SendMessage) for effect in self.effects)
            if sent >= self.message_limit:
                raise self.failure("too_many_messages", str(sent))
        self.effects.append(message)

    def say_text(self, text: str, *, answer_kind: str | None = None) -> None:
        """Send a plain text bubble of the current node; an empty text sends nothing."""
        if text.strip():
            self.say(SendMessage(self.node.id, text=text, answer_kind=answer_kind))

    def ask_of_world(self, effect: Effect) -> None:
        """Add an effect."""
        self.effects.append(effect)

    def record(self, name: str, /, **data: JsonValue) -> None:
        """Record a fact about the current node."""
        program = self.program
        self.facts.append(Fact(name, self.node.id, data, program.flow_id, program.version))

    def start_timer(self, key: str, delay: timedelta) -> None:
        """Ask for `TimerFired(key)` after a delay, for the step that the turn will wait in."""
        session = self.session
        session.has_timers = True
        self.effects.append(StartTimer(key, session.step, self.event.at + delay))

    def switch_to(self, program: Program, variables: dict[str, JsonValue]) -> None:
        """Continue in another flow, with its own variables."""
        self.program = program
        self.session.variables = variables
        self._scope = self._settled = self._known_moment = self._local_now = None

    def failure(self, code: str, detail: str) -> NodeFailed:
        """Return the error that sends the conversation to its error route."""
        return NodeFailed(code, detail)

    # -- chance and identity ---------------------------------------------------------------

    def draw(self, *, sticky: bool) -> float:
        """Return a number in [0, 1) for the current node: the contact's own when sticky."""
        contact_id = self.session.contact.get("id")
        who = f"contact:{contact_id}" if sticky and contact_id else f"seed:{self.event.seed}"
        digest = hashlib.sha256(f"{who}:{self.program.flow.id}:{self.node.id}".encode()).digest()
        return int.from_bytes(digest[:8]) / 2**64

    @property
    def idempotency_key(self) -> str:
        """The key of what this step asks of the world: the same whenever it is repeated."""
        conversation_id = self.session.conversation.get("id", "")
        return hashlib.sha256(
            f"{conversation_id}:{self.node.id}:{self.session.step}".encode()
        ).hexdigest()[:32]
