"""Flows that call flows: no circle, not too deep, and values that exist on the other side."""

from collections.abc import Iterator, Mapping

from flow_runtime.checks.kinds import error
from flow_runtime.checks.subject import Subject
from flow_runtime.flow import Flow
from flow_runtime.limits import MAX_SUBFLOW_DEPTH
from flow_runtime.nodes.subflow import SubflowNode
from flow_runtime.problems import Problem

RECURSION = error(
    "subflow.recursion",
    "'{node}' chama um fluxo que volta a chamar este: {route}. Tire uma das chamadas.",
    "'{node}' calls a flow that calls this one again: {route}. Remove one of the calls.",
)
TOO_DEEP = error(
    "subflow.too_deep",
    "'{node}' leva a mais de {limit} fluxos, um dentro do outro. Junte alguns deles.",
    "'{node}' leads to more than {limit} flows, one inside the other. Join some of them.",
)
VARIABLE = error(
    "subflow.variable",
    "'{node}' troca a variável '{variable}' com o fluxo '{flow}', que não a tem. Escolha outra.",
    "'{node}' exchanges the variable '{variable}' with the flow '{flow}', which has none such."
    " Choose another.",
)


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield calls that come back, go too deep, or exchange what is not there."""
    flows = subject.flows or {}
    for node_id, node in subject.nodes.items():
        if isinstance(node, SubflowNode):
            yield from _call_problems(subject, node_id, node, flows)
            if node.flow in flows:
                yield from _exchange_problems(subject, node_id, node, flows[node.flow])


def called_by(flow: Flow) -> list[str]:
    """Return the ids of the flows that a flow calls, each once."""
    return list(dict.fromkeys(n.flow for n in flow.nodes if isinstance(n, SubflowNode)))


def _call_problems(
    subject: Subject, node_id: str, node: SubflowNode, flows: Mapping[str, Flow]
) -> Iterator[Problem]:
    name, place = subject.name(node_id), subject.place(node_id, "flow")
    came_from, depth = _calls_from(node.flow, flows, own_id=subject.flow.id)
    if subject.flow.id in came_from:
        route = _route(subject.flow.id, came_from)
        yield RECURSION.at(place, node=name, route=" → ".join(f"'{step}'" for step in route))
    if depth > MAX_SUBFLOW_DEPTH:
        yield TOO_DEEP.at(place, node=name, limit=MAX_SUBFLOW_DEPTH)


def _calls_from(
    first: str, flows: Mapping[str, Flow], *, own_id: str
) -> tuple[dict[str, str], int]:
    """Follow the calls level by level: who calls each flow first, and how many levels there are."""
    came_from = {first: own_id}
    level, depth = [first], 1
    while True:
        following = [
            (called, flow_id)
            for flow_id in level
            if flow_id in flows and flow_id != own_id
            for called in called_by(flows[flow_id])
        ]
        level = list(dict.fromkeys(called for called, _ in following if called not in came_from))
        if not level:
            return came_from, depth
        for called, flow_id in following:
            came_from.setdefault(called, flow_id)
        depth += 1


def _route(own_id: str, came_from: Mapping[str, str]) -> list[str]:
    route = [own_id, came_from[own_id]]
    while route[-1] != own_id:
        route.append(came_from[route[-1]])
    return route[::-1]


def _exchange_problems(
    subject: Subject, node_id: str, node: SubflowNode, called: Flow
) -> Iterator[Problem]:
    known = {variable.name for variable in called.variables}
    exchanged = [(f"inputs.{name}", name) for name in node.inputs]
    exchanged += [(f"outputs.{i}.result", output.result) for i, output in enumerate(node.outputs)]
    for path, name in exchanged:
        if name not in known:
            place = subject.place(node_id, path)
            yield VARIABLE.at(place, node=subject.name(node_id), variable=name, flow=called.name)
