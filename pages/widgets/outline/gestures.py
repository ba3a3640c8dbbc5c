"""What the outline does to a document, as changes: each list is one gesture."""

from collections.abc import Mapping
from typing import Final

from pydantic import JsonValue

from flow_runtime.editing import Change, Document, apply_changes, card_places, new_id
from flow_runtime.editing.changes import (
    PlaceNode,
    PutEdge,
    PutNode,
    PutStage,
    RemoveEdge,
    RemoveNode,
    SetField,
)
from flow_runtime.editing.documents import edges_of, items_of, node_of, text_of
from flow_runtime.editing.outline_ways import JUMP, steps_of

MAX_STAGE_NAME_CHARACTERS: Final = 200


def connection(source: str, outcome: str, target: str | None) -> list[Change]:
    """Return the changes that lead an outcome to a node, or nowhere."""
    if outcome == JUMP:
        return [SetField(source, "target", target or "")]
    if target is None:
        return [RemoveEdge(source, outcome)]
    return [PutEdge(source, outcome, target)]


def new_node(
    document: Document, template: Mapping[str, JsonValue], near: str | None = None
) -> tuple[str, list[Change]]:
    """Return the id of a new node and the changes that add it, in the stage of the node near it."""
    node_id = new_id(document, text_of(dict(template), "name") or text_of(dict(template), "type"))
    beside = node_of(document, near) if near else None
    stage = text_of(beside, "stage") if beside else ""
    node: dict[str, JsonValue] = {**template, "id": node_id}
    if stage:
        node["stage"] = stage
    return node_id, _placed(document, [PutNode(node)], node_id)


def insertion(
    document: Document,
    template: Mapping[str, JsonValue],
    source: str,
    outcome: str,
    first_outcome: str | None,
) -> tuple[str, list[Change]]:
    """Return the id of a new node after an outcome, and the changes that put it there.

    What followed before follows the new node, by its first outcome if it has one.
    """
    node_id, added = new_node(document, template, source)
    changes = [added[0], *connection(source, outcome, node_id)]
    before = target_of(document, source, outcome)
    if before is not None and first_outcome is not None:
        changes.append(PutEdge(node_id, first_outcome, before))
    return node_id, _placed(document, changes, node_id)


def _placed(document: Document, changes: list[Change], node_id: str) -> list[Change]:
    """Return the changes with the place of the new card beside what leads to it."""
    return [*changes, PlaceNode(node_id, card_places(apply_changes(document, changes))[node_id])]


def stage_changes(document: Document, chosen: str | None) -> tuple[str | None, list[Change]]:
    """Return the id of a stage and what must be changed first: a new name becomes a new stage."""
    ids = {str(stage["id"]) for stage in items_of(document, "stages")}
    if chosen is None or chosen in ids:
        return chosen, []
    stage_id = new_id(document, chosen)
    return stage_id, [PutStage({"id": stage_id, "name": chosen[:MAX_STAGE_NAME_CHARACTERS]})]


def target_of(document: Document, source: str, outcome: str) -> str | None:
    """Return the node that follows an outcome."""
    step = steps_of(document).get(source)
    ways = step.ways if step is not None else ()
    return next((way.target for way in ways if way.outcome == outcome), None)


def deletion_and_reconnection(document: Document, node_id: str) -> list[Change]:
    """Return the changes that take a node out and lead what came to it to what followed it."""
    following = following_of(document, node_id)
    changes: list[Change] = [RemoveNode(node_id)]
    if following is None:
        return changes
    for source, outcome, target in edges_of(document):
        if target == node_id and source != node_id:
            changes.append(PutEdge(source, outcome, following))
    return changes


def following_of(document: Document, node_id: str) -> str | None:
    """Return the one node that follows, or the first that does; never the node itself."""
    step = steps_of(document).get(node_id)
    targets = [target for target in step.targets if target != node_id] if step else []
    return targets[0] if targets else None
