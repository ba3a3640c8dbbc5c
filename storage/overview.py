"""The overview: how much is open and how much waits, counted at one moment."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, func, select

from storage.conversations import conversations
from storage.outbound import outbound_messages
from storage.policy import Permission
from storage.rows import first, must
from storage.scope import permitted
from storage.tasks import tasks
from storage.tickets import tickets
from storage.timers import timers


@dataclass(frozen=True, slots=True)
class Overview:
    """Numbers of rows; what is due should have been done already."""

    open_conversations: int
    waiting_tickets: int
    assigned_tickets: int
    due_tasks: int
    due_timers: int
    queued_messages: int


@permitted(Permission.READ_FLOWS)
def count(tx: Connection, *, now: datetime) -> Overview:
    """Count what is open, what waits and what is due at `now`."""
    statement = select(
        _number(conversations, conversations.c.ended_at.is_(None)),
        _number(tickets, tickets.c.status == "waiting"),
        _number(tickets, tickets.c.status == "assigned"),
        _number(tasks, tasks.c.status.in_(("queued", "running")), tasks.c.due_at <= now),
        _number(timers, timers.c.due_at <= now),
        _number(outbound_messages, outbound_messages.c.delivery == "queued"),
    )
    return must(first(tx, statement, Overview), "The overview")


def _number(table: Table, *where: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count()).select_from(table).where(*where).scalar_subquery()
