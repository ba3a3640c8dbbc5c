"""Inbound messages: what came in, each provider message exactly once and for ever."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    ForeignKey,
    Index,
    Named,
    Table,
    TypedColumns,
    UniqueConstraint,
    bindparam,
    select,
    update,
)

from storage.columns import (
    NEVER_REUSED,
    BigId,
    CleanText,
    JsonObject,
    UtcDateTime,
    metadata,
    numbered,
)
from storage.policy import Permission
from storage.prepared import Prepared
from storage.rows import every, first, insert_new_returning, must, values_of
from storage.scope import permitted


class InboundColumns(TypedColumns):
    """The columns of `inbound_messages`; not yet part of a conversation while that is empty."""

    id = numbered()
    channel: Named[str]
    account: Named[str] = Column(CleanText)
    message_id: Named[str] = Column(CleanText)
    conversation_id: Named[int | None] = Column(BigId, ForeignKey("conversations.id"))
    seq: Named[int | None]
    body: Named[JsonObject] = Column(JSON)
    received_at: Named[datetime] = Column(UtcDateTime)


inbound_messages = Table(
    "inbound_messages",
    metadata,
    InboundColumns,
    UniqueConstraint("channel", "account", "message_id"),
    Index("uq_inbound_messages_conversation_id_seq", "conversation_id", "seq", unique=True),
    **NEVER_REUSED,
)


@dataclass(frozen=True, slots=True)
class NewInbound:
    """A message as the provider names it; `account` is our address or number there."""

    channel: str
    account: str
    message_id: str
    body: JsonObject
    conversation_id: int | None = None
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """A message that came in; `seq` is its place in the conversation."""

    id: int
    channel: str
    account: str
    message_id: str
    conversation_id: int | None
    seq: int | None
    body: JsonObject
    received_at: datetime


KEY: Final = ("channel", "account", "message_id")
"""What a provider's message is known by."""

_ADD = Prepared(
    lambda dialect: insert_new_returning(dialect, inbound_messages, *KEY),
    *NewInbound.__dataclass_fields__,
    "received_at",
)
_BY_MESSAGE = select(inbound_messages).where(
    inbound_messages.c.channel == bindparam("channel"),
    inbound_messages.c.account == bindparam("account"),
    inbound_messages.c.message_id == bindparam("message_id"),
)
_WAITING = (
    select(inbound_messages)
    .where(inbound_messages.c.conversation_id.is_(None))
    .order_by(inbound_messages.c.id)
    .limit(bindparam("limit"))
)
_PLACE = (
    update(inbound_messages)
    .where(inbound_messages.c.id == bindparam("inbound_id"))
    .values(conversation_id=bindparam("to_conversation"), seq=bindparam("at_seq"))
)


@permitted(Permission.RUN)
def add(tx: Connection, new: NewInbound, *, now: datetime) -> InboundMessage | None:
    """Keep the message; return None when the provider delivered it before.

    Raises:
        Conflict: when its place in the conversation is taken.
    """
    return first(tx, _ADD, InboundMessage, **values_of(new), received_at=now)


@permitted(Permission.RUN)
def place(tx: Connection, inbound_id: int, *, conversation_id: int, seq: int) -> None:
    """Give the message its place in a conversation.

    Raises:
        NotFound: when there is no such message.
        Conflict: when the place is taken.
    """
    values = {"inbound_id": inbound_id, "to_conversation": conversation_id, "at_seq": seq}
    placed = tx.execute(_PLACE, values).rowcount
    must(placed or None, f"The inbound message {inbound_id}")


@permitted(Permission.RUN)
def find(tx: Connection, channel: str, *, account: str, message_id: str) -> InboundMessage | None:
    """Return the message that the provider knows by this id, or None."""
    return first(
        tx, _BY_MESSAGE, InboundMessage, channel=channel, account=account, message_id=message_id
    )


@permitted(Permission.RUN)
def list_unplaced(tx: Connection, *, limit: int) -> list[InboundMessage]:
    """Return messages that no conversation has taken yet, oldest first."""
    return every(tx, _WAITING, InboundMessage, limit=limit)
