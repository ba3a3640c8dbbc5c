"""Events: append-only facts of a conversation, the only source of every number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    ForeignKey,
    Named,
    Table,
    TypedColumns,
    UniqueConstraint,
    bindparam,
    func,
    insert,
    select,
)

from storage.columns import (
    NEVER_REUSED,
    BigId,
    JsonObject,
    UtcDateTime,
    metadata,
    numbered,
)
from storage.policy import Permission
from storage.prepared import Prepared
from storage.records import record
from storage.rows import every
from storage.scope import permitted


class EventColumns(TypedColumns):
    """The columns of `events`; `position` counts from 1 within the conversation."""

    id = numbered()
    conversation_id: Named[int] = Column(BigId, ForeignKey("conversations.id"))
    position: Named[int]
    name: Named[str]
    node_id: Named[str | None]
    flow_id: Named[str]
    version: Named[int]
    at: Named[datetime] = Column(UtcDateTime)
    data: Named[JsonObject] = Column(JSON)


events = Table(
    "events",
    metadata,
    EventColumns,
    UniqueConstraint("conversation_id", "position"),
    **NEVER_REUSED,
)


@record(frozen=True, slots=True)
class NewEvent:
    """A fact to add; flow and version say where the node is, also inside a sub-flow."""

    conversation_id: int
    position: int
    name: str
    node_id: str | None
    flow_id: str
    version: int
    data: JsonObject


@dataclass(frozen=True, slots=True)
class Event:
    """A recorded fact."""

    id: int
    conversation_id: int
    position: int
    name: str
    node_id: str | None
    flow_id: str
    version: int
    at: datetime
    data: JsonObject


_ADD = Prepared(insert(events).inline(), *NewEvent.__dataclass_fields__, "at")
_OF_CONVERSATION = (
    select(events)
    .where(
        events.c.conversation_id == bindparam("conversation_id"),
        events.c.position > bindparam("after_position"),
    )
    .order_by(events.c.position)
    .limit(bindparam("limit"))
)
_LAST_POSITION = select(func.coalesce(func.max(events.c.position), 0)).where(
    events.c.conversation_id == bindparam("conversation_id")
)
_SINCE = (
    select(events)
    .where(events.c.id > bindparam("after_id"))
    .order_by(events.c.id)
    .limit(bindparam("limit"))
)


@permitted(Permission.RUN)
def append_many(tx: Connection, new: Iterable[NewEvent], *, now: datetime) -> None:
    """Add the facts of a turn.

    Raises:
        Conflict: when a position is taken: somebody else moved the conversation on.
    """
    _ADD.run_rows(tx, new, at=now)


@permitted(Permission.READ_CUSTOMERS)
def for_conversation(
    tx: Connection, conversation_id: int, *, after_position: int = 0, limit: int = 1000
) -> list[Event]:
    """Return the conversation's events in order."""
    return every(
        tx,
        _OF_CONVERSATION,
        Event,
        conversation_id=conversation_id,
        after_position=after_position,
        limit=limit,
    )


@permitted(Permission.READ_CUSTOMERS)
def last_position(tx: Connection, conversation_id: int) -> int:
    """Return the position of the conversation's newest event; 0 when it has none."""
    return tx.execute(_LAST_POSITION, {"conversation_id": conversation_id}).scalar_one()


@permitted(Permission.READ_CUSTOMERS)
def since(tx: Connection, *, after_id: int, limit: int) -> list[Event]:
    """Return the events of all conversations after `after_id`, for folding into reports."""
    return every(tx, _SINCE, Event, after_id=after_id, limit=limit)
