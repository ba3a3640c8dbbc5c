"""Tasks: work for the outside world that a turn asked for, done between two transactions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Named,
    Table,
    TypedColumns,
    and_,
    bindparam,
    func,
    or_,
    select,
    text,
    update,
)

from storage.columns import (
    NEVER_REUSED,
    BigId,
    CleanText,
    JsonObject,
    UtcDateTime,
    holds,
    metadata,
    numbered,
    one_of,
)
from storage.policy import Permission
from storage.rows import every, first, insert_all, insert_new, must, values_of
from storage.scope import permitted

Kind: TypeAlias = Literal["call_api", "notify"]
TaskStatus: TypeAlias = Literal["queued", "running", "done", "failed"]


class TaskColumns(TypedColumns):
    """The columns of `tasks`."""

    id = numbered()
    conversation_id: Named[int] = Column(BigId, ForeignKey("conversations.id"))
    step: Named[int]
    kind: Named[str]
    payload: Named[JsonObject] = Column(JSON)
    idempotency_key: Named[str] = Column(unique=True)
    status: Named[str]
    attempts: Named[int]
    due_at: Named[datetime] = Column(UtcDateTime)
    claimed_by: Named[str | None]
    claimed_at: Named[datetime | None] = Column(UtcDateTime)
    finished_at: Named[datetime | None] = Column(UtcDateTime)
    error: Named[str | None] = Column(CleanText)


_IS_OPEN = text("status IN ('queued', 'running')")

tasks = Table(
    "tasks",
    metadata,
    TaskColumns,
    *one_of("kind", "call_api", "notify"),
    *one_of("status", "queued", "running", "done", "failed"),
    CheckConstraint("attempts >= 0", name="attempts"),
    Index("ix_tasks_due_at", "due_at", sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
    Index("ix_tasks_conversation_id", "conversation_id"),
    **NEVER_REUSED,
)


@dataclass(frozen=True, slots=True)
class NewTask:
    """Work to do from `due_at` on; the same idempotency key is the same work."""

    conversation_id: int
    step: int
    kind: Kind
    payload: JsonObject
    idempotency_key: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work and how far it came; `attempts` counts the claims."""

    id: int
    conversation_id: int
    step: int
    kind: Kind
    payload: JsonObject
    idempotency_key: str
    status: TaskStatus
    attempts: int
    due_at: datetime
    claimed_by: str | None
    claimed_at: datetime | None
    finished_at: datetime | None
    error: str | None


_NOW = bindparam("now", type_=UtcDateTime)
_IS_UNFINISHED = holds(tasks.c.status, "queued", "running")
_CLAIMABLE = or_(
    and_(tasks.c.status == "queued", tasks.c.due_at <= _NOW),
    and_(
        tasks.c.status == "running",
        tasks.c.claimed_at < bindparam("lease_begin", type_=UtcDateTime),
    ),
)
_DUE = (
    select(tasks.c.id)
    .where(_IS_UNFINISHED, _CLAIMABLE)
    .order_by(tasks.c.due_at, tasks.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
    .cte("due")
)
_CLAIM = (
    update(tasks)
    .where(tasks.c.id.in_(select(_DUE.c.id)))
    .values(
        status="running",
        attempts=tasks.c.attempts + 1,
        claimed_by=bindparam("worker"),
        claimed_at=_NOW,
    )
    .returning(*tasks.c)
)
_BY_ID = select(tasks).where(tasks.c.id == bindparam("task_id"))
_NEXT_DUE = select(func.min(tasks.c.due_at, type_=UtcDateTime)).where(
    _IS_UNFINISHED, tasks.c.status == "queued"
)


@permitted(Permission.RUN)
def add_many(tx: Connection, new: Iterable[NewTask]) -> None:
    """Queue the work of a turn; work that is queued already is left as it is."""
    rows = ({**values_of(task), "status": "queued", "attempts": 0} for task in new)
    insert_all(tx, insert_new(tx.dialect.name, tasks, "idempotency_key"), rows)


@permitted(Permission.RUN)
def get(tx: Connection, task_id: int) -> Task:
    """Return the task.

    Raises:
        NotFound: when there is none with this id.
    """
    return must(first(tx, _BY_ID, Task, task_id=task_id), f"The task {task_id}")


@permitted(Permission.RUN)
def claim_due(
    tx: Connection, worker: str, *, now: datetime, limit: int, lease_s: float
) -> list[Task]:
    """Take work that is due, for this worker alone, also from workers silent for `lease_s`."""
    lease_begin = now - timedelta(seconds=lease_s)
    claimed = every(tx, _CLAIM, Task, worker=worker, now=now, limit=limit, lease_begin=lease_begin)
    return sorted(claimed, key=lambda task: (task.due_at, task.id))


@permitted(Permission.RUN)
def finish(
    tx: Connection, task_id: int, worker: str, *, now: datetime, error: str | None = None
) -> bool:
    """Note the end of the work; with `error` it failed for good.

    Returns:
        False when the worker no longer holds the task: its result must then not be used.
    """
    status = "done" if error is None else "failed"
    return _settle(tx, task_id, worker, status=status, finished_at=now, error=error)


@permitted(Permission.RUN)
def retry_at(tx: Connection, task_id: int, worker: str, *, due_at: datetime, error: str) -> bool:
    """Queue the work again; return False when the worker no longer holds the task."""
    return _settle(
        tx,
        task_id,
        worker,
        status="queued",
        due_at=due_at,
        error=error,
        claimed_by=None,
        claimed_at=None,
    )


@permitted(Permission.RUN)
def next_due(tx: Connection) -> datetime | None:
    """Return when the next queued task is due, or None."""
    return tx.execute(_NEXT_DUE).scalar_one()


def _settle(tx: Connection, task_id: int, worker: str, **values: object) -> bool:
    held = (tasks.c.id == task_id, tasks.c.status == "running", tasks.c.claimed_by == worker)
    return tx.execute(update(tasks).where(*held).values(**values)).rowcount == 1
