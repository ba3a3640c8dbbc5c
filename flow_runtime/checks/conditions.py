"""Whether conditions compare what can be compared, and every branch can be taken."""

from collections.abc import Iterator

from flow_runtime.checks.kinds import error, warning
from flow_runtime.checks.reading import reading_of
from flow_runtime.checks.subject import Subject
from flow_runtime.conditions import ConditionRow, VariableType, value_problems
from flow_runtime.nodes.condition import Branch, ConditionNode
from flow_runtime.nodes.fields import FieldUse, Role
from flow_runtime.problems import Problem

_TYPES_OF_BUILT_INS: dict[str, VariableType] = {
    "now": "datetime",
    "today": "date",
    "last_message": "text",
    "business.open": "boolean",
    "business.next_open": "datetime",
    "conversation.started_at": "datetime",
}

TYPE = error("condition.type", "'{node}': {reason}", "'{node}': {reason}")
VALUE = error("condition.value", "'{node}': {reason}", "'{node}': {reason}")
REPEATED = warning(
    "condition.repeated",
    "Em '{node}', o ramo '{branch}' repete as condições de '{other}' e nunca é escolhido. Mude ou"
    " apague um deles.",
    "In '{node}', the branch '{branch}' repeats the conditions of '{other}' and is never taken."
    " Change or delete one of them.",
)
CONSTANT = warning(
    "condition.constant",
    "Em '{node}', o ramo '{branch}' não olha para nenhuma variável e dá sempre o mesmo resultado."
    " Use uma variável ou apague o ramo.",
    "In '{node}', the branch '{branch}' looks at no variable and always gives the same result. Use"
    " a variable or delete the branch.",
)


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield rows that compare what does not go together, and branches without effect."""
    for owner, use in subject.uses_of_role(Role.CONDITION):
        if isinstance(use.value, ConditionRow):
            yield from _row_problems(subject, owner, use, use.value)
    for node_id, node in subject.nodes.items():
        if isinstance(node, ConditionNode):
            yield from _branch_problems(subject, node_id, node)


def _row_problems(
    subject: Subject, owner: str, use: FieldUse, row: ConditionRow
) -> Iterator[Problem]:
    if reading_of(use).invalid is not None:
        return
    for found in value_problems(row, _type_of(subject, row.variable)):
        kind = TYPE if found.code == "type_mismatch" or "_not_a" in found.code else VALUE
        place = subject.place(owner, use.path)
        yield kind.at(place, node=subject.name(owner), reason=found.sentence)


def _type_of(subject: Subject, path: str) -> VariableType | None:
    variable = subject.variables.get(path)
    return variable.type if variable is not None else _TYPES_OF_BUILT_INS.get(path)


def _branch_problems(subject: Subject, node_id: str, node: ConditionNode) -> Iterator[Problem]:
    first: dict[str, Branch] = {}
    for index, branch in enumerate(node.branches):
        place = subject.place(node_id, f"branches.{index}")
        same = first.setdefault(_logic(branch), branch)
        if same is not branch and (branch.rows or branch.cel):
            yield REPEATED.at(
                place, node=subject.name(node_id), branch=branch.name, other=same.name
            )
    for use in subject.uses[node_id]:
        yield from _constant(subject, node_id, node, use)


def _logic(branch: Branch) -> str:
    return branch.model_dump_json(include={"match", "rows", "cel"})


def _constant(
    subject: Subject, node_id: str, node: ConditionNode, use: FieldUse
) -> Iterator[Problem]:
    reading = reading_of(use)
    if use.role is not Role.EXPRESSION or reading.reads or reading.invalid is not None:
        return
    branch = node.branches[int(use.path.split(".")[1])]
    yield CONSTANT.at(
        subject.place(node_id, use.path), node=subject.name(node_id), branch=branch.name
    )
