"""Ticket notes: what attendants write for each other; customers never see it."""

from dataclasses import dataclass
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
    insert,
    select,
)

from storage.columns import NEVER_REUSED, BigId, CleanText, UtcDateTime, metadata, numbered
from storage.policy import Permission
from storage.rows import every, first, must
from storage.scope import permitted, require_own_name


class TicketNoteColumns(TypedColumns):
    """The columns of `ticket_notes`."""

    id = numbered()
    ticket_id: Named[int] = Column(BigId, ForeignKey("tickets.id"))
    author: Named[str] = Column(CleanText)
    text: Named[str] = Column(CleanText)
    at: Named[datetime] = Column(UtcDateTime)


ticket_notes = Table(
    "ticket_notes",
    metadata,
    TicketNoteColumns,
    Index("ix_ticket_notes_ticket_id", "ticket_id"),
    **NEVER_REUSED,
)


@dataclass(frozen=True, slots=True)
class TicketNote:
    """A note on a ticket."""

    id: int
    ticket_id: int
    author: str
    text: str
    at: datetime


_ADD = insert(ticket_notes).returning(*ticket_notes.c)
_OF_TICKET = (
    select(ticket_notes)
    .where(ticket_notes.c.ticket_id == bindparam("of_ticket"))
    .order_by(ticket_notes.c.id)
)


@permitted(Permission.ATTEND)
def add(tx: Connection, ticket_id: int, *, author: str, text: str, now: datetime) -> TicketNote:
    """Write a note on the ticket.

    Raises:
        Forbidden: when it is to be written in another person's name.
        Conflict: when there is no such ticket.
    """
    require_own_name(tx, author)
    note = {"ticket_id": ticket_id, "author": author, "text": text, "at": now}
    return must(first(tx, _ADD, TicketNote, **note), "The new note")


@permitted(Permission.READ_CUSTOMERS)
def for_ticket(tx: Connection, ticket_id: int) -> list[TicketNote]:
    """Return the ticket's notes, oldest first."""
    return every(tx, _OF_TICKET, TicketNote, of_ticket=ticket_id)
