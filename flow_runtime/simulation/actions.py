"""What may happen in a simulated conversation: what people do, what the world answers, time.

Action = Say | Press | SendFile                     the customer
       | Wait | WaitUntil                           time
       | AnswerCall | ReceiveEvent                  other systems, answered by hand
       | Attend                                     an attendant, or the queue
       | SetVariables                               the designer's own hand
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from pydantic import JsonValue

Deed = Literal["take", "reply", "release", "resolve", "nobody", "expire"]


@dataclass(frozen=True, slots=True)
class Say:
    """The customer writes."""

    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """The customer presses a choice; without `choice`, its id, the newest with this label."""

    label: str
    choice: str | None = None


@dataclass(frozen=True, slots=True)
class SendFile:
    """The customer sends a file of a media type such as `image/png`."""

    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Seconds pass; the timers that become due fire in their turn."""

    seconds: float


@dataclass(frozen=True, slots=True)
class WaitUntil:
    """Time passes until an aware moment."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class AnswerCall:
    """The world answers what the flow waits for: a call, a search or a notice.

    A call takes `status` and `body`, or `failure`, a reason such as `timeout`; a search takes
    `contact`, the fields found, None for nobody; a notice only `failure`.
    """

    status: int = 200
    body: JsonValue = None
    failure: str | None = None
    contact: Mapping[str, JsonValue] | None = None


@dataclass(frozen=True, slots=True)
class Attend:
    """Somebody acts on the handoff's ticket.

    An attendant takes it, replies with `text` (and so takes it, if nobody has), gives it back or
    resolves it; the queue has nobody, or the wait expires.
    """

    deed: Deed
    text: str = ""
    attendant: str = "Ana"


@dataclass(frozen=True, slots=True)
class ReceiveEvent:
    """Another system tells the conversation something, such as `order_shipped`."""

    name: str
    data: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetVariables:
    """The designer writes values into variables; None empties one."""

    values: Mapping[str, JsonValue]


Action = (
    Say | Press | SendFile | Wait | WaitUntil | AnswerCall | Attend | ReceiveEvent | SetVariables
)
