"""Consents: what a contact agreed to or refused, and which text they saw (append-only)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Named,
    Table,
    TypedColumns,
    bindparam,
    func,
    insert,
    select,
)

from storage.columns import NEVER_REUSED, BigId, UtcDateTime, metadata, numbered
from storage.policy import Permission
from storage.prepared import Prepared
from storage.rows import every, first, must, values_of
from storage.scope import permitted


class ConsentColumns(TypedColumns):
    """The columns of `consents`."""

    id = numbered()
    contact_id: Named[int] = Column(BigId, ForeignKey("contacts.id"))
    purpose: Named[str]
    text_version: Named[str]
    given: Named[bool]
    channel: Named[str]
    at: Named[datetime] = Column(UtcDateTime)


consents = Table(
    "consents",
    metadata,
    ConsentColumns,
    Index("ix_consents_contact_id_purpose_id", "contact_id", "purpose", "id"),
    **NEVER_REUSED,
)


@dataclass(frozen=True, slots=True)
class NewConsent:
    """An answer to the question for consent; `given` is False for a refusal or a withdrawal."""

    contact_id: int
    purpose: str
    text_version: str
    given: bool
    channel: str


@dataclass(frozen=True, slots=True)
class Consent:
    """A recorded answer to the question for consent."""

    id: int
    contact_id: int
    purpose: str
    text_version: str
    given: bool
    channel: str
    at: datetime


_ADD = insert(consents).returning(*consents.c)
_OF_CONTACT = (
    select(consents)
    .where(consents.c.contact_id == bindparam("contact_id"))
    .order_by(consents.c.id.desc())
)
_FOR_PURPOSE = _OF_CONTACT.where(consents.c.purpose == bindparam("purpose")).limit(1)
_NEWEST_IDS = (
    select(func.max(consents.c.id))
    .where(consents.c.contact_id == bindparam("contact_id"))
    .group_by(consents.c.purpose)
)
_LATEST = Prepared(
    select(consents).where(consents.c.id.in_(_NEWEST_IDS)).order_by(consents.c.purpose)
)


@permitted(Permission.RUN)
def record(tx: Connection, new: NewConsent, *, now: datetime) -> Consent:
    """Add an answer; earlier ones stay as they were."""
    return must(first(tx, _ADD, Consent, **values_of(new), at=now), "The new consent")


@permitted(Permission.READ_CUSTOMERS)
def latest(tx: Connection, contact_id: int, purpose: str) -> Consent | None:
    """Return the answer that counts for this purpose now, or None."""
    return first(tx, _FOR_PURPOSE, Consent, contact_id=contact_id, purpose=purpose)


@permitted(Permission.READ_CUSTOMERS)
def latest_per_purpose(tx: Connection, contact_id: int) -> list[Consent]:
    """Return the answer that counts now for every purpose the contact was asked about."""
    return every(tx, _LATEST, Consent, contact_id=contact_id)


@permitted(Permission.READ_CUSTOMERS)
def history(tx: Connection, contact_id: int) -> list[Consent]:
    """Return every answer of the contact, newest first."""
    return every(tx, _OF_CONTACT, Consent, contact_id=contact_id)
