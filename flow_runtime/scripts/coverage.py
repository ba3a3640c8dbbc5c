"""Which nodes and outcomes of a flow its conversations reached, and which they must reach."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flow_runtime.flow import Flow
from flow_runtime.nodes.base import Outcome
from flow_runtime.program import Program
from flow_runtime.turn import Turn

Way = tuple[str, str]
"""A node's id and one of its outcomes."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Nodes entered and ways taken in one flow; what its sub-flows did is not counted."""

    nodes: frozenset[str] = frozenset()
    ways: frozenset[Way] = frozenset()

    def beyond(self, other: "Reached") -> "Reached":
        """Return what the other has not reached."""
        return Reached(self.nodes - other.nodes, self.ways - other.ways)

    def joined(self, other: "Reached") -> "Reached":
        """Return what either reached."""
        return Reached(self.nodes | other.nodes, self.ways | other.ways)


def reached_in(turns: Sequence[Turn], flow_id: str, *, begins_in: str | None = None) -> Reached:
    """Return what turns reached in the flow with this id.

    `begins_in` is the flow where the first turn begins, if that is another: a sub-flow.
    """
    nodes: set[str] = set()
    ways: set[Way] = set()
    running = begins_in or flow_id
    for turn in turns:
        for fact in turn.facts:
            if fact.name in ("subflow_called", "subflow_left"):
                running = str(fact.data["flow"])
            elif running == flow_id and fact.name == "node_entered":
                nodes.add(str(fact.node_id))
            elif running == flow_id and fact.name == "node_left":
                ways.add((str(fact.node_id), str(fact.data["outcome"])))
        running = turn.session.flow_id
    return Reached(frozenset(nodes), frozenset(ways))


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was reached of what must be reached, in the order of the drawing.

    Every node must be entered, and every outcome taken that is connected or has nowhere else to
    fall to; `missed_edges` are the missed outcomes that lead somewhere, with their target.
    """

    reached: Reached
    missed_nodes: tuple[str, ...]
    missed_outcomes: tuple[Way, ...]
    missed_edges: tuple[tuple[str, str, str], ...]
    required: int = field(default=0)

    @property
    def is_complete(self) -> bool:
        """Say whether nothing is missed."""
        return not self.missed_nodes and not self.missed_outcomes

    @property
    def share(self) -> float:
        """Return the covered share of all required nodes and outcomes, 0 to 1."""
        missed = len(self.missed_nodes) + len(self.missed_outcomes)
        return 1.0 if not self.required else 1 - missed / self.required


def required_ways(flow: Flow) -> tuple[Way, ...]:
    """Return the ways that tests must take, in the order of the drawing."""
    connected = {(edge.source, edge.outcome) for edge in flow.edges}
    return tuple(
        (node.id, outcome.id)
        for node in flow.nodes
        for outcome in node.outcomes()
        if _is_required(outcome, is_connected=(node.id, outcome.id) in connected)
    )


def _is_required(outcome: Outcome, *, is_connected: bool) -> bool:
    return is_connected or outcome.falls_to is None


def coverage_of(program: Program, parts: Iterable[Reached]) -> Coverage:
    """Measure what several conversations reached together."""
    reached = Reached()
    for part in parts:
        reached = reached.joined(part)
    required = required_ways(program.flow)
    missed = tuple(way for way in required if way not in reached.ways)
    targets = program.targets
    return Coverage(
        reached=reached,
        missed_nodes=tuple(n.id for n in program.flow.nodes if n.id not in reached.nodes),
        missed_outcomes=missed,
        missed_edges=tuple((*way, targets[way]) for way in missed if way in targets),
        required=len(required) + len(program.flow.nodes),
    )
