"""Outbound messages: each is a row before it is a call; its delivery never goes backwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

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
    UniqueConstraint,
    bindparam,
    exists,
    func,
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
from storage.conversations import conversations
from storage.policy import Permission
from storage.prepared import Prepared
from storage.records import record
from storage.rows import every, first
from storage.scope import permitted

Author: TypeAlias = Literal["bot", "attendant", "system"]
Delivery: TypeAlias = Literal["queued", "sending", "sent", "delivered", "read", "failed"]

MAY_FOLLOW: Final[dict[Delivery, frozenset[Delivery]]] = {
    "queued": frozenset({"sending"}),
    "sending": frozenset({"queued"}),
    "sent": frozenset({"queued", "sending"}),
    "delivered": frozenset({"queued", "sending", "sent"}),
    "read": frozenset({"queued", "sending", "sent", "delivered"}),
    "failed": frozenset({"queued", "sending", "sent"}),
}
"""From which deliveries a message may come to each one; "sending" to "queued" is a new try."""


class OutboundColumns(TypedColumns):
    """The columns of `outbound_messages`."""

    id = numbered()
    conversation_id: Named[int] = Column(BigId, ForeignKey("conversations.id"))
    seq: Named[int]
    author: Named[str]
    body: Named[JsonObject] = Column(JSON)
    step: Named[int]
    created_at: Named[datetime] = Column(UtcDateTime)
    visible_at: Named[datetime] = Column(UtcDateTime)
    delivery: Named[str]
    attempts: Named[int]
    next_try_at: Named[datetime] = Column(UtcDateTime)
    provider_id: Named[str | None] = Column(CleanText)
    failed_reason: Named[str | None] = Column(CleanText)
    claimed_by: Named[str | None]
    claimed_at: Named[datetime | None] = Column(UtcDateTime)


UNDER_WAY: Final = ("queued", "sending")
_IS_UNDER_WAY = text("delivery IN ('queued', 'sending')")
_HAS_PROVIDER_ID = text("provider_id IS NOT NULL")

outbound_messages = Table(
    "outbound_messages",
    metadata,
    OutboundColumns,
    UniqueConstraint("conversation_id", "seq"),
    *one_of("author", "bot", "attendant", "system"),
    *one_of("delivery", *MAY_FOLLOW),
    CheckConstraint("attempts >= 0", name="attempts"),
    Index(
        "ix_outbound_messages_next_try_at",
        "next_try_at",
        sqlite_where=_IS_UNDER_WAY,
        postgresql_where=_IS_UNDER_WAY,
    ),
    Index(
        "ix_outbound_messages_under_way",
        "conversation_id",
        "seq",
        sqlite_where=_IS_UNDER_WAY,
        postgresql_where=_IS_UNDER_WAY,
    ),
    Index(
        "ix_outbound_messages_provider_id",
        "provider_id",
        sqlite_where=_HAS_PROVIDER_ID,
        postgresql_where=_HAS_PROVIDER_ID,
    ),
    **NEVER_REUSED,
)


@record(frozen=True, slots=True)
class NewOutbound:
    """A message to send: not shown and not sent before `visible_at`.

    On a channel that customers read from us, such as the web chat, nothing has to be sent:
    such a message begins as "sent".
    """

    conversation_id: int
    seq: int
    author: Author
    body: JsonObject
    step: int
    visible_at: datetime
    delivery: Delivery = "queued"

    @property
    def next_try_at(self) -> datetime:
        """When it is first tried to be sent."""
        return self.visible_at


@dataclass(frozen=True, slots=True)
class OutboundMessage:
    """A message to the customer and how far it came."""

    id: int
    conversation_id: int
    seq: int
    author: Author
    body: JsonObject
    step: int
    created_at: datetime
    visible_at: datetime
    delivery: Delivery
    attempts: int
    next_try_at: datetime
    provider_id: str | None
    failed_reason: str | None
    claimed_by: str | None
    claimed_at: datetime | None


_ADD = Prepared(
    insert(outbound_messages).inline(),
    *NewOutbound.__dataclass_fields__,
    "created_at",
    "next_try_at",
    "attempts",
)
_BY_ID = select(outbound_messages).where(outbound_messages.c.id == bindparam("message_id"))
_BY_PROVIDER_ID = (
    select(outbound_messages)
    .join(conversations, conversations.c.id == outbound_messages.c.conversation_id)
    .where(
        conversations.c.channel == bindparam("channel"),
        outbound_messages.c.provider_id == bindparam("known_as"),
    )
)
_earlier = outbound_messages.alias("earlier")
_HAS_EARLIER = exists().where(
    _earlier.c.conversation_id == outbound_messages.c.conversation_id,
    _earlier.c.seq < outbound_messages.c.seq,
    holds(_earlier.c.delivery, *UNDER_WAY),
)
_DUE = (
    select(outbound_messages.c.id)
    .where(
        holds(outbound_messages.c.delivery, *UNDER_WAY),
        outbound_messages.c.delivery == "queued",
        outbound_messages.c.next_try_at <= bindparam("now", type_=UtcDateTime),
        ~_HAS_EARLIER,
    )
    .order_by(outbound_messages.c.next_try_at, outbound_messages.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=outbound_messages)
    .cte("due")
)
_CLAIM = (
    update(outbound_messages)
    .where(outbound_messages.c.id.in_(select(_DUE.c.id)), outbound_messages.c.delivery == "queued")
    .values(
        delivery="sending",
        attempts=outbound_messages.c.attempts + 1,
        claimed_by=bindparam("worker"),
        claimed_at=bindparam("now", type_=UtcDateTime),
    )
    .returning(*outbound_messages.c)
)
_STALE = (
    select(outbound_messages)
    .where(
        holds(outbound_messages.c.delivery, *UNDER_WAY),
        outbound_messages.c.delivery == "sending",
        outbound_messages.c.claimed_at < bindparam("before", type_=UtcDateTime),
    )
    .order_by(outbound_messages.c.conversation_id, outbound_messages.c.seq)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_NEXT_DUE = select(func.min(outbound_messages.c.next_try_at, type_=UtcDateTime)).where(
    holds(outbound_messages.c.delivery, *UNDER_WAY), outbound_messages.c.delivery == "queued"
)


@permitted(Permission.RUN)
def add_many(tx: Connection, messages: Iterable[NewOutbound], *, now: datetime) -> None:
    """Queue the messages of a turn.

    Raises:
        Conflict: when a place in the conversation is taken.
    """
    _ADD.run_rows(tx, messages, created_at=now, attempts=0)


@permitted(Permission.RUN)
def get(tx: Connection, message_id: int) -> OutboundMessage | None:
    """Return the message, or None."""
    return first(tx, _BY_ID, OutboundMessage, message_id=message_id)


@permitted(Permission.RUN)
def find_by_provider_id(tx: Connection, channel: str, provider_id: str) -> OutboundMessage | None:
    """Return the message which the channel's provider knows by this id, or None."""
    return first(tx, _BY_PROVIDER_ID, OutboundMessage, channel=channel, known_as=provider_id)


@permitted(Permission.RUN)
def claim_due(tx: Connection, worker: str, *, now: datetime, limit: int) -> list[OutboundMessage]:
    """Take messages that are due, for this worker alone, to send them after the commit.

    Of each conversation only its first unsent message is taken, so that order is kept.
    """
    claimed = every(tx, _CLAIM, OutboundMessage, worker=worker, now=now, limit=limit)
    return sorted(claimed, key=lambda message: (message.next_try_at, message.id))


@permitted(Permission.RUN)
def claim_stale(
    tx: Connection, *, now: datetime, lease_s: float, limit: int
) -> list[OutboundMessage]:
    """Return messages whose worker vanished while sending, locked until the transaction ends.

    Nobody knows whether they went out: by the channel's choice, `retry_at` (at least once)
    or `mark_failed` (at most once) settles them in the same transaction.
    """
    return every(tx, _STALE, OutboundMessage, before=now - timedelta(seconds=lease_s), limit=limit)


@permitted(Permission.RUN)
def next_due(tx: Connection) -> datetime | None:
    """Return when the next queued message wants to be sent, or None."""
    return tx.execute(_NEXT_DUE).scalar_one()


@permitted(Permission.RUN)
def mark_sent(tx: Connection, message_id: int, *, provider_id: str | None = None) -> bool:
    """Note that the provider took it; return False when the message is already further."""
    return _move(tx, message_id, "sent", provider_id=provider_id)


@permitted(Permission.RUN)
def mark_delivered(tx: Connection, message_id: int) -> bool:
    """Note that it reached the customer; return False when the message is already further."""
    return _move(tx, message_id, "delivered")


@permitted(Permission.RUN)
def mark_read(tx: Connection, message_id: int) -> bool:
    """Note that the customer read it; return False when the message is already there."""
    return _move(tx, message_id, "read")


@permitted(Permission.RUN)
def mark_failed(tx: Connection, message_id: int, *, reason: str) -> bool:
    """Give up on it; return False when it reached the customer or failed before."""
    return _move(tx, message_id, "failed", failed_reason=reason)


@permitted(Permission.RUN)
def retry_at(tx: Connection, message_id: int, *, next_try_at: datetime, reason: str) -> bool:
    """Queue a claimed message again; return False when it is not being sent."""
    return _move(
        tx,
        message_id,
        "queued",
        next_try_at=next_try_at,
        failed_reason=reason,
        claimed_by=None,
        claimed_at=None,
    )


def _move(tx: Connection, message_id: int, to: Delivery, **values: object) -> bool:
    moved = (
        update(outbound_messages)
        .where(
            outbound_messages.c.id == message_id, outbound_messages.c.delivery.in_(MAY_FOLLOW[to])
        )
        .values(delivery=to, **values)
    )
    return tx.execute(moved).rowcount == 1
