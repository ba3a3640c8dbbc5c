"""What the engine asks of the world: an ordered list that a host carries out after the turn.

An effect says what must happen, never how. The simulator shows it, the runtime writes it as a row
and does it after the commit. What the world answers comes back as an event (events.py).
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Literal

from pydantic import JsonValue

from flow_runtime.records import record

MessageKind = Literal["text", "image", "audio", "video", "document", "link"]
NotificationKind = Literal["email", "webhook", "slack", "teams"]


@record(frozen=True, slots=True)
class ShownChoice:
    """One choice as the customer sees it; `id` is what comes back when it is pressed."""

    id: str
    label: str


@record(frozen=True, slots=True)
class SendMessage:
    """One bubble for the customer.

    `copyable` asks for a bubble of its own that is easy to copy (a boleto line, a Pix code);
    `typing_s` is the pause before it appears; `answer_kind` is what the flow waits for, so that
    a channel can offer the right keyboard.
    """

    node_id: str
    kind: MessageKind = "text"
    text: str = ""
    url: str | None = None
    name: str | None = None
    copyable: bool = False
    typing_s: float = 0.0
    choices: tuple[ShownChoice, ...] = ()
    answer_kind: str | None = None


@record(frozen=True, slots=True)
class CallApi:
    """An HTTP call; answered by `ApiReturned` or `ApiFailed` with the same step.

    `url` is relative to the connection's base when `connection` is named. Values written
    `{{secret:NAME}}` are still names here: only the host that sends knows the secret.
    `idempotency_key` is the same whenever this step's call is repeated.
    """

    node_id: str
    step: int
    method: str
    url: str
    connection: str | None = None
    query: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    content_type: str | None = None
    timeout_s: float = 10.0
    tries: int = 1
    idempotency_key: str = ""


@record(frozen=True, slots=True)
class Notify:
    """A notice to staff; answered by `NotificationFinished` only when `step` is not None."""

    node_id: str
    kind: NotificationKind
    to: str
    subject: str
    text: str
    connection: str | None = None
    step: int | None = None
    idempotency_key: str = ""


@record(frozen=True, slots=True)
class FindContact:
    """A search of the contact book; answered by `ContactLookedUp`.

    `merge` joins the contact of this conversation with the one found.
    """

    node_id: str
    step: int
    field_name: str
    value: str
    merge: bool = False


@record(frozen=True, slots=True)
class UpdateContact:
    """Fields to write and tags to add or remove on the contact."""

    fields: Mapping[str, JsonValue] = field(default_factory=dict)
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class RecordConsent:
    """The contact's decision about a purpose, with the version of the text that was shown."""

    purpose: str
    text_version: str
    given: bool


@record(frozen=True, slots=True)
class StartTimer:
    """Fire `TimerFired(key, step)` at `due_at` unless the conversation has moved on."""

    key: str
    step: int
    due_at: datetime


@record(frozen=True, slots=True)
class CancelTimers:
    """Forget the timers of this and every earlier step."""

    step: int


@record(frozen=True, slots=True)
class OpenTicket:
    """Hand the conversation to a queue; answered by `TicketChanged`."""

    node_id: str
    step: int
    queue: str
    level: str = "N1"
    priority: str = "normal"
    skills: tuple[str, ...] = ()
    summary: str = ""
    script: str = ""
    context: Mapping[str, JsonValue] = field(default_factory=dict)
    due_at: datetime | None = None


@record(frozen=True, slots=True)
class UpdateTicket:
    """The customer wrote while a person owns the conversation, or closed the ticket."""

    step: int
    text: str = ""
    status: Literal["closed_by_customer", "expired"] | None = None


@record(frozen=True, slots=True)
class RecordSurvey:
    """An answered survey, whole; `flow_id` and `version` are those of its node."""

    node_id: str
    flow_id: str
    version: int
    kind: str
    score: int | None
    segment: str | None
    comment: str = ""
    answers: Mapping[str, JsonValue] = field(default_factory=dict)


@record(frozen=True, slots=True)
class IssueProtocol:
    """The protocol number was told to the customer and counts as issued."""

    number: str


Effect = (
    SendMessage
    | CallApi
    | Notify
    | FindContact
    | UpdateContact
    | RecordConsent
    | StartTimer
    | CancelTimers
    | OpenTicket
    | UpdateTicket
    | RecordSurvey
    | IssueProtocol
)


@record(frozen=True, slots=True)
class Fact:
    """Something that became true in a turn: appended for ever, the only source of every number.

    `flow_id` and `version` are those of the flow that the node belongs to, a sub-flow's own.
    """

    name: str
    node_id: str | None
    data: Mapping[str, JsonValue]
    flow_id: str
    version: int
