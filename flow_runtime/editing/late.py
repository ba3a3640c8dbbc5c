"""Gestures that come late: made before the server knew what others did meanwhile.

A browser sends its gestures again until they are saved, perhaps after a night with the lid closed
or to a server that was started anew. What they were made upon is gone by then; each gesture brings
back what it found (`Operation.before`), so that the work can be joined with the stored draft like
any two people's (merging.py).
"""

from collections.abc import Container, Sequence

from flow_runtime.editing.changes import apply_changes
from flow_runtime.editing.documents import Document, same_json
from flow_runtime.editing.operations import Operation
from flow_runtime.editing.session import Editing


def found_by_late(
    editing: Editing, operations: Sequence[Operation], sessions: Container[str]
) -> Document | None:
    """Return what late gestures were made upon, or None where nothing of it changed since.

    Args:
        editing: What the server has.
        operations: What a browser sends.
        sessions: What the server calls its talk with that browser; a gesture of another is late.
    """
    late = [one for one in operations if _is_late(editing, one, sessions)]
    document = editing.document
    for operation in reversed(late):
        document = apply_changes(document, operation.before)
    return None if same_json(document, editing.document) else document


def _is_late(editing: Editing, operation: Operation, sessions: Container[str]) -> bool:
    is_new = operation.sequence > editing.acknowledged.get(operation.client, 0)
    return is_new and bool(operation.session) and operation.session not in sessions
