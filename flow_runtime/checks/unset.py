"""Following variables through a flow: what is read before it is set, and asked though it is known.

A forward analysis over sets of bits, one bit a variable: at each node only what every way from the
start has set is certain (the "available expressions" of data-flow analysis, Kildall 1973). The
sentence shows a shortest way on which the variable stays empty.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from flow_runtime.checks.kinds import error, warning
from flow_runtime.checks.reading import reading_of, root_of
from flow_runtime.checks.subject import Subject
from flow_runtime.checks.ways import Step
from flow_runtime.conditions import ConditionRow, Operator
from flow_runtime.nodes.fields import FieldUse, Role
from flow_runtime.nodes.handoff import HandoffNode
from flow_runtime.nodes.question import QuestionNode
from flow_runtime.nodes.subflow import SubflowNode
from flow_runtime.problems import Fix, Problem

MAX_NAMED = 12
_TELLING_ROLES = frozenset({Role.WRITES, Role.CONDITION})

UNSET = error(
    "var.unset",
    "'{node}' usa '{variable}', que fica vazia neste caminho: {route}. Pergunte ou defina antes, ou"
    " dê a ela um valor inicial.",
    "'{node}' uses '{variable}', which stays empty on this way: {route}. Ask for it or set it"
    " before, or give it a default.",
)
KNOWN = warning(
    "question.known",
    "'{node}' pergunta '{variable}', que já se sabe em todo caminho até ali. Marque 'Não perguntar"
    " se já souber' ou remova a pergunta.",
    "'{node}' asks for '{variable}', which is known on every way to it. Tick 'Do not ask when"
    " known' or remove the question.",
)


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield reads of empty variables, once a node and variable, and needless questions."""
    if subject.ways.start is None:
        return
    knowledge = _Knowledge(subject, subject.ways.start)
    for node_id, known in knowledge.at_nodes.items():
        yield from _unset_at(knowledge, node_id, known)
        yield from _needless_question(subject, node_id, known & knowledge.bit_of_question(node_id))


@dataclass
class _Knowledge:
    """What is certainly set where; computed once for a flow with one start."""

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

    def bit_of_question(self, node_id: str) -> int:
        """Return the bit of the variable that a node asks for, or 0."""
        node = self.subject.nodes[node_id]
        return self.bits.get(node.save_as, 0) if isinstance(node, QuestionNode) else 0

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


def _unset_at(knowledge: _Knowledge, node_id: str, known: int) -> Iterator[Problem]:
    subject = knowledge.subject
    told: set[str] = set()
    for use in subject.uses[node_id]:
        for name in sorted(_needed(subject, node_id, use) - told):
            if known & knowledge.bits[name]:
                continue
            told.add(name)
            yield UNSET.at(
                subject.place(node_id, use.path),
                node=subject.name(node_id),
                variable=name,
                route=_shortened(subject, knowledge.empty_way(name, node_id)),
            )


def _needed(subject: Subject, node_id: str, use: FieldUse) -> set[str]:
    """Return the variables that a use needs set and that may be empty at first."""
    node = subject.nodes[node_id]
    # What an attendant reads may have gaps: people come to a queue at any point of a flow.
    if isinstance(node, HandoffNode) and use.role is not Role.TEXT:
        return set()
    names = {root_of(path) for path in reading_of(use).needs}
    names = {name for name in names if _begins_empty(subject, name)}
    if names and use.role is Role.CONDITION:
        names -= _looked_at(subject, node_id)
    return names - node.known_at(use.path) if names else names


def _begins_empty(subject: Subject, name: str) -> bool:
    variable = subject.variables.get(name)
    return variable is not None and variable.scope == "conversation" and variable.default is None


def _looked_at(subject: Subject, node_id: str) -> set[str]:
    """Return the variables of which a node's own rows ask whether they are set."""
    rows = (use.value for use in subject.uses[node_id] if isinstance(use.value, ConditionRow))
    return {
        root_of(row.variable)
        for row in rows
        if row.operator in (Operator.IS_SET, Operator.IS_EMPTY)
    }


def _shortened(subject: Subject, way: list[str]) -> str:
    if len(way) <= MAX_NAMED:
        return subject.route(way)
    half = MAX_NAMED // 2
    return f"{subject.route(way[:half])} → … → {subject.route(way[-half:])}"


def _needless_question(subject: Subject, node_id: str, known: int) -> Iterator[Problem]:
    node = subject.nodes[node_id]
    if not known or not isinstance(node, QuestionNode) or node.skip_if_known:
        return
    pointer = f"/nodes/{subject.ways.positions[node_id]}/skip_if_known"
    words = {"pt-BR": "Não perguntar se já souber", "en": "Do not ask when known"}
    fix = Fix("set", {"pointer": pointer, "value": True}, words)
    place = subject.place(node_id)
    yield KNOWN.at(place, fix=fix, node=subject.name(node_id), variable=node.save_as)
