"""Which fields say something now: the address of a bubble only when it is a picture, and so on.

A field that holds something is always shown. What stands here makes forms shorter; a field of a new
node type needs no line here.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from pydantic import JsonValue

from flow_runtime.editing import Document
from flow_runtime.editing.documents import Item
from flow_runtime.editing.forms import FormField
from flow_runtime.nodes.fields import Group
from pages.widgets.inspector.known_variables import type_of_path
from pages.widgets.inspector.places import value_at

_NUMBER: Final = re.compile(r"\.\d+(?=\.|$)")
_WITH_BOUNDS: Final = frozenset(
    {"text", "name", "number", "integer", "money", "percent", "date", "datetime", "rating"}
)

Rule = Callable[[Item, Callable[[str], JsonValue]], bool]
"""Says whether a field counts; it reads the node, and the fields beside its own by name."""


def _beside(name: str, *values: JsonValue) -> Rule:
    return lambda _node, beside: beside(name) in values


def _not_beside(name: str, *values: JsonValue) -> Rule:
    return lambda _node, beside: beside(name) not in values


_RULES: Final[Mapping[str, Rule]] = {
    "bubbles.*.url": _not_beside("kind", "text", None),
    "bubbles.*.file_name": _beside("kind", "document"),
    "bubbles.*.copyable": _beside("kind", "text", None),
    "answer.min": lambda node, _beside: value_at(node, "answer.kind") in _WITH_BOUNDS,
    "answer.max": lambda node, _beside: value_at(node, "answer.kind") in _WITH_BOUNDS,
    "answer.prefer": _beside("kind", "date", "datetime"),
    "answer.pattern": _beside("kind", "regex"),
    "questions": _beside("kind", "custom"),
    "by_segment": _not_beside("kind", "custom"),
    "comment_for": _not_beside("kind", "custom"),
    "save_score_as": _not_beside("kind", "custom"),
    "duration_s": _beside("until", "duration", None),
    "date": _beside("until", "date"),
    "calendar": lambda node, beside: node.get("type") != "wait" or beside("until") == "opening",
    "event": _beside("until", "event"),
    "fields": _not_beside("operation", "find"),
    "add_tags": _not_beside("operation", "find"),
    "remove_tags": _not_beside("operation", "find"),
    "find_by": _beside("operation", "find"),
    "find_value": _beside("operation", "find"),
    "merge": _beside("operation", "find"),
    "subject": _beside("kind", "email", None),
    "connection": lambda node, beside: node.get("type") != "notify" or beside("kind") != "email",
    "body": lambda node, beside: node.get("type") != "api" or beside("method") not in (None, "GET"),
    "triggers.*.value": _not_beside("kind", "any_message", None),
    "assignments.*.literal": _not_beside("action", "clear"),
    "assignments.*.text": _not_beside("action", "clear", "increment"),
    "assignments.*.cel": _not_beside("action", "clear"),
}


def is_relevant(document: Document, node: Item, field: FormField) -> bool:
    """Say whether a field of a node is worth showing now."""
    held = value_at(node, field.path)
    if held is not None and held != field.default:
        return True
    pattern = _NUMBER.sub(".*", field.path)
    if pattern == "assignments.*.literal" and _sets_a_text(document, node, field.path):
        return False
    rule = _RULES.get(pattern)
    place = field.path.rpartition(".")[0]
    return rule is None or rule(node, lambda name: value_at(node, f"{place}.{name}".lstrip(".")))


def _sets_a_text(document: Document, node: Item, path: str) -> bool:
    variable = value_at(node, f"{path.rpartition('.')[0]}.variable")
    return type_of_path(document, str(variable)) == "text"


def group_of(node: Item, field: FormField) -> Group:
    """Return where a field stands; a pattern stands with the kind of answer that needs it."""
    if field.path == "answer.pattern" and value_at(node, "answer.kind") == "regex":
        return Group.UNDERSTOOD
    return field.group


_LATE: Final = frozenset({"retry_text", "max_invalid", "timeout_s"})
"""What all asking nodes inherit, and is read after what each has of its own."""


def in_reading_order(fields: tuple[FormField, ...]) -> list[FormField]:
    """Return fields with those of the type itself before the inherited ones."""
    return sorted(fields, key=lambda field: field.name in _LATE)
