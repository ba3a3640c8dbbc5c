"""Conversations: one contact going through one publication, and the state they are in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
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

from storage.columns import NEVER_REUSED, BigId, UtcDateTime, metadata, numbered, one_of
from storage.policy import Permission
from storage.prepared import Prepared
from storage.records import record
from storage.rows import every, first, must, values_of
from storage.scope import permitted

Status: TypeAlias = Literal["running", "waiting", "ended", "failed"]
Owner: TypeAlias = Literal["bot", "person"]


class ConversationColumns(TypedColumns):
    """The columns of `conversations`; open while `ended_at` is empty."""

    id = numbered()
    public_id: Named[str] = Column(unique=True)
    token_hash: Named[str | None]
    channel: Named[str] = Column(ForeignKey("channels.name"))
    contact_id: Named[int] = Column(BigId, ForeignKey("contacts.id"))
    flow_id: Named[str]
    version: Named[int]
    status: Named[str]
    owner: Named[str]
    session: Named[str]
    step: Named[int]
    last_seq: Named[int]
    protocol_number: Named[str | None]
    language: Named[str]
    outcome: Named[str | None]
    started_at: Named[datetime] = Column(UtcDateTime)
    updated_at: Named[datetime] = Column(UtcDateTime)
    ended_at: Named[datetime | None] = Column(UtcDateTime)


_IS_OPEN = text("ended_at IS NULL")
_HAS_PROTOCOL = text("protocol_number IS NOT NULL")

conversations = Table(
    "conversations",
    metadata,
    ConversationColumns,
    ForeignKeyConstraint(["flow_id", "version"], ["versions.flow_id", "versions.number"]),
    *one_of("status", "running", "waiting", "ended", "failed"),
    *one_of("owner", "bot", "person"),
    CheckConstraint("step >= 0", name="step"),
    CheckConstraint("last_seq >= 0", name="last_seq"),
    Index(
        "ix_conversations_open",
        "channel",
        "contact_id",
        sqlite_where=_IS_OPEN,
        postgresql_where=_IS_OPEN,
    ),
    Index("ix_conversations_contact_id", "contact_id"),
    Index("ix_conversations_flow_id_version", "flow_id", "version"),
    Index("ix_conversations_started_at", "started_at"),
    # Partial, so that PostgreSQL does not count it as a key: setting the number then needs no
    # stronger lock on the row than the turn already holds.
    Index(
        "uq_conversations_protocol_number",
        "protocol_number",
        unique=True,
        sqlite_where=_HAS_PROTOCOL,
        postgresql_where=_HAS_PROTOCOL,
    ),
    **NEVER_REUSED,
)


@dataclass(frozen=True, slots=True)
class NewConversation:
    """What a conversation begins with.

    `public_id` is the unguessable name used in addresses, `token_hash` the hash of the
    visitor's token, `session` the engine's own JSON, kept byte for byte.
    """

    public_id: str
    channel: str
    contact_id: int
    flow_id: str
    version: int
    language: str
    session: str = "{}"
    token_hash: str | None = None
    status: Status = "running"
    owner: Owner = "bot"
    step: int = 0
    last_seq: int = 0


@record(frozen=True, slots=True)
class Conversation:
    """A conversation; `step` counts its turns, `last_seq` its messages in both directions."""

    id: int
    public_id: str
    token_hash: str | None
    channel: str
    contact_id: int
    flow_id: str
    version: int
    status: Status
    owner: Owner
    session: str
    step: int
    last_seq: int
    protocol_number: str | None
    language: str
    outcome: str | None
    started_at: datetime
    updated_at: datetime
    ended_at: datetime | None


@record(frozen=True, slots=True)
class TurnState:
    """What a turn leaves behind in the conversation."""

    status: Status
    owner: Owner
    session: str
    step: int
    last_seq: int
    language: str
    outcome: str | None = None
    protocol_number: str | None = None
    ended_at: datetime | None = None


_ONE = select(conversations).where(conversations.c.id == bindparam("conversation_id"))
_BY_ID = Prepared(_ONE)
# "No key" lets another transaction insert rows that point here while it waits for this lock;
# the stronger FOR UPDATE would make two such transactions block each other for ever.
_LOCK = Prepared(_ONE.with_for_update(key_share=True))
_BY_PUBLIC_ID = Prepared(
    select(conversations).where(conversations.c.public_id == bindparam("wanted_public_id"))
)
_OPEN = Prepared(
    select(conversations)
    .where(
        conversations.c.channel == bindparam("on_channel"),
        conversations.c.contact_id == bindparam("with_contact"),
        conversations.c.ended_at.is_(None),
    )
    .order_by(conversations.c.id.desc())
    .limit(1)
)
_OF_CONTACT = (
    select(conversations)
    .where(conversations.c.contact_id == bindparam("with_contact"))
    .order_by(conversations.c.id.desc())
    .limit(bindparam("limit"))
)
_ADD = Prepared(
    insert(conversations).returning(conversations.c.id),
    *NewConversation.__dataclass_fields__,
    "started_at",
    "updated_at",
)
_INDEXED = frozenset({"protocol_number", "ended_at"})
"""What few turns change; SQLite rewrites the indexes over these columns whenever they are set."""


def _saving(names: Iterable[str]) -> Prepared:
    return Prepared(
        update(conversations)
        .where(conversations.c.id == bindparam("conversation_id"))
        .values({name: bindparam(name) for name in (*names, "updated_at")})
    )


_SAVE_ALL = _saving(TurnState.__dataclass_fields__)
_SAVE_MOST = _saving(name for name in TurnState.__dataclass_fields__ if name not in _INDEXED)


@permitted(Permission.RUN)
def create(tx: Connection, new: NewConversation, *, now: datetime) -> Conversation:
    """Begin a conversation; its id is never used again.

    Raises:
        Conflict: when the public id is taken, or channel, contact or version do not exist.
    """
    values = values_of(new)
    times = {"started_at": now, "updated_at": now}
    added_id = _ADD.first(tx, int, **values, **times)
    return Conversation(
        id=must(added_id, "The new conversation"),
        public_id=new.public_id,
        token_hash=new.token_hash,
        channel=new.channel,
        contact_id=new.contact_id,
        flow_id=new.flow_id,
        version=new.version,
        status=new.status,
        owner=new.owner,
        session=new.session,
        step=new.step,
        last_seq=new.last_seq,
        protocol_number=None,
        language=new.language,
        outcome=None,
        started_at=now,
        updated_at=now,
        ended_at=None,
    )


@permitted(Permission.READ_CUSTOMERS)
def get(tx: Connection, conversation_id: int) -> Conversation:
    """Return the conversation.

    Raises:
        NotFound: when there is none with this id.
    """
    found = first(tx, _BY_ID, Conversation, conversation_id=conversation_id)
    return must(found, f"The conversation {conversation_id}")


@permitted(Permission.RUN)
def lock(tx: Connection, conversation_id: int) -> Conversation:
    """Return the conversation and keep other turns waiting until the transaction ends.

    Raises:
        NotFound: when there is none with this id.
        Busy: when another turn holds it for too long.
    """
    found = first(tx, _LOCK, Conversation, conversation_id=conversation_id)
    return must(found, f"The conversation {conversation_id}")


@permitted(Permission.READ_CUSTOMERS)
def find_by_public_id(tx: Connection, public_id: str) -> Conversation | None:
    """Return the conversation with this public id, or None; the token is the caller's to check."""
    return first(tx, _BY_PUBLIC_ID, Conversation, wanted_public_id=public_id)


@permitted(Permission.READ_CUSTOMERS)
def find_open(tx: Connection, channel: str, contact_id: int) -> Conversation | None:
    """Return the newest open conversation of the contact on the channel, or None.

    Two first messages of one contact must not begin two conversations: hold
    `contacts.lock` while asking and creating.
    """
    return first(tx, _OPEN, Conversation, on_channel=channel, with_contact=contact_id)


@permitted(Permission.READ_CUSTOMERS)
def list_of_contact(tx: Connection, contact_id: int, *, limit: int = 50) -> list[Conversation]:
    """Return the contact's conversations, newest first."""
    return every(tx, _OF_CONTACT, Conversation, with_contact=contact_id, limit=limit)


@permitted(Permission.RUN)
def save_turn(
    tx: Connection, conversation: Conversation, state: TurnState, *, now: datetime
) -> Conversation:
    """Write what a turn left behind, and return the conversation as it is then.

    Args:
        tx: The transaction, which holds the conversation's lock.
        conversation: What is stored now.
        state: What to store.
        now: When the turn was.

    Raises:
        NotFound: when there is no such conversation.
        Conflict: when the protocol number belongs to another conversation.
    """
    is_as_before = (
        state.protocol_number == conversation.protocol_number
        and state.ended_at == conversation.ended_at
    )
    save = _SAVE_MOST if is_as_before else _SAVE_ALL
    if not save.run_row(tx, state, conversation_id=conversation.id, updated_at=now):
        get(tx, conversation.id)
    return Conversation(
        id=conversation.id,
        public_id=conversation.public_id,
        token_hash=conversation.token_hash,
        channel=conversation.channel,
        contact_id=conversation.contact_id,
        flow_id=conversation.flow_id,
        version=conversation.version,
        status=state.status,
        owner=state.owner,
        session=state.session,
        step=state.step,
        last_seq=state.last_seq,
        protocol_number=state.protocol_number,
        language=state.language,
        outcome=state.outcome,
        started_at=conversation.started_at,
        updated_at=now,
        ended_at=state.ended_at,
    )
