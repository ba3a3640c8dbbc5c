"""Timers: what a conversation wants to be woken for, and when."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Named,
    Table,
    TypedColumns,
    bindparam,
    delete,
    func,
    select,
    tuple_,
)

from storage.columns import BigId, UtcDateTime, metadata
from storage.conversations import conversations
from storage.policy import Permission
from storage.prepared import Prepared
from storage.records import record
from storage.rows import changed, every, insert_or_replace
from storage.scope import permitted


class TimerColumns(TypedColumns):
    """The columns of `timers`; one timer per conversation and key."""

    conversation_id: Named[int] = Column(BigId, ForeignKey("conversations.id"), primary_key=True)
    key: Named[str] = Column(primary_key=True)
    step: Named[int]
    due_at: Named[datetime] = Column(UtcDateTime)


timers = Table("timers", metadata, TimerColumns, Index("ix_timers_due_at", "due_at"))


@record(frozen=True, slots=True)
class Timer:
    """A timer; `step` is the conversation's step in which it was armed."""

    conversation_id: int
    key: str
    step: int
    due_at: datetime


_NOW = bindparam("now", type_=UtcDateTime)
# Locking the conversation, not the timer, takes locks in the same order as a turn does; a
# conversation that is just having a turn is left for the next look.
_DUE = (
    select(timers.c.conversation_id, timers.c.key)
    .join(conversations, conversations.c.id == timers.c.conversation_id)
    .where(timers.c.due_at <= _NOW)
    .order_by(timers.c.due_at, timers.c.conversation_id, timers.c.key)
    .limit(bindparam("limit"))
    .with_for_update(of=conversations, key_share=True, skip_locked=True)
    .cte("due")
)
_CLAIM = (
    delete(timers)
    .where(
        tuple_(timers.c.conversation_id, timers.c.key).in_(
            select(_DUE.c.conversation_id, _DUE.c.key)
        ),
        # Asked again, because a turn may have moved the timer just before the lock.
        timers.c.due_at <= _NOW,
    )
    .returning(*timers.c)
)
_REPLACE = Prepared(lambda dialect: insert_or_replace(dialect, timers), *Timer.__dataclass_fields__)
_CANCEL = delete(timers).where(
    timers.c.conversation_id == bindparam("conversation_id"), timers.c.key == bindparam("key")
)
_OLD = delete(timers).where(
    timers.c.conversation_id == bindparam("conversation_id"),
    timers.c.step < bindparam("before_step"),
)
_CANCEL_OLD = Prepared(_OLD)
_CANCEL_OLD_BUT_ONE = Prepared(_OLD.where(timers.c.key != bindparam("kept")))
_OF_CONVERSATION = (
    select(timers)
    .where(timers.c.conversation_id == bindparam("conversation_id"))
    .order_by(timers.c.due_at, timers.c.key)
)
_NEXT_DUE = select(func.min(timers.c.due_at, type_=UtcDateTime))


@permitted(Permission.RUN)
def replace(tx: Connection, timer: Timer) -> None:
    """Arm the timer in place of the one with the same conversation and key."""
    _REPLACE.run_row(tx, timer)


@permitted(Permission.RUN)
def cancel(tx: Connection, conversation_id: int, key: str) -> bool:
    """Disarm one timer; return whether there was one."""
    return changed(tx, _CANCEL, conversation_id=conversation_id, key=key) > 0


@permitted(Permission.RUN)
def cancel_before_step(
    tx: Connection, conversation_id: int, step: int, *, kept: Sequence[str] = ()
) -> int:
    """Disarm the timers armed in earlier steps than `step`, but those with a key in `kept`.

    Return how many there were, where that is known at once.
    """
    if not kept:
        return _CANCEL_OLD.run(tx, conversation_id=conversation_id, before_step=step)
    if len(kept) == 1:
        return _CANCEL_OLD_BUT_ONE.run(
            tx, conversation_id=conversation_id, before_step=step, kept=kept[0]
        )
    others = _OLD.where(timers.c.key.not_in(kept))
    return changed(tx, others, conversation_id=conversation_id, before_step=step)


@permitted(Permission.RUN)
def claim_due(tx: Connection, *, now: datetime, limit: int) -> list[Timer]:
    """Take timers that are due, earliest first, with the lock on their conversations.

    They are deleted in this transaction and so fire at most once: handle them before it ends.
    """
    claimed = every(tx, _CLAIM, Timer, now=now, limit=limit)
    return sorted(claimed, key=lambda timer: (timer.due_at, timer.conversation_id, timer.key))


@permitted(Permission.RUN)
def for_conversation(tx: Connection, conversation_id: int) -> list[Timer]:
    """Return the timers of the conversation, earliest first."""
    return every(tx, _OF_CONVERSATION, Timer, conversation_id=conversation_id)


@permitted(Permission.RUN)
def next_due(tx: Connection) -> datetime | None:
    """Return when the next timer is due, or None."""
    return tx.execute(_NEXT_DUE).scalar_one()
