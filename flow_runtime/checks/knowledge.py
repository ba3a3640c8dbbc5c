"""What is certainly known where: following variables from the start to each node.

A forward analysis over sets of bits, one bit a variable: at each node only what every way from the
start has set is certain (the data-flow analysis of Kildall 1973, with intersection as its meet).
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from flow_runtime.checks.subject import Subject
from flow_runtime.checks.ways import Step
from flow_runtime.nodes.fields import Role
from flow_runtime.nodes.subflow import SubflowNode

_TELLING_ROLES = frozenset({Role.WRITES, Role.CONDITION})


@dataclass
class Knowledge:
    """What is certainly set where, in a flow with one start; each part is computed once.

    `bits` gives each variable its bit; `at_nodes` the bits that are certain on arriving at a node.
    """

    subject: Subject
    start: str

    @cached_property
    def bits(self) -> Mapping[str, int]:
        """Return the bit of each declared variable."""
        return {name: 1 << place for place, name in enumerate(self.subject.variables)}

    @cached_property
    def at_nodes(self) -> Mapping[str, int]:
        """Return what is certain on arriving at each node that the start leads to."""
        known = {self.start: self._given()}
        waiting = deque([self.start])
        while waiting:
            node_id = waiting.popleft()
            for step in self.subject.ways.steps[node_id]:
                certain = known[node_id] | self.told_by(step)
                before = known.get(step.target)
                after = certain if before is None else before & certain
                if after != before:
                    known[step.target] = after
                    waiting.append(step.target)
        return {node_id: known[node_id] for node_id in self.subject.nodes if node_id in known}

    def _given(self) -> int:
        """Return what the flows that call this one hand over."""
        callers = (self.subject.flows or {}).values()
        given = {
            name
            for flow in callers
            for node in flow.nodes
            if isinstance(node, SubflowNode) and node.flow == self.subject.flow.id
            for name in node.inputs
        }
        return self._bits_of(given)

    @cached_property
    def _telling_nodes(self) -> set[str]:
        """Return the nodes that write variables or look whether they are set."""
        return {owner for owner, _ in self.subject.uses_of_role(*_TELLING_ROLES)}

    @cached_property
    def _told(self) -> dict[tuple[str, str], int]:
        return {}

    def told_by(self, step: Step) -> int:
        """Return what a step makes certain."""
        key = (step.source, step.outcome)
        if key not in self._told:
            tells = step.source in self._telling_nodes
            names = self.subject.nodes[step.source].known_after(step.outcome) if tells else ()
            self._told[key] = self._bits_of(names)
        return self._told[key]

    def _bits_of(self, names: Iterable[str]) -> int:
        result = 0
        for name in names:
            result |= self.bits.get(name, 0)
        return result

    def empty_way(self, variable: str, node_id: str) -> list[str]:
        """Return a way to a node on which nothing sets a variable: a shortest one of its kind."""
        bit = self.bits[variable]
        came_from = self._shortest
        if self._told_on_shortest[node_id] & bit:
            came_from = self._ways_without(bit, node_id)
        way = [node_id]
        while way[-1] != self.start:
            way.append(came_from[way[-1]].source)
        return way[::-1]

    @cached_property
    def _shortest(self) -> Mapping[str, Step]:
        return self._ways_without(0, None)

    @cached_property
    def _told_on_shortest(self) -> Mapping[str, int]:
        """Return what the shortest way to each node sets; nearer nodes come first."""
        told = {self.start: 0}
        for node_id, step in self._shortest.items():
            told.setdefault(node_id, told.get(step.source, 0) | self.told_by(step))
        return told

    def _ways_without(self, bit: int, wanted: str | None) -> Mapping[str, Step]:
        """Return the step by which each node is reached first, until the wanted one is."""
        came_from: dict[str, Step] = {}
        waiting = deque([self.start])
        while waiting and wanted not in came_from:
            for step in self.subject.ways.steps[waiting.popleft()]:
                if step.target not in came_from and not self.told_by(step) & bit:
                    came_from[step.target] = step
                    waiting.append(step.target)
        return came_from
