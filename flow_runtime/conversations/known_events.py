"""Events of other systems, each once and for ever."""

from datetime import datetime

from sqlalchemy import Connection

from storage import inbound
from storage.conversations import Conversation
from storage.inbound import NewInbound


def is_new_event(
    tx: Connection, conversation: Conversation, event_id: str, *, now: datetime
) -> bool:
    """Keep an event's id for ever and say whether it is the first time that it came.

    Ids of events live apart from those of messages, so that no customer can take one. The event's
    data is not kept here: the flow keeps what it needs.
    """
    new = NewInbound(
        channel=conversation.channel,
        account=f"events:{conversation.public_id}",
        message_id=event_id,
        body={},
        conversation_id=conversation.id,
    )
    return inbound.add(tx, new, now=now) is not None
