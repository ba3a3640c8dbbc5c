"""The primitive changes of a document; a gesture is a list of them (operations.py).

Each is a frozen dataclass with `apply(document)`, found by its word `change` in JSON:
`{"change": "put_edge", "source": "ask", "outcome": "answered", "target": "bye"}`.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Final

from pydantic import Field, JsonValue, TypeAdapter, ValidationError

from flow_runtime.editing.documents import Document
from flow_runtime.editing.drawing_changes import (
    OrderStages,
    PlaceNode,
    PutGroup,
    PutLane,
    PutNote,
    PutStage,
    RemoveGroup,
    RemoveNote,
    RemoveStage,
)
from flow_runtime.editing.errors import OperationRefused
from flow_runtime.editing.flow_changes import (
    PutVariable,
    RemoveVariable,
    RenameVariable,
    SetFlow,
    SetTranslation,
)
from flow_runtime.editing.node_changes import PutEdge, PutNode, RemoveEdge, RemoveNode, SetField

Change = (
    PutNode
    | RemoveNode
    | SetField
    | PutEdge
    | RemoveEdge
    | PlaceNode
    | PutNote
    | RemoveNote
    | PutStage
    | RemoveStage
    | OrderStages
    | PutLane
    | PutGroup
    | RemoveGroup
    | PutVariable
    | RemoveVariable
    | RenameVariable
    | SetFlow
    | SetTranslation
)

CHANGE: Final[TypeAdapter[Change]] = TypeAdapter(Annotated[Change, Field(discriminator="change")])
"""Reads one change from JSON values."""


def read_changes(values: Iterable[Change | Mapping[str, JsonValue]]) -> tuple[Change, ...]:
    """Read changes that pages write as JSON values; ready ones are taken as they are.

    Raises:
        OperationRefused: One is none.
    """
    try:
        return tuple(CHANGE.validate_python(value) for value in values)
    except ValidationError as error:
        raise OperationRefused(
            "This change could not be read. Make it again.",
            pt="Esta alteração não pôde ser lida. Refaça-a.",
        ) from error


def apply_changes(document: Document, changes: Iterable[Change]) -> Document:
    """Return the document after some changes, in their order; itself when none finds its place."""
    for change in changes:
        document = change.apply(document)
    return document


__all__ = [
    "CHANGE",
    "Change",
    "OrderStages",
    "PlaceNode",
    "PutEdge",
    "PutGroup",
    "PutLane",
    "PutNode",
    "PutNote",
    "PutStage",
    "PutVariable",
    "RemoveEdge",
    "RemoveGroup",
    "RemoveNode",
    "RemoveNote",
    "RemoveStage",
    "RemoveVariable",
    "RenameVariable",
    "SetField",
    "SetFlow",
    "SetTranslation",
    "apply_changes",
    "read_changes",
]
