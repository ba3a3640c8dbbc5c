"""The variables that a text or a condition may read: the flow's own and the built-in ones."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flow_runtime.answers.folding import fold
from flow_runtime.checks.variables import TYPES_OF_ANSWERS
from flow_runtime.conditions import VariableType
from flow_runtime.editing import Document
from flow_runtime.editing.documents import Item, items_of
from flow_runtime.flow import RESERVED_NAMES
from pages.widgets.inspector.places import value_at

BUILT_IN_TYPES: Final[Mapping[str, VariableType]] = {
    "contact.name": "text",
    "contact.phone": "text",
    "contact.email": "text",
    "contact.tags": "list",
    "conversation.protocol": "text",
    "conversation.started_at": "datetime",
    "conversation.language": "text",
    "channel.name": "text",
    "channel.kind": "text",
    "now": "datetime",
    "today": "date",
    "business.open": "boolean",
    "business.next_open": "datetime",
    "last_message": "text",
}
"""The built-in values that people use, with their types, in the order of the picker."""


_NOT_IN_NAMES: Final = re.compile(r"[^a-z0-9]+")
_MAX_CHARACTERS: Final = 48


@dataclass(frozen=True, slots=True)
class KnownVariable:
    """A value that may be read, by the path that reads it."""

    path: str
    type: VariableType
    built_in: bool = False


def own_variables(document: Document) -> list[KnownVariable]:
    """Return the variables that the flow declares."""
    return [
        KnownVariable(str(variable["name"]), _type(variable.get("type")))
        for variable in items_of(document, "variables", "name")
    ]


def readable_variables(document: Document) -> list[KnownVariable]:
    """Return everything that may be read: the flow's own first."""
    built_in = [KnownVariable(path, kind, True) for path, kind in BUILT_IN_TYPES.items()]
    return [*own_variables(document), *built_in]


def type_of_path(document: Document, path: str) -> VariableType | None:
    """Return the declared type of what a path reads; None inside lists and objects."""
    known = {variable.path: variable.type for variable in readable_variables(document)}
    return known.get(path)


def is_free_name(document: Document, name: str) -> bool:
    """Say whether a new variable may have the name."""
    own = {variable.path for variable in own_variables(document)}
    return name not in own and name not in RESERVED_NAMES


def variable_name_from(wish: str) -> str:
    """Return what a person typed as a variable's name; nothing where no part of it can be one."""
    return _NOT_IN_NAMES.sub("_", fold(wish)).strip("_").lstrip("0123456789_")[:_MAX_CHARACTERS]


def type_written_by(node: Item, path: str) -> VariableType:
    """Return the type of the variable that a node writes at a path such as `save_as`."""
    if path in ("save_status_as", "save_score_as"):
        return "number"
    if node.get("type") == "wait":
        return "object"
    kind = value_at(node, "answer.kind")
    return TYPES_OF_ANSWERS.get(str(kind), "text")


def _type(declared: object) -> VariableType:
    known: Mapping[str, VariableType] = {
        "number": "number",
        "boolean": "boolean",
        "date": "date",
        "datetime": "datetime",
        "list": "list",
        "object": "object",
    }
    return known.get(str(declared), "text")
