"""Changes of the drawing alone: places, notes, lanes, frames and stages."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from flow_runtime.editing.change_types import IdentifiedItem, LaneItem, Place, Slug
from flow_runtime.editing.documents import (
    Document,
    Item,
    items_of,
    node_of,
    nodes_of,
    with_item,
    with_key,
    with_value,
    without_items,
    without_keys,
)
from flow_runtime.limits import MAX_GROUPS, MAX_NOTES, MAX_STAGES

StageIds = Annotated[tuple[Slug, ...], Field(max_length=2 * MAX_STAGES)]


def _with_listed(document: Document, section: str, item: Item, limit: int) -> Document:
    """Put an item; one too many is left out."""
    ids = {known["id"] for known in items_of(document, section)}
    is_one_too_many = len(ids) >= limit and item["id"] not in ids
    return document if is_one_too_many else with_item(document, section, item, ["id"])


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """Moves a card."""

    id: Slug
    at: Place
    change: Literal["place"] = "place"

    def apply(self, document: Document) -> Document:
        """Return the document with the card at its place."""
        if node_of(document, self.id) is None:
            return document
        return with_key(document, "layout", self.id, list(self.at))


@dataclass(frozen=True, slots=True)
class PutNote:
    """Adds or replaces a note."""

    note: IdentifiedItem
    change: Literal["put_note"] = "put_note"

    def apply(self, document: Document) -> Document:
        """Return the document with the note."""
        return _with_listed(document, "notes", self.note, MAX_NOTES)


@dataclass(frozen=True, slots=True)
class RemoveNote:
    """Removes a note."""

    id: Slug
    change: Literal["remove_note"] = "remove_note"

    def apply(self, document: Document) -> Document:
        """Return the document without the note."""
        return without_items(document, "notes", lambda note: note.get("id") == self.id)


@dataclass(frozen=True, slots=True)
class PutStage:
    """Adds or replaces a stage."""

    stage: IdentifiedItem
    change: Literal["put_stage"] = "put_stage"

    def apply(self, document: Document) -> Document:
        """Return the document with the stage."""
        return _with_listed(document, "stages", self.stage, MAX_STAGES)


@dataclass(frozen=True, slots=True)
class RemoveStage:
    """Removes a stage with its lane; its nodes are then in none."""

    id: Slug
    change: Literal["remove_stage"] = "remove_stage"

    def apply(self, document: Document) -> Document:
        """Return the document without the stage."""
        document = without_items(document, "stages", lambda stage: stage.get("id") == self.id)
        document = without_keys(document, "lanes", [self.id])
        if not any(node.get("stage") == self.id for node in nodes_of(document)):
            return document
        nodes = document["nodes"]
        freed = [self._freed(node) for node in nodes] if isinstance(nodes, list) else []
        return {**document, "nodes": freed}

    def _freed(self, node: JsonValue) -> JsonValue:
        if isinstance(node, dict) and node.get("stage") == self.id:
            return {key: value for key, value in node.items() if key != "stage"}
        return node


@dataclass(frozen=True, slots=True)
class OrderStages:
    """Puts the stages into an order; those it does not name stay at the end."""

    ids: StageIds
    change: Literal["order_stages"] = "order_stages"

    def apply(self, document: Document) -> Document:
        """Return the document with its stages in order."""
        position = {stage_id: index for index, stage_id in enumerate(self.ids)}
        stages = items_of(document, "stages")
        ordered = sorted(stages, key=lambda stage: position.get(str(stage["id"]), len(position)))
        return document if ordered == stages else with_value(document, "stages", [*ordered])


@dataclass(frozen=True, slots=True)
class PutLane:
    """Sets the rectangle of a stage: its left edge, its width, whether it is folded."""

    id: Slug
    lane: LaneItem
    change: Literal["put_lane"] = "put_lane"

    def apply(self, document: Document) -> Document:
        """Return the document with the lane, where its stage is there."""
        if all(stage["id"] != self.id for stage in items_of(document, "stages")):
            return document
        return with_key(document, "lanes", self.id, self.lane)


@dataclass(frozen=True, slots=True)
class PutGroup:
    """Adds or replaces a frame round cards."""

    group: IdentifiedItem
    change: Literal["put_group"] = "put_group"

    def apply(self, document: Document) -> Document:
        """Return the document with the frame."""
        return _with_listed(document, "groups", self.group, MAX_GROUPS)


@dataclass(frozen=True, slots=True)
class RemoveGroup:
    """Removes a frame; the cards in it stay."""

    id: Slug
    change: Literal["remove_group"] = "remove_group"

    def apply(self, document: Document) -> Document:
        """Return the document without the frame."""
        return without_items(document, "groups", lambda group: group.get("id") == self.id)
