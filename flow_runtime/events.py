"""What happens outside and is told to the engine: the only way the world reaches a conversation.

Control never travels as text: a time-out, an attendant's answer or an API's result is an event of
its own type, so no word that a customer types can be mistaken for one. Every event brings the time
it happened at (`at`, aware) and, where chance matters, the `seed` that decides; the engine reads no
clock and rolls no dice. Events that answer a wait carry its `step`: one that comes late is ignored.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Literal

from pydantic import JsonValue

from flow_runtime.records import record

TicketStatus = Literal[
    "waiting", "assigned", "resolved", "no_agent", "expired", "closed_by_customer"
]


@record(frozen=True, slots=True)
class ReceivedFile:
    """A file that a customer sent; its bytes stay in the installation's file store."""

    file_id: str
    name: str
    media_type: str
    size_bytes: int

    def as_value(self) -> JsonValue:
        """Return the form that a variable keeps."""
        return {
            "file_id": self.file_id,
            "name": self.name,
            "media_type": self.media_type,
            "size_bytes": self.size_bytes,
        }


@record(frozen=True, slots=True)
class ConversationStarted:
    """A contact began a conversation; the built-in values come with it.

    `contact`, `channel` and `conversation` are what texts may read under those names
    (flow-format.md, Variables); `text` is what the customer wrote first, if anything;
    `payload` is what a link or QR code carried.
    """

    at: datetime
    contact: Mapping[str, JsonValue] = field(default_factory=dict)
    channel: Mapping[str, JsonValue] = field(default_factory=dict)
    conversation: Mapping[str, JsonValue] = field(default_factory=dict)
    text: str = ""
    payload: str | None = None
    variables: Mapping[str, JsonValue] = field(default_factory=dict)
    seed: int = 0


@record(frozen=True, slots=True)
class MessageReceived:
    """The customer wrote, chose or sent files; `choice` is the id of a pressed button."""

    at: datetime
    text: str = ""
    choice: str | None = None
    files: tuple[ReceivedFile, ...] = ()
    seed: int = 0


@record(frozen=True, slots=True)
class TimerFired:
    """A timer reached its time; `key` says which of the wait's timers it is."""

    at: datetime
    key: str
    step: int
    seed: int = 0


@record(frozen=True, slots=True)
class ApiReturned:
    """A server answered a call with any status; `body` is its JSON, or its text."""

    at: datetime
    step: int
    status: int
    body: JsonValue = None
    seed: int = 0


@record(frozen=True, slots=True)
class ApiFailed:
    """No usable answer came; `reason` is a code such as `timeout` or `unreachable`."""

    at: datetime
    step: int
    reason: str
    seed: int = 0


@record(frozen=True, slots=True)
class NotificationFinished:
    """A notice to staff was delivered, or given up; only told to a node that waits for it."""

    at: datetime
    step: int
    delivered: bool
    reason: str = ""
    seed: int = 0


@record(frozen=True, slots=True)
class ContactLookedUp:
    """The contact book was searched; `contact` is what it holds now, or None."""

    at: datetime
    step: int
    contact: Mapping[str, JsonValue] | None
    seed: int = 0


@record(frozen=True, slots=True)
class TicketChanged:
    """The ticket of a handoff took another status."""

    at: datetime
    step: int
    status: TicketStatus
    attendant: str | None = None
    data: Mapping[str, JsonValue] = field(default_factory=dict)
    seed: int = 0


@record(frozen=True, slots=True)
class ExternalEventReceived:
    """Another system told the conversation something, such as `order_shipped`."""

    at: datetime
    name: str
    data: Mapping[str, JsonValue] = field(default_factory=dict)
    seed: int = 0


Event = (
    ConversationStarted
    | MessageReceived
    | TimerFired
    | ApiReturned
    | ApiFailed
    | NotificationFinished
    | ContactLookedUp
    | TicketChanged
    | ExternalEventReceived
)
