"""Personal data that is asked for and serves no purpose (Lei 13.709/2018, art. 6, III)."""

from collections.abc import Iterator

from flow_runtime.checks.kinds import warning
from flow_runtime.checks.reading import all_readings, root_of
from flow_runtime.checks.subject import Subject
from flow_runtime.nodes.handoff import HandoffNode
from flow_runtime.nodes.question import QuestionNode
from flow_runtime.nodes.subflow import SubflowNode
from flow_runtime.problems import Problem

UNUSED = warning(
    "data.unused",
    "'{node}' pede '{variable}', um dado pessoal que o fluxo não usa. Use-o ou não pergunte.",
    "'{node}' asks for '{variable}', personal data that the flow does not use. Use it or do not"
    " ask.",
)


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield questions for personal data that nothing reads, once a variable."""
    asked = _asked(subject)
    if not asked or _all_is_handed_over(subject):
        return
    read = {root_of(path) for found in all_readings(subject) for path in found.reading.reads}
    for name, node_id in asked.items():
        if name not in read and name not in _taken_by_callers(subject):
            place = subject.place(node_id, "save_as")
            yield UNUSED.at(place, node=subject.name(node_id), variable=name)


def _asked(subject: Subject) -> dict[str, str]:
    """Return the personal variables of this conversation alone, with the node that asks first."""
    asked: dict[str, str] = {}
    for node_id, node in subject.nodes.items():
        variable = subject.variables.get(node.save_as) if isinstance(node, QuestionNode) else None
        if variable is None or variable.scope == "contact" or variable.sensitivity == "none":
            continue
        asked.setdefault(variable.name, node_id)
    return asked


def _all_is_handed_over(subject: Subject) -> bool:
    """Say whether some attendant sees every variable that is set."""
    return any(
        isinstance(node, HandoffNode) and not node.context and node_id in subject.ways.reachable
        for node_id, node in subject.nodes.items()
    )


def _taken_by_callers(subject: Subject) -> set[str]:
    """Return the variables that flows which call this one take back."""
    return {
        output.result
        for flow in (subject.flows or {}).values()
        for node in flow.nodes
        if isinstance(node, SubflowNode) and node.flow == subject.flow.id
        for output in node.outputs
    }
