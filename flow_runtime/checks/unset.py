"""Variables on their way through a flow: read before they are set, or asked though known.

What is certain at each node is worked out in knowledge.py; the sentence shows a shortest way on
which the variable stays empty.
"""

from collections.abc import Iterator

from flow_runtime.checks.kinds import error, warning
from flow_runtime.checks.knowledge import Knowledge
from flow_runtime.checks.reading import readings_of, root_of
from flow_runtime.checks.subject import Subject
from flow_runtime.conditions import ConditionRow, Operator
from flow_runtime.nodes.fields import FieldUse, Role
from flow_runtime.nodes.handoff import HandoffNode
from flow_runtime.nodes.question import QuestionNode
from flow_runtime.problems import Fix, Problem

MAX_NAMED = 12

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
    knowledge = Knowledge(subject, subject.ways.start)
    for node_id, known in knowledge.at_nodes.items():
        yield from _unset_at(knowledge, node_id, known)
        yield from _needless_question(knowledge, node_id, known)


def needed_from(subject: Subject, node_id: str) -> list[str]:
    """Return the variables that a conversation uses that begins at a node, without setting them."""
    if node_id not in subject.nodes:
        return []
    knowledge = Knowledge(subject, node_id)
    names: dict[str, None] = {}
    for reached, known in knowledge.at_nodes.items():
        for use in subject.uses[reached]:
            needed = sorted(_needed(subject, reached, use))
            names.update(dict.fromkeys(n for n in needed if not known & knowledge.bits[n]))
    return list(names)


def _unset_at(knowledge: Knowledge, node_id: str, known: int) -> Iterator[Problem]:
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
    found = readings_of(subject, node_id, use)
    names = {root_of(path) for one in found for path in one.reading.needs}
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


def _needless_question(knowledge: Knowledge, node_id: str, known: int) -> Iterator[Problem]:
    subject, node = knowledge.subject, knowledge.subject.nodes[node_id]
    if not isinstance(node, QuestionNode) or node.skip_if_known:
        return
    if not known & knowledge.bits.get(node.save_as, 0):
        return
    place = subject.place(node_id)
    words = {"pt-BR": "Não perguntar se já souber", "en": "Do not ask when known"}
    fix = Fix("set", {"pointer": f"{place.pointer}/skip_if_known", "value": True}, words)
    yield KNOWN.at(place, fix=fix, node=subject.name(node_id), variable=node.save_as)
