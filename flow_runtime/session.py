"""The state of one conversation between two events: plain data, at most 64 KiB of JSON."""

from dataclasses import dataclass, field, fields
from operator import itemgetter
from typing import Any, Literal

import orjson
from pydantic import JsonValue

from flow_runtime.decisions import WaitKind

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
        # Every turn begins here; handing 22 fields to the class costs five times as much.
        twin = Session.__new__(Session)
        twin.__dict__ = {
            **self.__dict__,
            "scratch": {**self.scratch},
            "variables": {**self.variables},
            "contact": {**self.contact},
            "channel": {**self.channel},
            "conversation": {**self.conversation},
        }
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
            stack, early = held["stack"], held.get("early_events", [])
            held["stack"] = tuple(Frame(**frame) for frame in stack) if stack != [] else ()
            held["trail"] = tuple(held["trail"])
            held["early_events"] = tuple(EarlyEvent(**e) for e in early) if early != [] else ()
            if len(held) != len(_NAMES):
                return cls(**held)
            return cls(*_values_of(held))
        except (KeyError, TypeError) as error:
            raise ValueError(f"This is no session of this release: {error}.") from None


_NAMES = tuple(own.name for own in fields(Session))
_values_of = itemgetter(*_NAMES)
