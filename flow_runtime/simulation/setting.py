"""How a simulated conversation begins: where, when, with whom, through which channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import JsonValue

from flow_runtime.calendars import OpeningState
from flow_runtime.simulator import Mock

SIMULATED: JsonValue = "simulated"


@dataclass(frozen=True, slots=True)
class Setting:
    """The beginning of a conversation, and how the world answers in it.

    `moment` is aware; with `business` it moves to the first moment from there on at which the
    company is open, closed or has a holiday. `node` is where it begins, None at the start; `text`
    is what the customer wrote first, `payload` what a link carried. `contact` are the fields of who
    writes (a persona), `contact_book` what searches may find. `seed` decides where chance does.

    With `by_hand`, calls, searches and notices wait for an `AnswerCall`; else `answers` holds what
    a node's server says, by node id, and the node's first example stands in for the rest.
    """

    moment: datetime
    node: str | None = None
    text: str = ""
    payload: str | None = None
    variables: Mapping[str, JsonValue] = field(default_factory=dict)
    contact: Mapping[str, JsonValue] = field(default_factory=dict)
    contact_book: Sequence[Mapping[str, JsonValue]] = ()
    channel: str = "webchat"
    language: str | None = None
    business: OpeningState | None = None
    seed: int = 0
    by_hand: bool = False
    answers: Mapping[str, Mock] = field(default_factory=dict)

    @property
    def full_contact(self) -> Mapping[str, JsonValue]:
        """The contact with an id of its own, if it has none."""
        return {"id": SIMULATED, **self.contact}

    @property
    def full_channel(self) -> Mapping[str, JsonValue]:
        """The channel as texts may read it."""
        return {"name": "simulator", "kind": self.channel}
