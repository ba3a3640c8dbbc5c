"""Changing a variable's name everywhere, and telling where it is used."""

from collections.abc import Iterable
from dataclasses import dataclass

from flow_runtime.editing.documents import Document, Item, items_of, with_value
from flow_runtime.editing.renaming import NewNameDoesNotFit, names_in, renamed
from flow_runtime.editing.written_values import ValuePlace, mapped, mapped_node
from flow_runtime.flow import RESERVED_NAMES
from flow_runtime.nodes.fields import Role
from flow_runtime.problems import Words

_PROBE = "another_name_2f61"
"""A name that no flow has: what changes with it, uses the variable."""


@dataclass(frozen=True, slots=True)
class VariableUse:
    """A place that uses a variable: a node, or the settings, and the path of the value in it.

    `language` is that of a translation, None for the text itself.
    """

    owner: str
    path: str
    role: Role
    language: str | None = None

    @property
    def is_written(self) -> bool:
        """Say whether the place saves into the variable."""
        return self.role is Role.WRITES


def variable_uses(document: Document, name: str) -> tuple[VariableUse, ...]:
    """Return every place that reads or writes a variable, in the order of the document."""
    found: dict[VariableUse, None] = {}

    def look(place: ValuePlace, value: str) -> str:
        if _changed(place.role, value, name, _PROBE) != value:
            found[VariableUse(place.owner, place.path, place.role, place.language)] = None
        return value

    mapped(document, look)
    return tuple(found)


def is_used(document: Document, name: str) -> bool:
    """Say whether something reads or writes a variable."""
    return bool(variable_uses(document, name))


def rename_variable(document: Document, old: str, new: str) -> Document:
    """Return the document with a variable renamed everywhere; itself where that cannot be."""
    if rename_problem(document, old, new) is not None:
        return document
    try:
        changed = mapped(document, lambda place, value: renamed(place.role, value, old, new))
    except NewNameDoesNotFit:
        return document
    variables = changed.get("variables")
    if not isinstance(variables, list):
        return changed
    named = [
        {**item, "name": new} if isinstance(item, dict) and item.get("name") == old else item
        for item in variables
    ]
    return with_value(changed, "variables", named) if named != variables else changed


def rename_problem(document: Document, old: str, new: str) -> Words | None:
    """Return why a variable cannot get a name, or None when it can."""
    if old == new:
        return None
    if {old, new} & RESERVED_NAMES:
        return {
            "pt-BR": f"'{new}' é um nome reservado. Escolha outro.",
            "en": f"'{new}' is a reserved name. Choose another.",
        }
    if new in {item["name"] for item in items_of(document, "variables", "name")}:
        return {
            "pt-BR": f"Já existe a variável '{new}'. Escolha outro nome.",
            "en": f"There is a variable '{new}' already. Choose another name.",
        }
    try:
        mapped(document, lambda place, value: renamed(place.role, value, old, new))
    except NewNameDoesNotFit as reason:
        return {
            "pt-BR": f"O nome '{new}' não pode ser usado na expressão “{reason}”. Escolha outro.",
            "en": f'The name "{new}" cannot be used in the expression "{reason}". Choose another.',
        }
    return None


def variables_of_nodes(nodes: Iterable[Item]) -> set[str]:
    """Return the names of what some nodes read or write, built-in values too."""
    found: set[str] = set()

    def look(place: ValuePlace, value: str) -> str:
        found.update(names_in(place.role, value))
        return value

    for node in nodes:
        mapped_node(node, look)
    return found


def _changed(role: Role, value: str, old: str, new: str) -> str:
    try:
        return renamed(role, value, old, new)
    except NewNameDoesNotFit:
        return new
