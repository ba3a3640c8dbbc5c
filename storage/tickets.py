"""Tickets: a handoff's unit of work in a queue, from opening to its end."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from sqlalchemy import (
    JSON,
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
from storage.errors import Conflict
from storage.policy import Permission
from storage.rows import every, first, must, values_of
from storage.scope import permitted, require_own_name

TicketStatus: TypeAlias = Literal[
    "waiting", "assigned", "resolved", "no_agent", "expired", "closed_by_customer"
]
Ending: TypeAlias = Literal["resolved", "no_agent", "expired", "closed_by_customer"]
ACTIVE: Final = ("waiting", "assigned")


class TicketColumns(TypedColumns):
    """The columns of `tickets`; `queue` stays readable when the queue is renamed or removed."""

    id = numbered()
    number: Named[str | None] = Column(unique=True)
    conversation_id: Named[int] = Column(BigId, ForeignKey("conversations.id"))
    queue: Named[str]
    level: Named[str]
    priority: Named[int]
    status: Named[str]
    skills: Named[list[str]] = Column(JSON)
    summary: Named[str] = Column(CleanText)
    context: Named[JsonObject] = Column(JSON)
    script: Named[str | None] = Column(CleanText)
    step: Named[int]
    opened_at: Named[datetime] = Column(UtcDateTime)
    assigned_at: Named[datetime | None] = Column(UtcDateTime)
    assigned_to: Named[str | None] = Column(CleanText)
    closed_at: Named[datetime | None] = Column(UtcDateTime)
    due_at: Named[datetime | None] = Column(UtcDateTime)


_IS_ACTIVE = text("status IN ('waiting', 'assigned')")

tickets = Table(
    "tickets",
    metadata,
    TicketColumns,
    *one_of(
        "status", "waiting", "assigned", "resolved", "no_agent", "expired", "closed_by_customer"
    ),
    Index(
        "uq_tickets_active",
        "conversation_id",
        unique=True,
        sqlite_where=_IS_ACTIVE,
        postgresql_where=_IS_ACTIVE,
    ),
    Index("ix_tickets_conversation_id", "conversation_id"),
    Index("ix_tickets_status_queue_priority", "status", "queue", "priority", "id"),
    **NEVER_REUSED,
)


@dataclass(frozen=True, slots=True)
class NewTicket:
    """What a handoff asks for; a lower `priority` is served first, `step` is the conversation's."""

    conversation_id: int
    queue: str
    level: str
    priority: int
    skills: list[str]
    summary: str
    context: JsonObject
    script: str | None
    step: int
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket and where it stands."""

    id: int
    number: str
    conversation_id: int
    queue: str
    level: str
    priority: int
    status: TicketStatus
    skills: list[str]
    summary: str
    context: JsonObject
    script: str | None
    step: int
    opened_at: datetime
    assigned_at: datetime | None
    assigned_to: str | None
    closed_at: datetime | None
    due_at: datetime | None


_ADD = insert(tickets).returning(tickets.c.id)
_BY_ID = select(tickets).where(tickets.c.id == bindparam("ticket_id"))
_BY_NUMBER = select(tickets).where(tickets.c.number == bindparam("ticket_number"))
_OF_CONVERSATION = (
    select(tickets)
    .where(tickets.c.conversation_id == bindparam("of_conversation"))
    .order_by(tickets.c.id.desc())
)
_IN_ORDER = select(tickets).order_by(tickets.c.priority, tickets.c.id).limit(bindparam("limit"))


@permitted(Permission.RUN)
def open_ticket(tx: Connection, new: NewTicket, *, now: datetime) -> Ticket:
    """Put a ticket into its queue; its number is the year and its id, such as 2026-000042.

    Raises:
        Conflict: when the conversation has an active ticket already.
    """
    values = {**values_of(new), "status": "waiting", "opened_at": now}
    ticket_id = tx.execute(_ADD, values).scalar_one()
    numbered_row = update(tickets).where(tickets.c.id == ticket_id)
    tx.execute(numbered_row.values(number=f"{now:%Y}-{ticket_id:06d}"))
    return get(tx, ticket_id)


@permitted(Permission.READ_CUSTOMERS)
def get(tx: Connection, ticket_id: int) -> Ticket:
    """Return the ticket.

    Raises:
        NotFound: when there is none with this id.
    """
    return must(
        first(tx, _BY_ID, Ticket, ticket_id=ticket_id),
        f"The ticket {ticket_id}",
        pt=f"O chamado {ticket_id}",
    )


@permitted(Permission.READ_CUSTOMERS)
def find_by_number(tx: Connection, number: str) -> Ticket | None:
    """Return the ticket with this number, or None."""
    return first(tx, _BY_NUMBER, Ticket, ticket_number=number)


@permitted(Permission.READ_CUSTOMERS)
def list_tickets(
    tx: Connection, *, queue: str | None = None, active: bool = True, limit: int = 200
) -> list[Ticket]:
    """Return tickets in the order they should be served; `active` leaves out the closed ones."""
    wanted = _IN_ORDER
    if queue is not None:
        wanted = wanted.where(tickets.c.queue == queue)
    if active:
        wanted = wanted.where(holds(tickets.c.status, *ACTIVE))
    return every(tx, wanted, Ticket, limit=limit)


@permitted(Permission.READ_CUSTOMERS)
def for_conversation(tx: Connection, conversation_id: int) -> list[Ticket]:
    """Return the conversation's tickets, newest first."""
    return every(tx, _OF_CONVERSATION, Ticket, of_conversation=conversation_id)


@permitted(Permission.READ_CUSTOMERS)
def find_active(tx: Connection, conversation_id: int) -> Ticket | None:
    """Return the conversation's waiting or assigned ticket, or None."""
    active = _OF_CONVERSATION.where(holds(tickets.c.status, *ACTIVE))
    return first(tx, active, Ticket, of_conversation=conversation_id)


@permitted(Permission.ATTEND)
def take(tx: Connection, ticket_id: int, *, attendant: str, now: datetime) -> Ticket:
    """Give a waiting ticket to an attendant.

    Raises:
        Forbidden: when it is to be written in another person's name.
        NotFound: when there is no such ticket.
        Conflict: when somebody has it already or it is closed.
    """
    require_own_name(tx, attendant)
    taken = {"status": "assigned", "assigned_to": attendant, "assigned_at": now}
    return _change(tx, ticket_id, ("waiting",), taken)


@permitted(Permission.ATTEND)
def release(tx: Connection, ticket_id: int, *, queue: str | None = None) -> Ticket:
    """Put an active ticket back to wait, in another queue when one is given.

    Raises:
        NotFound: when there is no such ticket.
        Conflict: when it is closed.
    """
    waiting: dict[str, object] = {"status": "waiting", "assigned_to": None, "assigned_at": None}
    if queue is not None:
        waiting["queue"] = queue
    return _change(tx, ticket_id, ACTIVE, waiting)


@permitted(Permission.ATTEND)
def resolve(tx: Connection, ticket_id: int, *, now: datetime) -> Ticket:
    """Close a ticket as solved.

    Raises:
        NotFound: when there is no such ticket.
        Conflict: when it is closed already.
    """
    return close(tx, ticket_id, "resolved", now=now)


@permitted(Permission.ATTEND)
def close(tx: Connection, ticket_id: int, ending: Ending, *, now: datetime) -> Ticket:
    """Close an active ticket in one of the four ways it can end.

    Raises:
        NotFound: when there is no such ticket.
        Conflict: when it is closed already.
    """
    return _change(tx, ticket_id, ACTIVE, {"status": ending, "closed_at": now})


def _change(
    tx: Connection, ticket_id: int, expected: tuple[str, ...], values: dict[str, object]
) -> Ticket:
    where = (tickets.c.id == ticket_id, tickets.c.status.in_(expected))
    changed_rows = tx.execute(update(tickets).where(*where).values(values)).rowcount
    ticket = get(tx, ticket_id)
    if not changed_rows:
        raise Conflict(
            f"The ticket {ticket.number} is {ticket.status}: look at it again with fluxo ticket "
            "list --all.",
            pt=f"O chamado {ticket.number} não está mais em um estado que permita isto: veja-o "
            "de novo com fluxo ticket list --all.",
        )
    return ticket
