"""Which flow needs which other flow, queue and connection, and what a change of one touches.

Made of the documents alone, finished or not. A flow that is called, a queue that customers are
sent to and a connection that is used may be missing: that is told too, since a flow that needs it
cannot do its work.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import networkx

from flow_runtime.editing import Document
from flow_runtime.editing.documents import nodes_of, text_of
from flow_runtime.editing.drafted import drafted_node
from flow_runtime.nodes.base import Node
from flow_runtime.nodes.fields import Role, uses

Kind = Literal["flow", "queue", "connection"]
KINDS: Final[dict[Role, Kind]] = {
    Role.FLOW: "flow",
    Role.QUEUE: "queue",
    Role.CONNECTION: "connection",
}


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """A flow, a queue or a connection, by its id."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Need:
    """A flow needs a thing; `blocks` name the blocks where."""

    flow: Thing
    needed: Thing
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change of a thing touches.

    `directly` are the flows that name it, each with the blocks where; `through_others` those that
    call one of these, at any depth.
    """

    directly: tuple[Need, ...]
    through_others: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The whole map: things with their names (its id for one that is missing), and needs."""

    names: Mapping[Thing, str]
    missing: frozenset[Thing]
    needs: tuple[Need, ...]

    def touched_by(self, thing: Thing) -> Touched:
        """Return what a change of a thing touches."""
        directly = tuple(need for need in self.needs if need.needed == thing)
        graph: networkx.DiGraph[Thing] = networkx.DiGraph()
        graph.add_node(thing)
        graph.add_edges_from((need.needed, need.flow) for need in self.needs)
        reached = networkx.descendants(graph, thing) - {need.flow for need in directly} - {thing}
        return Touched(directly, tuple(sorted(reached, key=self.by_name)))

    def needed_by(self, flow: Thing) -> tuple[Need, ...]:
        """Return what a flow needs itself."""
        return tuple(need for need in self.needs if need.flow == flow)

    def by_name(self, thing: Thing) -> tuple[str, str]:
        """Return what things are sorted by."""
        return self.names[thing].casefold(), thing.id


def dependencies_of(
    flows: Mapping[str, str],
    queues: Mapping[str, str],
    connections: Mapping[str, str],
    needs: Iterable[Need],
) -> Dependencies:
    """Return the map of an installation; never raises.

    Args:
        flows: The name of each flow, by its id.
        queues: The name of each queue, by its id.
        connections: The name of each connection, by its id.
        needs: What each flow needs, from `needs_of`; its draft and a version may both say so.
    """
    named: tuple[tuple[Kind, Mapping[str, str]], ...] = (
        ("flow", flows),
        ("queue", queues),
        ("connection", connections),
    )
    names = {
        Thing(kind, one): name.strip() or one
        for kind, things in named
        for one, name in things.items()
    }
    merged = _merged(needs)
    missing = {need.needed for need in merged if need.needed not in names}
    names.update((thing, thing.id) for thing in sorted(missing))
    return Dependencies(names, frozenset(missing), merged)


def _merged(needs: Iterable[Need]) -> tuple[Need, ...]:
    """Return each need once, with every block that anybody names for it."""
    blocks: dict[tuple[Thing, Thing], dict[str, None]] = {}
    for need in needs:
        blocks.setdefault((need.flow, need.needed), {}).update(dict.fromkeys(need.blocks))
    return tuple(Need(flow, needed, tuple(names)) for (flow, needed), names in blocks.items())


def needs_of(flow_id: str, document: Document) -> tuple[Need, ...]:
    """Return what a document of a flow needs; never raises."""
    flow = Thing("flow", flow_id)
    return _merged(Need(flow, thing, (block,)) for thing, block in _uses(document))


def _uses(document: Document) -> Iterator[tuple[Thing, str]]:
    for node in nodes_of(document):
        model = drafted_node(node)
        if model is not None:
            name = text_of(node, "name") or str(node["id"])
            yield from ((thing, name) for thing in _things(model))


def _things(model: Node) -> Iterator[Thing]:
    for use in uses(model):
        kind = KINDS.get(use.role)
        if kind is not None and str(use.value).strip():
            yield Thing(kind, str(use.value))


def columns_of(dependencies: Dependencies) -> Sequence[Sequence[Thing]]:
    """Return the things as columns of a map: what calls stands left of what is called.

    Flows come first, by how deep they are called; then queues and connections in one column, each
    near the flows that need it.
    """
    depth = _depths(dependencies)
    things = sorted(dependencies.names, key=dependencies.by_name)
    flows = [thing for thing in things if thing.kind == "flow"]
    columns = [[flow for flow in flows if depth[flow] == level] for level in set(depth.values())]
    columns.append([thing for thing in things if thing.kind != "flow"])
    rows: dict[Thing, float] = {}
    ordered = []
    for column in filter(None, columns):
        placed = sorted(column, key=lambda thing: _row(thing, dependencies, rows))
        rows.update((thing, number / len(placed)) for number, thing in enumerate(placed))
        ordered.append(placed)
    return ordered


def _row(thing: Thing, dependencies: Dependencies, rows: Mapping[Thing, float]) -> float:
    """Return how far down a thing is wished: in the middle of what needs it, from 0 to 1."""
    above = [rows[need.flow] for need in dependencies.needs
             if need.needed == thing and need.flow in rows]  # fmt: skip
    return sum(above) / len(above) if above else 1.0


def _depths(dependencies: Dependencies) -> Mapping[Thing, int]:
    """Return how many calls lead to a flow at most; flows that call each other share a depth."""
    graph: networkx.DiGraph[Thing] = networkx.DiGraph()
    graph.add_nodes_from(dependencies.names)
    graph.add_edges_from(
        (need.flow, need.needed) for need in dependencies.needs if need.needed.kind == "flow"
    )
    whole = networkx.condensation(graph)
    depth: dict[int, int] = {}
    for group in networkx.topological_sort(whole):
        before: Iterable[int] = (depth[one] + 1 for one in whole.predecessors(group))
        depth[group] = max(before, default=0)
    return {thing: depth[group] for group in whole for thing in whole.nodes[group]["members"]}
