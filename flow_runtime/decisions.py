"""What a node decides: go on, wait, jump, call a sub-flow, or end."""

from collections.abc import Mapping
from dataclasses import field
from typing import Final, Literal

from pydantic import JsonValue

from flow_runtime.records import record

WaitKind = Literal["message", "timer", "api", "contact", "notification", "ticket", "external"]

NODE_TIMEOUT: Final = "timeout"
"""The key of the timer of a node's own time-out."""

IDLE_REMIND: Final = "idle_remind"
IDLE_CLOSE: Final = "idle_close"
"""The keys of the timers of the flow's idle rule."""


@record(frozen=True, slots=True)
class Go:
    """Leave the node by one of its outcomes."""

    outcome: str


NEXT: Final = Go("next")
"""The way on of a node that has only one."""


@record(frozen=True, slots=True)
class Wait:
    """Rest at the node until an event of this kind comes.

    `timeout_s` arms a timer that resumes the node with `TimerFired(NODE_TIMEOUT)`; a wait for a
    message without one follows the flow's idle rule.
    """

    kind: WaitKind
    timeout_s: float | None = None


@record(frozen=True, slots=True)
class Stay:
    """Go on with the wait that is already there; its timers keep running."""


@record(frozen=True, slots=True)
class Jump:
    """Continue at another node of the same flow."""

    node_id: str


@record(frozen=True, slots=True)
class Call:
    """Run another flow; its end resumes the caller at `done` or `failed`."""

    flow_id: str
    inputs: Mapping[str, JsonValue] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)


@record(frozen=True, slots=True)
class End:
    """Close the flow with an outcome such as `resolved`."""

    outcome: str
    reason: str = ""
    tags: tuple[str, ...] = ()


Decision = Go | Wait | Stay | Jump | Call | End
