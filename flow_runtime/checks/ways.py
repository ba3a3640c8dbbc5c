"""The flow as ways from node to node: edges, jumps and what follows where nothing is connected.

Built once for all checks, in one pass over nodes and edges.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx

from flow_runtime.flow import Flow
from flow_runtime.nodes.base import ERROR_ROUTE, IDLE_RULE, Family, Node, Outcome
from flow_runtime.nodes.fields import FieldUse, Role
from flow_runtime.nodes.handoff import HandoffNode
from flow_runtime.nodes.start import StartNode

JUMP = "→"
"""Stands for the outcome of a node that names the next node itself, such as `goto`."""


@dataclass(frozen=True, slots=True)
class Step:
    """One way from a node to the next; `is_drawn` unless it is a fallback."""

    source: str
    outcome: str
    target: str
    is_drawn: bool = True


@dataclass(frozen=True, slots=True)
class Ways:
    """Every way through a flow.

    `roots` are where a conversation can come in: the start, targets of commands, the error route.
    `open_ports` are outcomes that need an edge and have none.
    """

    nodes: Mapping[str, Node]
    positions: Mapping[str, int]
    outcomes: Mapping[str, tuple[Outcome, ...]]
    steps: Mapping[str, tuple[Step, ...]]
    open_ports: tuple[tuple[str, Outcome], ...]
    starts: tuple[str, ...]
    roots: tuple[str, ...]
    reachable: frozenset[str]

    @property
    def start(self) -> str | None:
        """Return the one start, or None where there is none or more than one."""
        return self.starts[0] if len(self.starts) == 1 else None

    def all_steps(self) -> Iterator[Step]:
        """Yield every step, in the order of the nodes."""
        for steps in self.steps.values():
            yield from steps

    def is_final(self, node_id: str) -> bool:
        """Say whether the conversation closes at a node."""
        return self.nodes[node_id].INFO.family is Family.END

    def steps_into(self) -> dict[str, list[Step]]:
        """Return the steps that lead to each node."""
        into: dict[str, list[Step]] = {node_id: [] for node_id in self.nodes}
        for step in self.all_steps():
            into[step.target].append(step)
        return into


def find_ways(flow: Flow, uses: Mapping[str, Sequence[FieldUse]]) -> Ways:
    """Return the ways of a flow; `uses` are those of each node, by its id."""
    builder = _Builder(flow)
    steps = {
        node_id: builder.steps_of(node, uses[node_id]) for node_id, node in builder.nodes.items()
    }
    roots = tuple(dict.fromkeys(builder.roots()))
    return Ways(
        nodes=builder.nodes,
        positions={node.id: index for index, node in enumerate(flow.nodes)},
        outcomes=builder.outcomes,
        steps=steps,
        open_ports=tuple(builder.open_ports),
        starts=tuple(builder.starts()),
        roots=roots,
        reachable=reached_from(roots, steps),
    )


class _Builder:
    """Resolves outcomes to the nodes that follow them."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.nodes: dict[str, Node] = {node.id: node for node in flow.nodes}
        self.outcomes = {node_id: node.outcomes() for node_id, node in self.nodes.items()}
        self.targets = {(edge.source, edge.outcome): edge.target for edge in flow.edges}
        self.first_handoff = next((n.id for n in flow.nodes if isinstance(n, HandoffNode)), None)
        self.open_ports: list[tuple[str, Outcome]] = []

    def steps_of(self, node: Node, uses: Iterable[FieldUse]) -> tuple[Step, ...]:
        by_id = {outcome.id: outcome for outcome in self.outcomes[node.id]}
        found = [self._step(node.id, outcome, by_id) for outcome in by_id.values()]
        jumps = [
            Step(node.id, JUMP, use.value)
            for use in uses
            if use.role is Role.NODE and use.value in self.nodes
        ]
        return (*(step for step in found if step is not None), *jumps)

    def _step(self, node_id: str, outcome: Outcome, by_id: Mapping[str, Outcome]) -> Step | None:
        last, target = self._follow(node_id, outcome, by_id)
        if target is None and last is outcome and self._needs_edge(node_id, outcome):
            self.open_ports.append((node_id, outcome))
        if target is None or target not in self.nodes:
            return None
        is_drawn = (node_id, outcome.id) in self.targets
        return Step(node_id, outcome.id, target, is_drawn)

    def _needs_edge(self, node_id: str, outcome: Outcome) -> bool:
        return outcome.falls_to is None and (node_id, outcome.id) not in self.targets

    def _follow(
        self, node_id: str, outcome: Outcome, by_id: Mapping[str, Outcome]
    ) -> tuple[Outcome, str | None]:
        """Return the outcome that decides, and the node that follows it."""
        for _ in range(len(by_id)):
            target = self.targets.get((node_id, outcome.id))
            if target is not None or outcome.falls_to in (None, IDLE_RULE):
                return outcome, target
            if outcome.falls_to == ERROR_ROUTE:
                return outcome, self._error_route()
            fallback = by_id.get(str(outcome.falls_to))
            if fallback is None:
                return outcome, None
            outcome = fallback
        return outcome, None

    def _error_route(self) -> str | None:
        return self.flow.settings.error_route or self.first_handoff

    def starts(self) -> Iterator[str]:
        yield from (node.id for node in self.flow.nodes if isinstance(node, StartNode))

    def roots(self) -> Iterator[str]:
        yield from self.starts()
        settings = self.flow.settings
        for command in settings.commands:
            target = command.target
            if command.action == "handoff" and target is None:
                target = self.first_handoff
            if target in self.nodes and command.action in ("goto", "handoff"):
                yield str(target)
        if settings.error_route in self.nodes:
            yield str(settings.error_route)


def graph_of(steps: Iterable[Step]) -> "networkx.DiGraph[str]":
    """Return steps as a graph for the algorithms of networkx."""
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_edges_from((step.source, step.target) for step in steps)
    return graph


def reached_from(roots: Iterable[str], steps: Mapping[str, Sequence[Step]]) -> frozenset[str]:
    """Return every node that some way leads to from the roots."""
    seen = set(roots)
    waiting = list(seen)
    while waiting:
        for step in steps[waiting.pop()]:
            if step.target not in seen:
                seen.add(step.target)
                waiting.append(step.target)
    return frozenset(seen)
