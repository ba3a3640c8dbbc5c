"""The transcript: both directions of a conversation in one order."""

from datetime import datetime
from typing import Any, Literal, TypeAlias

from sqlalchemy import (
    CompoundSelect,
    Connection,
    String,
    bindparam,
    func,
    literal,
    null,
    select,
    union_all,
)

from storage.columns import BigId, JsonObject, UtcDateTime
from storage.inbound import inbound_messages
from storage.outbound import Delivery, outbound_messages
from storage.policy import Permission
from storage.prepared import Prepared
from storage.records import record
from storage.rows import every
from storage.scope import permitted

Speaker: TypeAlias = Literal["contact", "bot", "attendant", "system"]


@record(frozen=True, slots=True)
class TranscriptLine:
    """One message; `delivery` and `message_id` are None for what the contact wrote."""

    seq: int
    author: Speaker
    body: JsonObject
    at: datetime
    delivery: Delivery | None
    message_id: int | None


_NO_LIMIT = 2**31 - 1
_OF_CONVERSATION = bindparam("conversation_id", type_=BigId)
_FIRST_HIDDEN = (
    select(func.coalesce(func.min(outbound_messages.c.seq), _NO_LIMIT))
    .where(
        outbound_messages.c.conversation_id == _OF_CONVERSATION,
        outbound_messages.c.visible_at > bindparam("now", type_=UtcDateTime),
    )
    .scalar_subquery()
)
_RECEIVED = select(
    inbound_messages.c.seq,
    literal("contact", String).label("author"),
    inbound_messages.c.body,
    inbound_messages.c.received_at.label("at"),
    null().label("delivery"),
    null().label("message_id"),
).where(
    inbound_messages.c.conversation_id == _OF_CONVERSATION,
    inbound_messages.c.seq > bindparam("after_seq"),
    inbound_messages.c.seq < _FIRST_HIDDEN,
)
_SENT = select(
    outbound_messages.c.seq,
    outbound_messages.c.author,
    outbound_messages.c.body,
    outbound_messages.c.visible_at.label("at"),
    outbound_messages.c.delivery,
    outbound_messages.c.id.label("message_id"),
).where(
    outbound_messages.c.conversation_id == _OF_CONVERSATION,
    outbound_messages.c.seq > bindparam("after_seq"),
    outbound_messages.c.seq < _FIRST_HIDDEN,
)
_ALL_LINES: CompoundSelect[*tuple[Any, ...]] = (
    union_all(_SENT, _RECEIVED).order_by("seq").limit(bindparam("limit"))
)
_LINES = Prepared(_ALL_LINES)


@permitted(Permission.READ_CUSTOMERS)
def transcript(
    tx: Connection, conversation_id: int, *, now: datetime, after_seq: int = 0, limit: int = 200
) -> list[TranscriptLine]:
    """Return the lines after `after_seq`, in order.

    It stops before the first message that is not visible yet: a reader who asks again after
    the last line it saw then never misses one.
    """
    return every(
        tx,
        _LINES,
        TranscriptLine,
        conversation_id=conversation_id,
        now=now,
        after_seq=after_seq,
        limit=limit,
    )
