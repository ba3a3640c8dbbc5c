"""The state of editing one flow: its document, what can be undone, whose gestures are in it.

Everything is immutable; each gesture gives a new `Editing`. The operations of a client are applied
in the order of their `sequence`, each once: repeats are ignored, what comes too early waits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from pydantic import JsonValue

from flow_runtime.editing.changes import Change, apply_changes, read_changes
from flow_runtime.editing.documents import Document
from flow_runtime.editing.operations import Operation
from flow_runtime.limits import MAX_EDITING_CLIENTS, MAX_UNDO_STEPS, MAX_WAITING_OPERATIONS

_NOBODY: Final[Mapping[str, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Step:
    """One gesture in the history: the document on its other side, and what it was."""

    document: Document
    kind: str
    changes: int = 1


@dataclass(frozen=True, slots=True)
class Editing:
    """The state of editing; `done` and `undone` end with the newest step."""

    document: Document
    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    acknowledged: Mapping[str, int] = field(default_factory=dict)
    waiting: Mapping[tuple[str, int], Operation] = field(default_factory=dict)

    @property
    def past(self) -> tuple[Document, ...]:
        """Return the earlier documents, the newest last."""
        return tuple(step.document for step in self.done)

    @property
    def future(self) -> tuple[Document, ...]:
        """Return the documents that were undone, the next to redo last."""
        return tuple(step.document for step in self.undone)

    @property
    def names_of_steps(self) -> tuple[str, ...]:
        """Return the kinds of the gestures that can be undone, the newest last."""
        return tuple(step.kind for step in self.done)

    @property
    def can_undo(self) -> bool:
        """Say whether there is something to undo."""
        return bool(self.done)

    @property
    def can_redo(self) -> bool:
        """Say whether there is something to redo."""
        return bool(self.undone)

    def receive(self, operations: Iterable[Operation]) -> "Editing":
        """Return the state after the operations of a message."""
        editing = self
        for operation in operations:
            editing = editing._receive_one(operation)
        return editing

    def apply(
        self,
        kind: str,
        changes: Sequence[Change | Mapping[str, JsonValue]],
        *,
        goes_on: bool = False,
    ) -> "Editing":
        """Return the state after a gesture made on the server; one that changes nothing is none.

        Args:
            kind: What it is, for people.
            changes: What it changes.
            goes_on: Whether it continues the last gesture, as the next letters of a text do: both
                are one step then.

        Raises:
            OperationRefused: A change written as JSON is none.
        """
        document = apply_changes(self.document, read_changes(changes))
        if document is self.document:
            return self
        if goes_on and self.done and not self.undone:
            return replace(self, document=document)
        done = _bounded((*self.done, Step(self.document, kind, len(changes))))
        return replace(self, document=document, done=done, undone=())

    def undo(self) -> "Editing":
        """Return the state before the last gesture; itself where there is none."""
        if not self.done:
            return self
        *done, step = self.done
        undone = (*self.undone, replace(step, document=self.document))
        return replace(self, document=step.document, done=tuple(done), undone=undone)

    def redo(self) -> "Editing":
        """Return the state with the last undone gesture made again."""
        if not self.undone:
            return self
        *undone, step = self.undone
        done = (*self.done, replace(step, document=self.document))
        return replace(self, document=step.document, done=done, undone=tuple(undone))

    def _receive_one(self, operation: Operation) -> "Editing":
        last = self.acknowledged.get(operation.client, 0)
        key = (operation.client, operation.sequence)
        if operation.sequence <= last or key in self.waiting:
            return self
        if operation.sequence == last + 1:
            return self._take(operation)._take_waiting(operation.client)
        if len(self.waiting) >= MAX_WAITING_OPERATIONS:
            return self  # its client sends it again until it is acknowledged
        return replace(self, waiting={**self.waiting, key: operation})

    def _take(self, operation: Operation) -> "Editing":
        match operation.kind:
            case "undo":
                editing = self.undo()
            case "redo":
                editing = self.redo()
            case kind:
                editing = self.apply(kind, operation.changes)
        known = {k: v for k, v in self.acknowledged.items() if k != operation.client}
        kept = list(known.items())[-(MAX_EDITING_CLIENTS - 1) :]
        return replace(editing, acknowledged=dict([*kept, (operation.client, operation.sequence)]))

    def _take_waiting(self, client: str) -> "Editing":
        editing = self
        while operation := editing.waiting.get((client, editing.acknowledged[client] + 1)):
            key = (client, operation.sequence)
            waiting = {k: v for k, v in editing.waiting.items() if k != key}
            editing = replace(editing, waiting=waiting)._take(operation)
        return editing


def begin_editing(document: Document, *, acknowledged: Mapping[str, int] | None = None) -> Editing:
    """Return the state of editing a document.

    Args:
        document: The draft as it is stored.
        acknowledged: The last sequence of each client that is in it.
    """
    return Editing(document, acknowledged=dict(acknowledged or _NOBODY))


def _bounded(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return steps[-MAX_UNDO_STEPS:]
