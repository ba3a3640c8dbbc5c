"""The state of one conversation between two events: plain data, at most 64 KiB of JSON."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import itemgetter
from typing import Any, Literal, TypeVar

import orjson
from pydantic import JsonValue

from flow_runtime.decisions import WaitKind

Made = TypeVar("Made")
Status = Literal["running", "waiting", "ended", "failed"]
Owner = Literal["bot", "person"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A caller that waits for its sub-flow to end."""

    flow_id: str
    node: str
    variables: dict[str, JsonValue]
    outputs: dict[str, str]


@dataclass(frozen=True, slots=True)
class EarlyEvent:
    """What another system told before the flow waited for it."""

    name: str
    data: dict[str, JsonValue]


# Without slots: orjson writes a dictionary in a third of the time that it takes to ask for slots.
@dataclass
class Session:
    """Where a conversation stands.

    `step` counts the waits, so that a late timer or answer is known for one; `visits` counts nodes
    entered since the world last spoke and `facts` what was recorded; `scratch` belongs to the node
    that waits; `trail` holds the asked nodes that "voltar" goes back through; `early_events` came
    before the flow waited for them.
    """

    flow_id: str
    version: int
    language: str
    status: Status = "running"
    node: str | None = None
    waiting_for: WaitKind | None = None
    step: int = 0
    has_timers: bool = False
    visits: int = 0
    owner: Owner = "bot"
    outcome: str | None = None
    last_message: str = ""
    error_routes: int = 0
    facts: int = 0
    scratch: dict[str, JsonValue] = field(default_factory=dict)
    variables: dict[str, JsonValue] = field(default_factory=dict)
    contact: dict[str, JsonValue] = field(default_factory=dict)
    channel: dict[str, JsonValue] = field(default_factory=dict)
    conversation: dict[str, JsonValue] = field(default_factory=dict)
    stack: tuple[Frame, ...] = ()
    trail: tuple[str, ...] = ()
    early_events: tuple[EarlyEvent, ...] = ()

    def copy(self) -> "Session":
        """Return a session whose own dictionaries may be written; values are shared."""
        # Every turn begins here; the values stand in the order of the fields.
        twin = Session(*self.__dict__.values())
        twin.scratch = {**self.scratch}
        twin.variables = {**self.variables}
        twin.contact = {**self.contact}
        twin.channel = {**self.channel}
        twin.conversation = {**self.conversation}
        return twin

    def to_json(self) -> bytes:
        """Return the session as JSON."""
        return orjson.dumps(self.__dict__)

    @classmethod
    def from_json(cls, data: bytes | str) -> "Session":
        """Read back what `to_json` wrote.

        Raises:
            ValueError: The bytes are no session of this release.
        """
        try:
            held: dict[str, Any] = orjson.loads(data)
            # By place: every turn begins here, and 22 keywords cost more than reading the JSON.
            session = cls(*_values_of(held)) if len(held) == len(_NAMES) else cls(**held)
            session.trail = tuple(session.trail)
            session.stack = _all_as(Frame, session.stack)
            session.early_events = _all_as(EarlyEvent, session.early_events)
            return session
        except (KeyError, TypeError) as error:
            raise ValueError(f"This is no session of this release: {error}.") from None


def _all_as(made: Callable[..., Made], held: Any) -> tuple[Made, ...]:
    """Return what a list of the JSON holds, mostly nothing."""
    return tuple(made(**values) for values in held) if held else tuple(held)


_NAMES = tuple(own.name for own in fields(Session))
_values_of = itemgetter(*_NAMES)
