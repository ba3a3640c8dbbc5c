"""What no single field of a flow can say: ids that repeat, names that are taken, values that clash.

A flow with such a problem has no clear meaning, so it is not read at all. Whether a readable flow
would serve a customer well is checks/'s word.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from flow_runtime.conditions import VariableType
from flow_runtime.flow import RESERVED_NAMES, Flow, Variable, value_fits
from flow_runtime.limits import MAX_OUTCOMES_PER_NODE
from flow_runtime.nodes.base import SETTINGS_ID, Node
from flow_runtime.problems import Problem, problem

_VALUES: Final[Mapping[VariableType, tuple[str, str]]] = {
    "text": ("um texto", "a text"),
    "number": ("um número", "a number"),
    "boolean": ("sim (true) ou não (false)", "yes (true) or no (false)"),
    "date": ("uma data como 2026-03-11", "a date such as 2026-03-11"),
    "datetime": (
        "uma data com hora, como 2026-03-11T14:30:00-03:00",
        "a date with its time, such as 2026-03-11T14:30:00-03:00",
    ),
    "list": ("uma lista [ … ]", "a list [ … ]"),
    "object": ("um objeto { … }", "an object { … }"),
}


def problems_between_fields(flow: Flow) -> Iterator[Problem]:
    """Yield what makes a flow unreadable although each field by itself is right."""
    yield from _name_problems(flow)
    yield from _id_problems(flow)
    for index, node in enumerate(flow.nodes):
        yield from _outcome_problems(node, f"/nodes/{index}")
    yield from _edge_problems(flow)
    yield from _stage_problems(flow)
    yield from _variable_problems(flow)


def _name_problems(flow: Flow) -> Iterator[Problem]:
    if not flow.name.strip():
        yield problem(
            "name.empty", "Dê um nome ao fluxo.", "Give the flow a name.", pointer="/name"
        )
    elif not flow.name.isprintable():
        yield problem(
            "name.control",
            "O nome do fluxo tem caracteres invisíveis. Escreva-o de novo.",
            "The name of the flow has invisible characters. Write it again.",
            pointer="/name",
        )


def _id_problems(flow: Flow) -> Iterator[Problem]:
    first: dict[str, Node] = {}
    for index, node in enumerate(flow.nodes):
        pointer = f"/nodes/{index}/id"
        if node.id == SETTINGS_ID or node.id.startswith("__"):
            yield problem(
                "node.reserved_id",
                f"O bloco '{node.name}' usa o identificador '{node.id}', que é reservado. "
                "Escolha outro.",
                f"The node '{node.name}' has the id '{node.id}', which is reserved. "
                "Choose another.",
                pointer=pointer,
                node_id=node.id,
            )
        elif node.id in first:
            other = first[node.id].name
            yield problem(
                "node.duplicate_id",
                f"Os blocos '{other}' e '{node.name}' têm o mesmo identificador, '{node.id}'. "
                "Mude um deles.",
                f"The nodes '{other}' and '{node.name}' have the same id, '{node.id}'. "
                "Change one of them.",
                pointer=pointer,
                node_id=node.id,
            )
        first.setdefault(node.id, node)


def _outcome_problems(node: Node, pointer: str) -> Iterator[Problem]:
    counts = Counter(outcome.id for outcome in node.outcomes())
    for outcome in sorted(outcome for outcome, count in counts.items() if count > 1):
        yield problem(
            "outcome.duplicate",
            f"'{node.name}' tem duas saídas com o identificador '{outcome}'. Mude uma delas.",
            f"'{node.name}' has two outcomes with the id '{outcome}'. Change one of them.",
            pointer=pointer,
            node_id=node.id,
        )
    if counts.total() > MAX_OUTCOMES_PER_NODE:
        yield problem(
            "limit",
            f"'{node.name}' tem {counts.total()} saídas, e cabem até {MAX_OUTCOMES_PER_NODE}. "
            "Divida-o em dois blocos.",
            f"'{node.name}' has {counts.total()} outcomes, at most {MAX_OUTCOMES_PER_NODE} fit. "
            "Divide it into two nodes.",
            pointer=pointer,
            node_id=node.id,
        )


def _edge_problems(flow: Flow) -> Iterator[Problem]:
    names = {node.id: node.name for node in flow.nodes}
    seen: set[tuple[str, str]] = set()
    for index, edge in enumerate(flow.edges):
        if (edge.source, edge.outcome) in seen:
            source = names.get(edge.source, edge.source)
            yield problem(
                "edge.duplicate",
                f"A saída '{edge.outcome}' de '{source}' tem mais de uma ligação. Deixe só uma.",
                f"The outcome '{edge.outcome}' of '{source}' has more than one edge. Keep one.",
                pointer=f"/edges/{index}",
                node_id=edge.source,
            )
        seen.add((edge.source, edge.outcome))


def _stage_problems(flow: Flow) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, stage in enumerate(flow.stages):
        if stage.id in seen:
            yield problem(
                "stage.duplicate",
                f"Há duas etapas com o identificador '{stage.id}'. Mude uma delas.",
                f"There are two stages with the id '{stage.id}'. Change one of them.",
                pointer=f"/stages/{index}/id",
            )
        seen.add(stage.id)


def _variable_problems(flow: Flow) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, variable in enumerate(flow.variables):
        pointer = f"/variables/{index}"
        if variable.name in seen:
            yield problem(
                "var.duplicate",
                f"A variável '{variable.name}' foi declarada duas vezes. Apague uma delas.",
                f"The variable '{variable.name}' is declared twice. Delete one of them.",
                pointer=f"{pointer}/name",
            )
        seen.add(variable.name)
        yield from _problems_of_variable(variable, pointer)


def _problems_of_variable(variable: Variable, pointer: str) -> Iterator[Problem]:
    if variable.name in RESERVED_NAMES:
        yield problem(
            "var.reserved",
            f"'{variable.name}' é um nome reservado. Escolha outro para a variável.",
            f"'{variable.name}' is a reserved name. Choose another for the variable.",
            pointer=f"{pointer}/name",
        )
    if not value_fits(variable.default, variable.type):
        pt, en = _VALUES[variable.type]
        yield problem(
            "var.default",
            f"O valor inicial de '{variable.name}' deve ser {pt}, como o tipo da variável.",
            f"The default of '{variable.name}' must be {en}, like the variable's type.",
            pointer=f"{pointer}/default",
        )
