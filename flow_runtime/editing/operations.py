"""Gestures as they come from a browser: read strictly, refused kindly, never a crash.

A gesture is one operation and one undo step: `{"client": "c7f3", "sequence": 12, "kind": "connect",
"changes": [...]}`. `undo` and `redo` have no changes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Final

from pydantic import Field, JsonValue, TypeAdapter, ValidationError

from flow_runtime.editing.changes import CHANGE, Change
from flow_runtime.editing.errors import OperationRefused
from flow_runtime.editing.plain_json import Budget, NotPlainJson, plain_json
from flow_runtime.limits import MAX_CHANGES_PER_OPERATION, MAX_OPERATIONS_PER_MESSAGE

UNDO: Final = "undo"
REDO: Final = "redo"
REFUSED: Final = "refused"
"""The kind of an operation that stands in for one whose changes could not be read."""

MAX_SESSION_CHARACTERS: Final = 100

Client = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Sequence = Annotated[int, Field(strict=True, ge=1, le=2**53)]
Kind = Annotated[str, Field(pattern=r"^[a-z_]{1,32}$")]


@dataclass(frozen=True, slots=True)
class Operation:
    """One gesture; `client` is a browser tab or panel session, which counts `sequence` from 1.

    `before` brings back what it found where it changed something; `session` is the server's in
    which it was made. Both tell whether it comes late (late.py).
    """

    client: Client
    sequence: Sequence
    kind: Kind
    changes: tuple[Change, ...] = ()
    before: tuple[Change, ...] = ()
    session: str = ""


@dataclass(frozen=True, slots=True)
class _Envelope:
    """An operation whose changes are not read yet."""

    client: Client
    sequence: Sequence
    kind: Kind
    changes: Annotated[list[JsonValue], Field(max_length=MAX_CHANGES_PER_OPERATION)] = field(
        default_factory=list
    )
    before: Annotated[list[JsonValue], Field(max_length=MAX_CHANGES_PER_OPERATION)] = field(
        default_factory=list
    )
    session: Annotated[str, Field(max_length=MAX_SESSION_CHARACTERS)] = ""


_ENVELOPE: Final = TypeAdapter(_Envelope)


def read_operations(message: object) -> tuple[Operation, ...]:
    """Read a message: the list of a browser's gestures that are not acknowledged yet.

    A long list is read in part; the browser sends the rest again.

    Raises:
        OperationRefused: A gesture cannot be read; the error carries those that can.
    """
    if not isinstance(message, list | tuple):
        raise _refused(())
    reader = _Reader()
    readable = tuple(reader.read(message[:MAX_OPERATIONS_PER_MESSAGE]))
    if reader.has_refused:
        raise _refused(readable)
    return readable


class _Reader:
    """Reads the operations of one message out of one budget."""

    def __init__(self) -> None:
        self.has_refused = False
        self._budget = Budget()

    def read(self, items: list[object] | tuple[object, ...]) -> Iterator[Operation]:
        for position, item in enumerate(items):
            before = self._budget.values, self._budget.characters
            try:
                value = plain_json(item, self._budget)
            except NotPlainJson:
                if position > 0 and min(self._budget.values, self._budget.characters) < 0:
                    return  # the rest comes with the next message
                self._budget = Budget(*before)
                yield from self._stand_in(item)
                continue
            yield from self._operation(value)

    def _operation(self, value: JsonValue) -> Iterator[Operation]:
        try:
            envelope = _ENVELOPE.validate_python(value)
            changes = _changes(envelope.changes)
            before = _changes(envelope.before)
        except ValidationError:
            yield from self._stand_in(value)
            return
        yield Operation(
            envelope.client, envelope.sequence, envelope.kind, changes, before, envelope.session
        )

    def _stand_in(self, item: object) -> Iterator[Operation]:
        """Yield an empty operation for one that cannot be read, if it says whose it is."""
        self.has_refused = True
        if not isinstance(item, dict):
            return
        known = {key: item.get(key) for key in ("client", "sequence")}
        try:
            envelope = _ENVELOPE.validate_python({**known, "kind": REFUSED})
        except (ValidationError, RecursionError):
            return
        yield Operation(envelope.client, envelope.sequence, REFUSED)


def _changes(values: list[JsonValue]) -> tuple[Change, ...]:
    return tuple(CHANGE.validate_python(value) for value in values)


def _refused(readable: tuple[Operation, ...]) -> OperationRefused:
    return OperationRefused(
        "A change from the browser could not be read and was left out. Make it again.",
        pt="Uma alteração que veio do navegador não pôde ser lida e ficou de fora. Refaça-a.",
        readable=readable,
    )
