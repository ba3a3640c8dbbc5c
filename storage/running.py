"""Running conversations by version: how many there are, how they end, and moving them to another.

Numbers are for everybody who builds; the conversations themselves belong to customers, and only the
runtime reads and moves them.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from storage.columns import UtcDateTime
from storage.conversations import Conversation, conversations
from storage.policy import Permission
from storage.rows import changed, every, first
from storage.scope import permitted


@dataclass(frozen=True, slots=True)
class RunningCount:
    """How many open conversations a channel has on a version."""

    channel: str
    flow_id: str
    version: int
    count: int


@dataclass(frozen=True, slots=True)
class Ended:
    """How a conversation ended."""

    status: str
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Begun:
    """Which conversations are meant: those that began on a version of a channel since a moment."""

    channel: str
    flow_id: str
    version: int
    since: datetime


_IS_OPEN = conversations.c.ended_at.is_(None)
_VERSION = (conversations.c.channel, conversations.c.flow_id, conversations.c.version)
_COUNTS = select(*_VERSION, func.count()).where(_IS_OPEN).group_by(*_VERSION).order_by(*_VERSION)
_BEGUN = (
    conversations.c.channel == bindparam("channel"),
    conversations.c.flow_id == bindparam("flow_id"),
    conversations.c.version == bindparam("version"),
    conversations.c.started_at >= bindparam("since", type_=UtcDateTime),
)
_ENDS = (
    select(conversations.c.status, conversations.c.outcome)
    .where(*_BEGUN, conversations.c.ended_at.is_not(None))
    .order_by(conversations.c.ended_at.desc(), conversations.c.id.desc())
    .limit(bindparam("limit"))
)
_BEGUN_COUNT = select(func.count()).where(*_BEGUN)
_ELSEWHERE = (
    select(conversations)
    .where(
        conversations.c.channel == bindparam("channel"),
        conversations.c.flow_id == bindparam("flow_id"),
        conversations.c.version != bindparam("version"),
        _IS_OPEN,
    )
    .order_by(conversations.c.id)
)
_LOCK = (
    select(conversations)
    .where(conversations.c.id == bindparam("conversation_id"), _IS_OPEN)
    .with_for_update(key_share=True)
)
_MOVE = (
    update(conversations)
    .where(conversations.c.id == bindparam("conversation_id"))
    .values(version=bindparam("to_version"), session=bindparam("to_session"))
)


@permitted(Permission.READ_FLOWS)
def counts(tx: Connection) -> list[RunningCount]:
    """Return how many open conversations each channel has on each version."""
    return every(tx, _COUNTS, RunningCount)


@permitted(Permission.READ_FLOWS)
def ends(tx: Connection, begun: Begun, *, limit: int) -> list[Ended]:
    """Return how the last of these conversations ended, newest first."""
    return every(tx, _ENDS, Ended, **_named(begun), limit=limit)


@permitted(Permission.READ_FLOWS)
def count_begun(tx: Connection, begun: Begun) -> int:
    """Return how many of these conversations there are, open or ended."""
    return int(tx.execute(_BEGUN_COUNT, _named(begun)).scalar_one())


@permitted(Permission.RUN)
def on_other_versions(
    tx: Connection, channel: str, flow_id: str, version: int
) -> list[Conversation]:
    """Return the open conversations of a channel that run another version of the flow."""
    return every(tx, _ELSEWHERE, Conversation, channel=channel, flow_id=flow_id, version=version)


@permitted(Permission.RUN)
def lock(tx: Connection, conversation_id: int) -> Conversation | None:
    """Return a conversation and keep its turns waiting; None when it has ended."""
    return first(tx, _LOCK, Conversation, conversation_id=conversation_id)


@permitted(Permission.RUN)
def move(tx: Connection, conversation_id: int, *, version: int, session: str) -> bool:
    """Put a conversation that the caller has locked on another version of its flow."""
    return (
        changed(tx, _MOVE, conversation_id=conversation_id, to_version=version, to_session=session)
        == 1
    )


def _named(begun: Begun) -> dict[str, object]:
    return {
        "channel": begun.channel,
        "flow_id": begun.flow_id,
        "version": begun.version,
        "since": begun.since,
    }
