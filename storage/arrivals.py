"""A message that arrives in a conversation: its lock and the message in one round trip."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, Executable, FromClause, bindparam, func, select
from sqlalchemy.sql.dml import ReturningInsert

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


def _adding(dialect: str, meant: FromClause) -> ReturningInsert[int]:
    """Return the INSERT of a message into the one conversation of `meant`."""
    message = select(
        meant.c.channel,
        meant.c.public_id,
        bindparam("message_id", type_=CleanText),
        meant.c.id,
        meant.c.last_seq + 1,
        bindparam("body", type_=JSON),
        bindparam("received_at", type_=UtcDateTime),
    ).where(meant.c.id == bindparam("conversation_id"))
    adding = insert_new(dialect, inbound_messages, *KEY).from_select(_FILLED, message)
    return adding.returning(inbound_messages.c.id)


def _both(dialect: str) -> Executable:
    """Return PostgreSQL's statement for both; the message follows the row that is locked."""
    locked = _LOCK.cte("locked")
    added = _adding(dialect, locked).cte("added")
    count = select(func.count()).select_from(added).scalar_subquery()
    return select(*locked.c, count)


_LOCK_ONLY = Prepared(_LOCK)
_ADD_ONLY = Prepared(lambda dialect: _adding(dialect, conversations))
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
    return conversation, _ADD_ONLY.first(tx, int, **message) is not None


def _with_count(*values: Any) -> tuple[Conversation, bool]:
    return Conversation(*values[:-1]), values[-1] > 0
