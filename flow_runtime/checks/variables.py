"""Whether every variable that is read or written is declared, and may be."""

from collections.abc import Iterator
from itertools import islice

from rapidfuzz.process import extractOne

from flow_runtime.checks.kinds import error
from flow_runtime.checks.reading import ReadUse, all_readings, root_of
from flow_runtime.checks.subject import Subject
from flow_runtime.checks.syntax import place_of
from flow_runtime.conditions import VariableType
from flow_runtime.flow import BUILT_IN_NAMES, RESERVED_NAMES
from flow_runtime.limits import MAX_PROBLEMS
from flow_runtime.nodes.fields import FieldUse, Role
from flow_runtime.nodes.question import QuestionNode
from flow_runtime.problems import Fix, Problem, Words

_NEAR = 75
_ITEM = "item"
_FIELDS_OF_BUSINESS = frozenset({"business", "business.open", "business.next_open"})
TYPES_OF_ANSWERS: dict[str, VariableType] = {
    "number": "number",
    "integer": "number",
    "money": "number",
    "percent": "number",
    "rating": "number",
    "date": "date",
    "datetime": "datetime",
    "yes_no": "boolean",
    "file": "object",
    "image": "object",
    "audio": "object",
}
"""The type of the variable that keeps an answer of each kind; every other kind is a text."""

UNKNOWN = error(
    "var.unknown",
    "'{node}' usa a variável '{variable}', que não foi declarada.{hint}",
    "'{node}' uses the variable '{variable}', which is not declared.{hint}",
)
READ_ONLY = error(
    "var.read_only",
    "'{node}' quer guardar em '{variable}', que é do sistema. Escolha outra variável.",
    "'{node}' wants to save in '{variable}', which belongs to the system. Choose another variable.",
)


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield variables that nobody declared, once a node and name, and forbidden writes.

    After MAX_PROBLEMS of them the rest waits until these are mended.
    """
    yield from islice(_all_problems(subject), MAX_PROBLEMS)


def _all_problems(subject: Subject) -> Iterator[Problem]:
    told: set[tuple[str, str]] = set()
    for found in all_readings(subject):
        for path in sorted(found.reading.reads):
            if _is_known(subject, path, found.use) or (found.owner, path) in told:
                continue
            told.add((found.owner, path))
            yield _unknown(subject, found, path)
    for owner, use in subject.uses_of_role(Role.WRITES):
        yield from _write_problems(subject, owner, use, told)


def _is_known(subject: Subject, path: str, use: FieldUse) -> bool:
    root = root_of(path)
    if root == _ITEM:
        return _ITEM in subject.variables or use.path.startswith("options_from.")
    if root == "business":
        return path in _FIELDS_OF_BUSINESS
    return root in subject.variables or root in BUILT_IN_NAMES


def _write_problems(
    subject: Subject, owner: str, use: FieldUse, told: set[tuple[str, str]]
) -> Iterator[Problem]:
    name = use.value
    if name in subject.variables or (owner, name) in told:
        return
    told.add((owner, name))
    if name in RESERVED_NAMES:
        place = subject.place(owner, use.path)
        yield READ_ONLY.at(place, node=subject.name(owner), variable=name)
        return
    place = subject.place(owner, use.path)
    yield UNKNOWN.at(
        place,
        fix=_declaration(name, _type_written(subject, owner)),
        node=subject.name(owner),
        variable=name,
        hint=_hint(subject, name),
    )


def _type_written(subject: Subject, owner: str) -> VariableType:
    node = subject.nodes.get(owner)
    if isinstance(node, QuestionNode):
        return TYPES_OF_ANSWERS.get(node.answer.kind, "text")
    return "text"


def _unknown(subject: Subject, found: ReadUse, path: str) -> Problem:
    root = root_of(path)
    fix = None if root in RESERVED_NAMES else _declaration(root, _type_read(found, path))
    return UNKNOWN.at(
        place_of(subject, found),
        fix=fix,
        node=subject.name(found.owner),
        variable=path,
        hint=_hint(subject, root),
    )


def _type_read(found: ReadUse, path: str) -> VariableType:
    if found.use.role is Role.READS and found.use.path.startswith("options_from."):
        return "list"
    return "text" if root_of(path) == path else "object"


def _declaration(name: str, variable_type: VariableType) -> Fix:
    words = {"pt-BR": f"Criar a variável '{name}'", "en": f"Create the variable '{name}'"}
    return Fix("declare_variable", {"name": name, "type": variable_type}, words)


def _hint(subject: Subject, name: str) -> Words:
    nearest = extractOne(name, list(subject.variables), score_cutoff=_NEAR)
    if nearest is None:
        return {"pt-BR": " Crie-a ou escolha outra.", "en": " Create it or choose another."}
    return {"pt-BR": f" Seria '{nearest[0]}'?", "en": f" Did you mean '{nearest[0]}'?"}
