"""Audit: who did what and when; each entry carries the hash of the one before it.

Changing or removing any entry breaks the chain, and `verify` says where. The head of the chain
is kept in a row of its own, so that cutting off the newest entries shows as well.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
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
from storage.policy import Permission
from storage.rows import every, first, insert_new, must, values_of
from storage.scope import let_see_customers, permitted, require_own_name

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

    def exported(self) -> JsonObject:
        """Return the entry as a file shows it; whoever has all of them can follow the chain."""
        return {
            "id": self.id,
            "at": self.at.isoformat(),
            "by": self.actor,
            "action": self.action,
            "subject": self.subject,
            "details": dict(self.details),
            "previous_hash": self.previous_hash,
            "hash": self.hash,
        }


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted; what is None or empty asks for nothing.

    `action` is one (`flow.published`) or the beginning of several (`flow.`), `text` stands
    somewhere in the subject, `since` is the first moment and `until` the first one after.
    """

    actor: str = ""
    action: str = ""
    text: str = ""
    since: datetime | None = None
    until: datetime | None = None


_EVERYTHING: Final = AuditFilter()
_ADD = insert(audit).returning(*audit.c)
_ACTORS = select(audit.c.actor).distinct().order_by(audit.c.actor)
_CHAIN = select(audit).order_by(audit.c.id)
_LOCK_HEAD = select(audit_head.c.hash).where(audit_head.c.id == _HEAD_ID).with_for_update()
_READ_HEAD = select(audit_head.c.hash).where(audit_head.c.id == _HEAD_ID)
_MOVE_HEAD = update(audit_head).where(audit_head.c.id == _HEAD_ID).values(hash=bindparam("newest"))


@permitted(Permission.KNOW_ONESELF)
def append(tx: Connection, new: NewAuditEntry, *, now: datetime) -> AuditEntry:
    """Add an entry; other writers wait from here to the end of the transaction.

    Raises:
        Forbidden: when it is to be written in another person's name.
    """
    require_own_name(tx, new.actor)
    previous_hash = _lock_head(tx)
    own_hash = _hash(new, now, previous_hash)
    entry = first(
        tx, _ADD, AuditEntry, **values_of(new), at=now, previous_hash=previous_hash, hash=own_hash
    )
    tx.execute(_MOVE_HEAD, {"newest": own_hash})
    return must(entry, "The new audit entry")


@permitted(Permission.READ_CUSTOMERS, notes_view=True)
def note_view(tx: Connection, *, actor: str, subject: str, now: datetime) -> AuditEntry:
    """Note that somebody looks at what belongs to customers, and let them see it.

    Args:
        tx: The transaction that is going to read; it must be able to write.
        actor: Who looks.
        subject: What is looked at, in a word and its number; no name, no text of a customer.
        now: The time, aware.

    Raises:
        Forbidden: when their roles do not include it, or it is another person's name.
    """
    entry = append(tx, NewAuditEntry(actor, "customers.viewed", subject, {}), now=now)
    let_see_customers(tx)
    return entry


@permitted(Permission.READ_AUDIT)
def newest(
    tx: Connection, wanted: AuditFilter = _EVERYTHING, *, limit: int = 100
) -> list[AuditEntry]:
    """Return the newest entries that a filter lets through, newest first."""
    statement = select(audit).where(*_conditions(wanted)).order_by(audit.c.id.desc()).limit(limit)
    return every(tx, statement, AuditEntry)


@permitted(Permission.READ_AUDIT)
def actors(tx: Connection) -> list[str]:
    """Return everybody who did something, by name."""
    return list(tx.execute(_ACTORS).scalars())


@permitted(Permission.READ_AUDIT)
def each(tx: Connection, wanted: AuditFilter) -> Iterator[AuditEntry]:
    """Yield every entry that a filter lets through, oldest first."""
    statement = select(audit).where(*_conditions(wanted)).order_by(audit.c.id)
    for found in tx.execute(statement):
        yield AuditEntry(*found)


def _conditions(wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.actor:
        yield audit.c.actor == wanted.actor
    if wanted.action:
        yield audit.c.action.startswith(wanted.action, autoescape=True)
    if wanted.text:
        yield audit.c.subject.contains(wanted.text, autoescape=True)
    if wanted.since is not None:
        yield audit.c.at >= wanted.since
    if wanted.until is not None:
        yield audit.c.at < wanted.until


@permitted(Permission.READ_AUDIT)
def verify(tx: Connection) -> list[Mapping[str, str]]:
    """Return a sentence, in both languages, for each place where the chain is broken."""
    problems = []
    expected = GENESIS
    for found in tx.execute(_CHAIN):
        entry = AuditEntry(*found)
        if entry.previous_hash != expected:
            problems.append(_removed_before(entry))
        if entry.hash != _hash_of(entry):
            problems.append(_changed_afterwards(entry))
        expected = entry.hash
    if expected != (tx.execute(_READ_HEAD).scalar_one_or_none() or GENESIS):
        problems.append(_NEWEST_ARE_GONE)
    return problems


_NEWEST_ARE_GONE: Final[Mapping[str, str]] = {
    "pt-BR": "As anotações mais novas foram apagadas ou mudadas.",
    "en": "The newest entries were removed or changed.",
}


def _removed_before(entry: AuditEntry) -> Mapping[str, str]:
    return {
        "pt-BR": f"Antes da anotação {entry.id} algo foi apagado ou mudado.",
        "en": f"Before entry {entry.id} something was removed or changed.",
    }


def _changed_afterwards(entry: AuditEntry) -> Mapping[str, str]:
    return {
        "pt-BR": f"A anotação {entry.id} foi mudada depois de escrita.",
        "en": f"Entry {entry.id} was changed after it was written.",
    }


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
