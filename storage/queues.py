"""Queues: where tickets wait for attendants of one level."""

from dataclasses import dataclass

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Named,
    Table,
    TypedColumns,
    bindparam,
    select,
)

from storage.columns import CleanText, JsonObject, metadata
from storage.policy import Permission
from storage.rows import every, first, insert_or_replace, must, values_of
from storage.scope import permitted


class QueueColumns(TypedColumns):
    """The columns of `queues`; the id is a slug, `calendar` the id of its opening hours."""

    id: Named[str] = Column(primary_key=True)
    name: Named[str] = Column(CleanText)
    level: Named[str]
    calendar: Named[str | None]
    settings: Named[JsonObject] = Column(JSON)


queues = Table("queues", metadata, QueueColumns)


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue; `level` is N1, N2 or N3."""

    id: str
    name: str
    level: str
    calendar: str | None
    settings: JsonObject


_ALL = select(queues).order_by(queues.c.level, queues.c.name)
_BY_ID = select(queues).where(queues.c.id == bindparam("queue_id"))


@permitted(Permission.SUPERVISE)
def save(tx: Connection, queue: Queue) -> None:
    """Add the queue, or replace the one with the same id."""
    tx.execute(insert_or_replace(tx.dialect.name, queues), values_of(queue))


@permitted(Permission.READ_FLOWS)
def get(tx: Connection, queue_id: str) -> Queue:
    """Return the queue.

    Raises:
        NotFound: when there is none with this id.
    """
    return must(find(tx, queue_id), f"The queue “{queue_id}”", pt=f"A fila “{queue_id}”")


@permitted(Permission.READ_FLOWS)
def find(tx: Connection, queue_id: str) -> Queue | None:
    """Return the queue, or None."""
    return first(tx, _BY_ID, Queue, queue_id=queue_id)


@permitted(Permission.READ_FLOWS)
def list_queues(tx: Connection) -> list[Queue]:
    """Return all queues by level and name."""
    return every(tx, _ALL, Queue)
