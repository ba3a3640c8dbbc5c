"""Audit: who did what and when; each entry carries the hash of the one before it.

Changing or removing any entry breaks the chain, and `verify` says where. The head of the chain
is kept in a row of its own, so that cutting off the newest entries shows as well.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Index,
    Named,
    Table,
    TypedColumns,
    bindparam,
    insert,
    select,
    update,
)

from storage.columns import (
    NEVER_REUSED,
    CleanText,
    JsonObject,
    UtcDateTime,
    metadata,
    numbered,
)
from storage.encoding import canonical_json, clean_text
from storage.rows import every, first, insert_new, must, values_of

GENESIS: Final = "0" * 64
_HEAD_ID: Final = 1


class AuditColumns(TypedColumns):
    """The columns of `audit`."""

    id = numbered()
    at: Named[datetime] = Column(UtcDateTime)
    actor: Named[str] = Column(CleanText)
    action: Named[str] = Column(CleanText)
    subject: Named[str] = Column(CleanText)
    details: Named[JsonObject] = Column(JSON)
    previous_hash: Named[str] = Column(unique=True)
    hash: Named[str] = Column(unique=True)


class AuditHeadColumns(TypedColumns):
    """The column of `audit_head`: the hash of the newest entry, in a single row."""

    id: Named[int] = Column(primary_key=True, autoincrement=False)
    hash: Named[str]


audit = Table(
    "audit",
    metadata,
    AuditColumns,
    Index("ix_audit_subject", "subject"),
    Index("ix_audit_actor", "actor"),
    **NEVER_REUSED,
)
audit_head = Table("audit_head", metadata, AuditHeadColumns)


@dataclass(frozen=True, slots=True)
class NewAuditEntry:
    """What somebody did; `details` holds no message text and no secret."""

    actor: str
    action: str
    subject: str
    details: JsonObject


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A link of the chain; hashes are SHA-256 in hexadecimal."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    details: JsonObject
    previous_hash: str
    hash: str


_ADD = insert(audit).returning(*audit.c)
_CHAIN = select(audit).order_by(audit.c.id)
_NEWEST = select(audit).order_by(audit.c.id.desc()).limit(bindparam("limit"))
_LOCK_HEAD = select(audit_head.c.hash).where(audit_head.c.id == _HEAD_ID).with_for_update()
_READ_HEAD = select(audit_head.c.hash).where(audit_head.c.id == _HEAD_ID)
_MOVE_HEAD = update(audit_head).where(audit_head.c.id == _HEAD_ID).values(hash=bindparam("newest"))


def append(tx: Connection, new: NewAuditEntry, *, now: datetime) -> AuditEntry:
    """Add an entry; other writers wait from here to the end of the transaction."""
    previous_hash = _lock_head(tx)
    own_hash = _hash(new, now, previous_hash)
    entry = first(
        tx, _ADD, AuditEntry, **values_of(new), at=now, previous_hash=previous_hash, hash=own_hash
    )
    tx.execute(_MOVE_HEAD, {"newest": own_hash})
    return must(entry, "The new audit entry")


def newest(tx: Connection, *, limit: int = 100) -> list[AuditEntry]:
    """Return the newest entries, newest first."""
    return every(tx, _NEWEST, AuditEntry, limit=limit)


def verify(tx: Connection) -> list[str]:
    """Return one sentence for each place where the chain is broken; an intact one gives []."""
    problems = []
    expected = GENESIS
    for found in tx.execute(_CHAIN):
        entry = AuditEntry(*found)
        if entry.previous_hash != expected:
            problems.append(f"Before entry {entry.id} something was removed or changed.")
        if entry.hash != _hash_of(entry):
            problems.append(f"Entry {entry.id} was changed after it was written.")
        expected = entry.hash
    if expected != (tx.execute(_READ_HEAD).scalar_one_or_none() or GENESIS):
        problems.append("The newest entries were removed or changed.")
    return problems


def _lock_head(tx: Connection) -> str:
    locked = tx.execute(_LOCK_HEAD).scalar_one_or_none()
    if locked is not None:
        return locked
    begin = {"id": _HEAD_ID, "hash": GENESIS}
    tx.execute(insert_new(tx.dialect.name, audit_head), begin)
    return tx.execute(_LOCK_HEAD).scalar_one()


def _hash_of(entry: AuditEntry) -> str:
    content = NewAuditEntry(entry.actor, entry.action, entry.subject, entry.details)
    return _hash(content, entry.at, entry.previous_hash)


def _hash(content: NewAuditEntry, at: datetime, previous_hash: str) -> str:
    texts = [clean_text(part) for part in (content.actor, content.action, content.subject)]
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    linked = [previous_hash, moment, *texts, content.details]
    return hashlib.sha256(canonical_json(linked)).hexdigest()
