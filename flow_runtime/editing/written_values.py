"""Every value of a document that has a role, found by the forms of its nodes, finished or not.

`mapped` changes them all and shares what stays the same; so renaming, searching and collecting
know no node type.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from pydantic import JsonValue

from flow_runtime.conditions import Operator
from flow_runtime.editing.documents import Document, Item, object_of, text_of, with_value
from flow_runtime.editing.forms import FormField, form_of
from flow_runtime.flow import Settings
from flow_runtime.nodes import NODE_TYPES
from flow_runtime.nodes.base import SETTINGS_ID
from flow_runtime.nodes.fields import Role


@dataclass(frozen=True, slots=True)
class ValuePlace:
    """Where a value stands: its node (or the settings), its path, its role, its language."""

    owner: str
    path: str
    role: Role
    language: str | None = None


Change = Callable[[ValuePlace, str], str]
"""Gives a value's new text; the same text where nothing changes."""


def mapped(document: Document, change: Change) -> Document:
    """Return the document with every value of a role changed; itself where none changes."""
    document = _with_nodes(document, change)
    settings = object_of(document, "settings")
    changed = _object(settings, form_of(Settings), SETTINGS_ID, "", change)
    if changed is not settings:
        document = with_value(document, "settings", changed)
    return _with_translations(document, change)


def mapped_node(node: Item, change: Change) -> Item:
    """Return a node with every value of a role changed; itself where none changes."""
    fields = _fields_with_roles(text_of(node, "type"))
    return _object(node, fields, text_of(node, "id"), "", change)


@cache
def _fields_with_roles(node_type: str) -> tuple[FormField, ...]:
    fields = form_of(node_type) if node_type in NODE_TYPES else ()
    return tuple(field for field in fields if _has_role(field))


def _has_role(field: FormField) -> bool:
    inner = (*field.fields, *((field.item,) if field.item else ()))
    return field.role is not None or any(map(_has_role, inner))


def _with_nodes(document: Document, change: Change) -> Document:
    nodes = document.get("nodes")
    if not isinstance(nodes, list):
        return document
    changed = [mapped_node(node, change) if isinstance(node, dict) else node for node in nodes]
    same = all(new is old for new, old in zip(changed, nodes, strict=True))
    return document if same else with_value(document, "nodes", changed)


def _with_translations(document: Document, change: Change) -> Document:
    languages = object_of(document, "translations")
    changed: Item = {
        language: _translated(texts, language, change) for language, texts in languages.items()
    }
    same = all(changed[language] is texts for language, texts in languages.items())
    return document if same else with_value(document, "translations", changed)


def _translated(texts: JsonValue, language: str, change: Change) -> JsonValue:
    if not isinstance(texts, dict):
        return texts
    changed: Item = {}
    for key, text in texts.items():
        owner, _, path = key.partition(".")
        place = ValuePlace(owner, path, Role.TEXT, language)
        changed[key] = change(place, text) if isinstance(text, str) else text
    return _same_or(texts, changed)


def _object(
    value: Item, fields: tuple[FormField, ...], owner: str, prefix: str, change: Change
) -> Item:
    changed = dict(value)
    for field in fields:
        if field.name in value:
            path = f"{prefix}{field.name}"
            changed[field.name] = _value(value[field.name], field, owner, path, change)
    return _same_or(value, changed)


def _same_or(value: Item, changed: Item) -> Item:
    """Return the old object where nothing in it is another object or text."""
    same = all(changed[key] is old or changed[key] == old for key, old in value.items())
    return value if same else changed


def _value(value: JsonValue, field: FormField, owner: str, path: str, change: Change) -> JsonValue:
    if field.role is Role.CONDITION:
        return _row(value, owner, path, change)
    if isinstance(value, str):
        return change(ValuePlace(owner, path, field.role), value) if field.role else value
    if isinstance(value, dict) and field.fields:
        return _object(value, field.fields, owner, f"{path}.", change)
    item = field.item
    if item is None:
        return value
    if isinstance(value, dict):
        pairs = {k: _value(v, item, owner, f"{path}.{k}", change) for k, v in value.items()}
        return _same_or(value, pairs)
    if isinstance(value, list):
        return _list(value, item, owner, path, change)
    return value


def _list(
    value: list[JsonValue], item: FormField, owner: str, path: str, change: Change
) -> list[JsonValue]:
    changed = [_value(v, item, owner, f"{path}.{i}", change) for i, v in enumerate(value)]
    same = all(new is old or new == old for new, old in zip(changed, value, strict=True))
    return value if same else changed


def _row(row: JsonValue, owner: str, path: str, change: Change) -> JsonValue:
    """Change a condition row: the variable it reads, and the texts it compares with."""
    if not isinstance(row, dict):
        return row
    changed = dict(row)
    variable, value = row.get("variable"), row.get("value")
    if isinstance(variable, str):
        changed["variable"] = change(ValuePlace(owner, f"{path}.variable", Role.READS), variable)
    place = ValuePlace(owner, f"{path}.value", Role.VALUE)
    if isinstance(value, str) and row.get("operator") != Operator.MATCHES:
        changed["value"] = change(place, value)
    elif isinstance(value, list):
        changed["value"] = [change(place, v) if isinstance(v, str) else v for v in value]
    return _same_or(row, changed)
