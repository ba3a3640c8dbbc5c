"""The forms of what changes carry, checked where they come in from the browser.

Only what an address needs is checked: ids, names of fields, positions. What a node holds may be
unfinished; examination.py says what is missing.
"""

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field, JsonValue

from flow_runtime.editing.documents import Item
from flow_runtime.limits import MAX_COORDINATE
from flow_runtime.nodes.base import SETTINGS_ID
from flow_runtime.nodes.fields import Slug, VariableName

_SLUG: Final = re.compile(r"[a-z0-9_-]{1,64}")
_MAX_TYPE_CHARACTERS: Final = 64


def _is_node(item: Item) -> Item:
    node_id, node_type = item.get("id"), item.get("type")
    if node_id == SETTINGS_ID or str(node_id).startswith("__"):
        raise ValueError("reserved id")
    if not isinstance(node_type, str) or not 0 < len(node_type) <= _MAX_TYPE_CHARACTERS:
        raise ValueError("a node has a type")
    return item


def _has_id(item: Item) -> Item:
    node_id = item.get("id")
    if not isinstance(node_id, str) or not _SLUG.fullmatch(node_id):
        raise ValueError("an id is a slug")
    return item


def _has_name(item: Item) -> Item:
    name = item.get("name")
    if not isinstance(name, str) or not 0 < len(name) <= 64:
        raise ValueError("a variable has a name")
    return item


Coordinate = Annotated[float, Field(strict=True, ge=-MAX_COORDINATE, le=MAX_COORDINATE)]
Place = tuple[Coordinate, Coordinate]
FieldPath = Annotated[str, Field(min_length=1, max_length=400)]
"""A dotted path; a key of a mapping in it may have any characters."""

TranslationKey = Annotated[str, Field(min_length=1, max_length=400)]
IdentifiedItem = Annotated[dict[str, JsonValue], AfterValidator(_has_id)]
NodeItem = Annotated[IdentifiedItem, AfterValidator(_is_node)]
VariableItem = Annotated[dict[str, JsonValue], AfterValidator(_has_name)]
LaneItem = dict[str, JsonValue]

__all__ = [
    "FieldPath",
    "IdentifiedItem",
    "LaneItem",
    "NodeItem",
    "Place",
    "Slug",
    "TranslationKey",
    "VariableItem",
    "VariableName",
]
