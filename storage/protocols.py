"""Protocols: the receipt numbers that customers are given."""

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
    select,
)

from storage.columns import BigId, UtcDateTime, metadata
from storage.errors import Conflict
from storage.policy import Permission
from storage.rows import every, first, insert_new, must, values_of
from storage.scope import permitted


class ProtocolColumns(TypedColumns):
    """The columns of `protocols`."""

    number: Named[str] = Column(primary_key=True)
    conversation_id: Named[int] = Column(BigId, ForeignKey("conversations.id"))
    issued_at: Named[datetime] = Column(UtcDateTime)


protocols = Table(
    "protocols", metadata, ProtocolColumns, Index("ix_protocols_conversation_id", "conversation_id")
)


@dataclass(frozen=True, slots=True)
class Protocol:
    """A protocol number and the conversation it stands for."""

    number: str
    conversation_id: int
    issued_at: datetime


_BY_NUMBER = select(protocols).where(protocols.c.number == bindparam("wanted"))
_OF_CONVERSATION = (
    select(protocols)
    .where(protocols.c.conversation_id == bindparam("conversation_id"))
    .order_by(protocols.c.issued_at, protocols.c.number)
)


@permitted(Permission.RUN)
def issue(tx: Connection, number: str, *, conversation_id: int, now: datetime) -> Protocol:
    """Give the number to the conversation; giving it again changes nothing.

    Raises:
        Conflict: when the number belongs to another conversation.
    """
    wanted = Protocol(number, conversation_id, now)
    tx.execute(insert_new(tx.dialect.name, protocols), values_of(wanted))
    issued = must(find(tx, number), f"The protocol {number}")
    if issued.conversation_id != conversation_id:
        raise Conflict(f"The protocol {number} belongs to another conversation: make another one.")
    return issued


@permitted(Permission.READ_CUSTOMERS)
def find(tx: Connection, number: str) -> Protocol | None:
    """Return the protocol with this number, or None."""
    return first(tx, _BY_NUMBER, Protocol, wanted=number)


@permitted(Permission.READ_CUSTOMERS)
def for_conversation(tx: Connection, conversation_id: int) -> list[Protocol]:
    """Return the conversation's protocols in the order they were issued."""
    return every(tx, _OF_CONVERSATION, Protocol, conversation_id=conversation_id)
