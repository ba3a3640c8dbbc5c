"""Changes of nodes and of the edges between them.

A change is tolerant: where its place is gone, the document comes back as it is.
"""

from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

from flow_runtime.editing.change_types import FieldPath, NodeItem, Slug
from flow_runtime.editing.documents import (
    Document,
    Item,
    items_of,
    node_of,
    object_of,
    with_item,
    with_value,
    without_items,
    without_keys,
)
from flow_runtime.editing.node_types import mapping_fields
from flow_runtime.editing.paths import set_at
from flow_runtime.limits import MAX_EDGES, MAX_NODES

_ROOM_FOR_MORE = 2
"""A flow may grow beyond what can be published, so that people see why; not without end."""


@dataclass(frozen=True, slots=True)
class PutNode:
    """Adds a node, or replaces the one with its id."""

    node: NodeItem
    change: Literal["put_node"] = "put_node"

    def apply(self, document: Document) -> Document:
        """Return the document with the node."""
        is_full = len(items_of(document, "nodes")) >= _ROOM_FOR_MORE * MAX_NODES
        if is_full and node_of(document, str(self.node["id"])) is None:
            return document
        return with_item(document, "nodes", self.node, ["id"])


@dataclass(frozen=True, slots=True)
class RemoveNode:
    """Removes a node with its edges, its place and its translations.

    What names it elsewhere (error route, commands, jumps) stays; the checks tell.
    """

    id: Slug
    change: Literal["remove_node"] = "remove_node"

    def apply(self, document: Document) -> Document:
        """Return the document without the node."""
        if node_of(document, self.id) is None:
            return document
        document = without_items(document, "nodes", lambda node: node.get("id") == self.id)
        document = without_items(document, "edges", self._touches)
        document = without_keys(document, "layout", [self.id])
        document = without_translations_of(document, self.id)
        return _without_member(document, self.id)

    def _touches(self, edge: Item) -> bool:
        return self.id in (edge.get("source"), edge.get("target"))


@dataclass(frozen=True, slots=True)
class SetField:
    """Sets one field of a node; None removes its key, or its entry of a list. The id stays."""

    node: Slug
    path: FieldPath
    value: JsonValue = None
    change: Literal["set"] = "set"

    def apply(self, document: Document) -> Document:
        """Return the document with the field set."""
        node = node_of(document, self.node)
        if node is None or self.path == "id":
            return document
        mappings = mapping_fields(str(node.get("type")))
        changed = set_at(node, self.path, self.value, mappings)
        return document if changed is node else with_item(document, "nodes", changed, ["id"])


@dataclass(frozen=True, slots=True)
class PutEdge:
    """Connects an outcome; the edge it had before is replaced."""

    source: Slug
    outcome: Slug
    target: Slug
    change: Literal["put_edge"] = "put_edge"

    def apply(self, document: Document) -> Document:
        """Return the document with the edge, where both its nodes are there."""
        ids = {node["id"] for node in items_of(document, "nodes")}
        is_full = len(items_of(document, "edges", "source")) >= _ROOM_FOR_MORE * MAX_EDGES
        if is_full or self.source not in ids or self.target not in ids:
            return document
        edge: Item = {"source": self.source, "outcome": self.outcome, "target": self.target}
        return with_item(document, "edges", edge, ["source", "outcome"])


@dataclass(frozen=True, slots=True)
class RemoveEdge:
    """Disconnects an outcome."""

    source: Slug
    outcome: Slug
    change: Literal["remove_edge"] = "remove_edge"

    def apply(self, document: Document) -> Document:
        """Return the document without the edge."""
        return without_items(
            document,
            "edges",
            lambda edge: (edge.get("source"), edge.get("outcome")) == (self.source, self.outcome),
        )


def without_translations_of(document: Document, owner: str) -> Document:
    """Return the document without the translations of a node's texts."""
    languages = object_of(document, "translations")
    kept: Item = {
        language: _without_owner(texts, f"{owner}.") for language, texts in languages.items()
    }
    changed = any(kept[language] is not texts for language, texts in languages.items())
    return with_value(document, "translations", kept) if changed else document


def _without_owner(texts: JsonValue, prefix: str) -> JsonValue:
    if not isinstance(texts, dict) or not any(key.startswith(prefix) for key in texts):
        return texts
    return {key: text for key, text in texts.items() if not key.startswith(prefix)}


def _without_member(document: Document, node_id: str) -> Document:
    """Take a node out of the frames round it."""
    for group in items_of(document, "groups"):
        members = group.get("nodes")
        if isinstance(members, list) and node_id in members:
            rest: JsonValue = [member for member in members if member != node_id]
            document = with_item(document, "groups", {**group, "nodes": rest}, ["id"])
    return document
