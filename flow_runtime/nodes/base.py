"""What every node type is: a frozen model with its outcomes, its behaviour and its words.

To add a type, write one file in this folder: a subclass of `Node` with a literal `type`, an `INFO`,
`outcomes`, `enter` and, if it waits, `resume`. It is found by itself (nodes/__init__.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from flow_runtime.decisions import Decision
from flow_runtime.nodes.fields import Group, Line, Model, Role, Seconds, Slug, form, uses

if TYPE_CHECKING:
    from flow_runtime.events import Event, MessageReceived
    from flow_runtime.problems import Problem
    from flow_runtime.turn import Turn

Words = Mapping[str, str]


class Family(StrEnum):
    """The colour family of a node type, one standard on canvas, maps and exports."""

    BEGIN = "begin"
    SAY = "say"
    ASK = "ask"
    DECIDE = "decide"
    DO = "do"
    PEOPLE = "people"
    END = "end"


ERROR_ROUTE = "error_route"
IDLE_RULE = "idle_rule"
SETTINGS_ID = "settings"
"""Stands for a node id in the paths of texts that belong to the flow itself."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A named way out of a node.

    `falls_to` says what happens when nothing is connected: `ERROR_ROUTE`, `IDLE_RULE`, the id of
    another outcome of the same node, or None when an edge is needed.
    """

    id: str
    pt: str
    en: str
    falls_to: str | None = None

    @property
    def words(self) -> Words:
        """Return the outcome's name in both languages."""
        return {"pt-BR": self.pt, "en": self.en}


_LIKELY_NEXT: Mapping[Family, tuple[str, ...]] = {
    Family.BEGIN: ("message", "menu", "question", "hours", "condition", "consent"),
    Family.SAY: ("question", "menu", "message", "condition", "handoff", "end"),
    Family.ASK: ("condition", "api", "message", "set", "menu", "handoff"),
    Family.DECIDE: ("message", "question", "menu", "api", "handoff", "end"),
    Family.DO: ("message", "condition", "question", "menu", "handoff", "end"),
    Family.PEOPLE: ("message", "end", "survey", "condition", "protocol", "menu"),
    Family.END: (),
}
"""What people mostly add after a node of a family."""


@dataclass(frozen=True, slots=True)
class NodeInfo:
    """A node type in the words of the interface, with its family and its icon's name.

    What the editor needs besides has a default: `template` is the JSON of a new node without its
    id, type and name, a pair of texts in it is one in Portuguese and in English; `next_types` are
    the types that mostly follow; `card` names the fields whose values its card shows, when it says
    nothing to the customer.
    """

    family: Family
    icon: str
    name: Words
    description: Words
    template: Mapping[str, object] = field(default_factory=dict)
    next_types: tuple[str, ...] = ()
    card: tuple[str, ...] = ()

    @property
    def likely_next(self) -> tuple[str, ...]:
        """Return the types that mostly follow, the likeliest first."""
        return self.next_types or _LIKELY_NEXT[self.family]


class Node(Model):
    """One step of a flow."""

    INFO: ClassVar[NodeInfo]
    PAUSES: ClassVar[bool] = False
    """Whether entering it always waits for the customer, a person or time: breaks a loop."""

    LISTENS: ClassVar[bool] = False
    """Whether `overhear` is asked about every message, wherever the conversation stands."""

    id: Slug
    type: str
    name: Line = form("Nome", "Name", group=Group.ADVANCED, min_length=1)
    stage: Slug | None = form("Etapa", "Stage", group=Group.ADVANCED, default=None)
    description: str = form(
        "Anotação interna", "Internal note", group=Group.ADVANCED, default="", max_length=2_000
    )
    owner: Line = form("Responsável", "Responsible", group=Group.ADVANCED, default="")
    deadline_s: Seconds | None = form(
        "Prazo", "Deadline", group=Group.ADVANCED, widget="duration", default=None
    )

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return the ways out, in the order they are drawn."""
        raise NotImplementedError

    def enter(self, turn: Turn) -> Decision:
        """Do what the node does when the flow arrives at it."""
        raise NotImplementedError

    def resume(self, turn: Turn, event: Event) -> Decision:
        """Go on after a wait with what came; only nodes that wait have it.

        Raises:
            NodeFailed: The event does not belong to this node.
        """
        raise turn.failure("unexpected_event", f"{type(event).__name__} is not for this step")

    def overhear(self, turn: Turn, event: MessageReceived) -> bool:
        """Say whether this message was for the node although the flow waits elsewhere."""
        return False

    def known_after(self, outcome: str) -> frozenset[str]:
        """Return the variables that certainly hold a value when the node is left by an outcome.

        By default what it writes; a node overrides it that writes on some outcomes only, or that
        looks whether a variable is set.
        """
        return frozenset(str(use.value) for use in uses(self) if use.role is Role.WRITES)

    def known_at(self, path: str) -> frozenset[str]:
        """Return the variables that the node itself has set before it reads the field at a path."""
        return frozenset()

    def probes(self, turn: Turn) -> Iterator[Event]:
        """Yield events that lead out of the wait in every way, for the path explorer.

        `turn` stands at the wait; its variables and texts may be read.
        """
        yield from ()

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong inside this node alone, beyond what its types already refuse."""
        yield from ()
