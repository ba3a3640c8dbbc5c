"""A message that arrives in a conversation: its lock and the message in one round trip."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, Executable, bindparam, func, select

from storage.columns import CleanText, JsonObject, UtcDateTime
from storage.conversations import Conversation, conversations
from storage.inbound import KEY, inbound_messages
from storage.policy import Permission
from storage.prepared import Prepared
from storage.rows import insert_new, must
from storage.scope import permitted

_LOCK = (
    select(conversations)
    .where(conversations.c.id == bindparam("conversation_id"))
    .with_for_update(key_share=True)
)
_FILLED = ("channel", "account", "message_id", "conversation_id", "seq", "body", "received_at")


def _both(dialect: str) -> Executable:
    """Return PostgreSQL's statement for both; the message follows the row that is locked."""
    locked = _LOCK.cte("locked")
    message = select(
        locked.c.channel,
        locked.c.public_id,
        bindparam("message_id", type_=CleanText),
        locked.c.id,
        locked.c.last_seq + 1,
        bindparam("body", type_=JSON),
        bindparam("received_at", type_=UtcDateTime),
    )
    adding = insert_new(dialect, inbound_messages, *KEY).from_select(_FILLED, message)
    added = adding.returning(inbound_messages.c.id).cte("added")
    count = select(func.count()).select_from(added).scalar_subquery()
    return select(*locked.c, count)


_LOCK_ONLY = Prepared(_LOCK)
_ADD_ONLY = Prepared(lambda dialect: insert_new(dialect, inbound_messages, *KEY), *_FILLED)
_BOTH = Prepared(_both)


@permitted(Permission.RUN)
def take(
    tx: Connection, conversation_id: int, message_id: str, body: JsonObject, *, now: datetime
) -> tuple[Conversation, bool]:
    """Lock the conversation as `conversations.lock` does and keep the message as its next one.

    Return the conversation, and False when the message was delivered before.

    Raises:
        NotFound: when there is no such conversation.
        Busy: when another turn holds it for too long.
        Conflict: when the message's place in the conversation is taken.
    """
    message = {
        "conversation_id": conversation_id,
        "message_id": message_id,
        "body": body,
        "received_at": now,
    }
    if tx.dialect.name == "postgresql":
        both = _BOTH.first(tx, _with_count, **message)
        return must(both, f"The conversation {conversation_id}")
    found = _LOCK_ONLY.first(tx, Conversation, conversation_id=conversation_id)
    conversation = must(found, f"The conversation {conversation_id}")
    # Nobody else writes now, so what was read is what the message follows.
    added = _ADD_ONLY.run(
        tx,
        **message,
        channel=conversation.channel,
        account=conversation.public_id,
        seq=conversation.last_seq + 1,
    )
    return conversation, added > 0


def _with_count(*values: Any) -> tuple[Conversation, bool]:
    return Conversation(*values[:-1]), values[-1] > 0
