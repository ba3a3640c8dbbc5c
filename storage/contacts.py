"""Contacts: the customers, and the addresses by which the channels know them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Executable,
    ForeignKey,
    Index,
    Named,
    String,
    Table,
    TypedColumns,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from storage.columns import (
    NEVER_REUSED,
    BigId,
    CleanText,
    JsonObject,
    UtcDateTime,
    metadata,
    numbered,
)
from storage.errors import InvalidValue
from storage.policy import Permission
from storage.prepared import Prepared
from storage.rows import every, first, insert_new, must
from storage.scope import permitted


class ContactColumns(TypedColumns):
    """The columns of `contacts`."""

    id = numbered()
    name: Named[str | None] = Column(CleanText)
    language: Named[str | None]
    fields: Named[JsonObject] = Column(JSON)
    tags: Named[list[str]] = Column(JSON)
    created_at: Named[datetime] = Column(UtcDateTime)
    updated_at: Named[datetime] = Column(UtcDateTime)


class IdentityColumns(TypedColumns):
    """The columns of `identities`: one address on one kind of channel."""

    channel_kind: Named[str] = Column(primary_key=True)
    address: Named[str] = Column(CleanText, primary_key=True)
    contact_id: Named[int] = Column(BigId, ForeignKey("contacts.id"))


contacts = Table("contacts", metadata, ContactColumns, **NEVER_REUSED)
identities = Table(
    "identities", metadata, IdentityColumns, Index("ix_identities_contact_id", "contact_id")
)


@dataclass(frozen=True, slots=True)
class Contact:
    """A customer; `fields` are what flows saved about them, `tags` is sorted."""

    id: int
    name: str | None
    language: str | None
    fields: JsonObject
    tags: list[str]
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Identity:
    """One address of a contact."""

    channel_kind: str
    address: str
    contact_id: int


@dataclass(frozen=True, slots=True)
class ContactChange:
    """What changes in a contact; what is left out stays."""

    name: str | None = None
    language: str | None = None
    fields: JsonObject | None = None
    add_tags: Iterable[str] = ()
    remove_tags: Iterable[str] = ()


_ONE = select(contacts).where(contacts.c.id == bindparam("contact_id"))
_BY_ID = Prepared(_ONE)
_LOCK = Prepared(_ONE.with_for_update(key_share=True))
_BY_ADDRESS = Prepared(
    select(contacts)
    .join(identities, identities.c.contact_id == contacts.c.id)
    .where(
        identities.c.channel_kind == bindparam("kind"), identities.c.address == bindparam("where")
    )
)
_ADDRESSES = (
    select(identities)
    .where(identities.c.contact_id == bindparam("contact_id"))
    .order_by(identities.c.channel_kind, identities.c.address)
)
_FILLED = ("name", "language", "fields", "tags", "created_at", "updated_at")
_ADD = Prepared(insert(contacts).returning(*contacts.c), *_FILLED)
_ADD_IDENTITY = Prepared(
    lambda dialect: insert_new(dialect, identities), *Identity.__dataclass_fields__
)


def _add_with_address(dialect: str) -> Executable:
    """Return PostgreSQL's statement for both; how many addresses it added comes last."""
    values = {name: bindparam(name, type_=contacts.c[name].type) for name in _FILLED}
    added = insert(contacts).values(values).returning(*contacts.c).cte("added")
    where = (bindparam("channel_kind", type_=String), bindparam("address", type_=CleanText))
    identity = insert_new(dialect, identities).from_select(
        [*Identity.__dataclass_fields__], select(*where, added.c.id)
    )
    known = identity.returning(identities.c.contact_id).cte("known")
    return select(*added.c, select(func.count()).select_from(known).scalar_subquery())


_ADD_WITH_ADDRESS = Prepared(_add_with_address)


@permitted(Permission.READ_CUSTOMERS)
def get(tx: Connection, contact_id: int) -> Contact:
    """Return the contact.

    Raises:
        NotFound: when there is none with this id.
    """
    return must(first(tx, _BY_ID, Contact, contact_id=contact_id), f"The contact {contact_id}")


@permitted(Permission.RUN)
def lock(tx: Connection, contact_id: int) -> Contact:
    """Return the contact and keep others from changing it until the transaction ends.

    Raises:
        NotFound: when there is none with this id.
    """
    return must(first(tx, _LOCK, Contact, contact_id=contact_id), f"The contact {contact_id}")


@permitted(Permission.READ_CUSTOMERS)
def find(tx: Connection, channel_kind: str, address: str) -> Contact | None:
    """Return the contact with this address, or None."""
    return first(tx, _BY_ADDRESS, Contact, kind=channel_kind, where=address)


@permitted(Permission.RUN)
def find_or_create(
    tx: Connection, channel_kind: str, address: str, *, now: datetime
) -> tuple[Contact, bool]:
    """Return the contact with this address, and whether it was made just now.

    Nobody else sees a new one, nor gives its address to another, before the transaction ends.
    """
    known = find(tx, channel_kind, address)
    if known is not None:
        return known, False
    added, is_its_own = _add(tx, channel_kind, address, now)
    if is_its_own:
        return added, True
    # Another transaction was faster: its contact counts.
    tx.execute(delete(contacts).where(contacts.c.id == added.id))
    return must(find(tx, channel_kind, address), f"The contact “{address}”"), False


@permitted(Permission.RUN)
def add_identity(tx: Connection, contact_id: int, channel_kind: str, address: str) -> bool:
    """Give the contact one more address; return False when the address is already someone's."""
    values = {"channel_kind": channel_kind, "address": address, "contact_id": contact_id}
    return _ADD_IDENTITY.run(tx, **values) > 0


@permitted(Permission.READ_CUSTOMERS)
def list_identities(tx: Connection, contact_id: int) -> list[Identity]:
    """Return the addresses of the contact."""
    return every(tx, _ADDRESSES, Identity, contact_id=contact_id)


@permitted(Permission.READ_CUSTOMERS)
def find_by_field(tx: Connection, field: str, value: str) -> list[Contact]:
    """Return the contacts whose saved `field` is `value`, such as a document; oldest first.

    Raises:
        InvalidValue: when the name of the field holds a quotation mark.
    """
    if '"' in field:
        # SQLite has no way to write such a name in a JSON path.
        raise InvalidValue(f"No field is named {field}: a name holds no quotation mark.")
    saved = contacts.c.fields[field].as_string()
    return every(tx, select(contacts).where(saved == value).order_by(contacts.c.id), Contact)


@permitted(Permission.RUN)
def change(tx: Connection, contact_id: int, change: ContactChange, *, now: datetime) -> Contact:
    """Change a contact: new fields are laid over the old ones, tags added and removed.

    Raises:
        NotFound: when there is none with this id.
    """
    old = lock(tx, contact_id)
    new = replace(
        old,
        name=old.name if change.name is None else change.name,
        language=old.language if change.language is None else change.language,
        fields={**old.fields, **(change.fields or {})},
        tags=sorted({*old.tags, *change.add_tags} - {*change.remove_tags}),
        updated_at=now,
    )
    _write(tx, new)
    return new


def _add(tx: Connection, channel_kind: str, address: str, now: datetime) -> tuple[Contact, bool]:
    """Add a contact with an address; say whether it got it, or the address is another's."""
    new: dict[str, object] = {
        "name": None,
        "language": None,
        "fields": {},
        "tags": [],
        "created_at": now,
    }
    if tx.dialect.name == "postgresql":
        where = {"channel_kind": channel_kind, "address": address}
        both = _ADD_WITH_ADDRESS.first(tx, _with_count, **new, updated_at=now, **where)
        return must(both, "The new contact")
    added = must(_ADD.first(tx, Contact, **new, updated_at=now), "The new contact")
    return added, add_identity(tx, added.id, channel_kind, address)


def _with_count(*values: Any) -> tuple[Contact, bool]:
    return Contact(*values[:-1]), values[-1] > 0


def _write(tx: Connection, contact: Contact) -> None:
    tx.execute(
        update(contacts)
        .where(contacts.c.id == contact.id)
        .values(
            name=contact.name,
            language=contact.language,
            fields=contact.fields,
            tags=contact.tags,
            updated_at=contact.updated_at,
        )
    )
