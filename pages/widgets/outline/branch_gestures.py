"""The list of a step whose items are ways out: the options of a menu, the branches of a choice."""

from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from flow_runtime.editing import Change, Document, new_id
from flow_runtime.editing.changes import SetField
from flow_runtime.editing.documents import node_of, text_of
from flow_runtime.nodes import NODE_TYPES
from pages.widgets.inspector.changes import moved, relist

Item = dict[str, JsonValue]

_NAMED_BY: Final = {"options": "label", "branches": "name"}
_TAKEN: Final = frozenset({"invalid", "timeout", "other", "else"})
"""Outcomes of the same nodes that no item may be called."""

MAX_ITEMS: Final = 190


@dataclass(frozen=True, slots=True)
class Branches:
    """The items of a step's list of ways: `path` is the list, `field` what each is called by."""

    node_id: str
    path: str
    field: str
    items: tuple[Item, ...]


def branches_of(document: Document, node_id: str) -> Branches | None:
    """Return a step's list of ways, if its type has one."""
    node = node_of(document, node_id)
    node_type = NODE_TYPES.get(text_of(node, "type")) if node else None
    path = next((p for p in _NAMED_BY if node_type and p in node_type.model_fields), None)
    if node is None or path is None:
        return None
    listed = node.get(path)
    items = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    return Branches(node_id, path, _NAMED_BY[path], tuple(items))


def renamed(branches: Branches, index: int, label: str) -> list[Change]:
    """Return the change of an item's words; its id, and so its connection, stays."""
    return [SetField(branches.node_id, f"{branches.path}.{index}.{branches.field}", label)]


def added(document: Document, branches: Branches, label: str) -> list[Change]:
    """Return the changes that add an item at the end."""
    taken = {str(item.get("id")) for item in branches.items} | _TAKEN
    item: Item = {"id": new_id(taken, label), branches.field: label}
    origins = [*range(len(branches.items)), None]
    items = [*branches.items, item]
    return relist(document, branches.node_id, branches.path, items, origins)


def without(document: Document, branches: Branches, index: int) -> list[Change]:
    """Return the changes that take an item out, with its connection and translations."""
    origins = [position for position in range(len(branches.items)) if position != index]
    items = [branches.items[position] for position in origins]
    return relist(document, branches.node_id, branches.path, items, origins)


def shifted(document: Document, branches: Branches, index: int, step: int) -> list[Change]:
    """Return the changes that move an item up (-1) or down (1)."""
    origins = moved(len(branches.items), index, step)
    items = [branches.items[position] for position in origins]
    return relist(document, branches.node_id, branches.path, items, origins)
