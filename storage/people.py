"""People: the accounts of those who work with Fluxo, and the roles they have."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Named,
    Table,
    TypedColumns,
    bindparam,
    insert,
    select,
    update,
)

from storage.columns import NEVER_REUSED, CleanText, UtcDateTime, metadata, numbered
from storage.policy import Permission
from storage.rows import changed, every, first, must, values_of
from storage.scope import permitted, require_own, require_own_name


class PersonColumns(TypedColumns):
    """The columns of `people`; an account is closed, never deleted: records name it.

    `key` is the name folded to what may exist only once, `password_hash` is empty for people who
    sign in elsewhere, `failures` counts wrong passwords since the last right one.
    """

    id = numbered()
    name: Named[str] = Column(CleanText)
    key: Named[str] = Column(unique=True)
    email: Named[str] = Column(CleanText, unique=True)
    roles: Named[list[str]] = Column(JSON)
    password_hash: Named[str | None]
    failures: Named[int]
    locked_until: Named[datetime | None] = Column(UtcDateTime)
    created_at: Named[datetime] = Column(UtcDateTime)
    created_by: Named[str] = Column(CleanText)
    closed_at: Named[datetime | None] = Column(UtcDateTime)


people = Table("people", metadata, PersonColumns, **NEVER_REUSED)


@dataclass(frozen=True, slots=True)
class Person:
    """An account; closed when `closed_at` is set."""

    id: int
    name: str
    key: str
    email: str
    roles: list[str]
    password_hash: str | None = field(repr=False)
    failures: int
    locked_until: datetime | None
    created_at: datetime
    created_by: str
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewPerson:
    """An account to be made; `password_hash` is None for who has no password (yet)."""

    name: str
    key: str
    email: str
    roles: list[str]
    password_hash: str | None = field(repr=False)
    created_at: datetime
    created_by: str


_ALL = select(people).order_by(people.c.key)
_HELD = _ALL.with_for_update()
_BY_ID = select(people).where(people.c.id == bindparam("person_id"))
_BY_ID_HELD = _BY_ID.with_for_update()
_BY_KEY = select(people).where(people.c.key == bindparam("wanted"))
_BY_EMAIL = select(people).where(people.c.email == bindparam("wanted"))
_ANY = select(people.c.id).limit(1)
_ADD = insert(people).returning(*people.c)
_CHANGE = update(people).where(people.c.id == bindparam("person_id"))


@permitted(Permission.RUN)
def any_exist(tx: Connection) -> bool:
    """Say whether there is any account, also a closed one."""
    return tx.execute(_ANY).first() is not None


@permitted(Permission.RUN)
def find_by_key(tx: Connection, key: str) -> Person | None:
    """Return who has the folded name, closed accounts too."""
    return first(tx, _BY_KEY, Person, wanted=key)


@permitted(Permission.RUN)
def find_by_email(tx: Connection, email: str) -> Person | None:
    """Return who has the e-mail address in small letters, closed accounts too."""
    return first(tx, _BY_EMAIL, Person, wanted=email)


@permitted(Permission.RUN)
def hold(tx: Connection, person_id: int) -> Person:
    """Return an account that no other transaction changes before this one ends.

    Raises:
        NotFound: There is none with this id.
    """
    return must(first(tx, _BY_ID_HELD, Person, person_id=person_id), "The account", pt="A conta")


@permitted(Permission.KNOW_ONESELF)
def get(tx: Connection, person_id: int) -> Person:
    """Return an account: one's own, or any for those who administer them.

    Raises:
        NotFound: There is none with this id.
        Forbidden: It is somebody else's.
    """
    require_own(tx, person_id)
    return must(first(tx, _BY_ID, Person, person_id=person_id), "The account", pt="A conta")


@permitted(Permission.ADMINISTER)
def list_people(tx: Connection) -> list[Person]:
    """Return every account by name, closed ones too."""
    return every(tx, _ALL, Person)


@permitted(Permission.ADMINISTER)
def hold_all(tx: Connection) -> list[Person]:
    """Return every account; no other transaction changes one before this one ends."""
    return every(tx, _HELD, Person)


@permitted(Permission.ADMINISTER)
def add(tx: Connection, new: NewPerson) -> Person:
    """Add an account.

    Raises:
        Conflict: Another one has this name or this e-mail address.
        Forbidden: It is to be made in another person's name.
    """
    require_own_name(tx, new.created_by)
    added = first(tx, _ADD, Person, **values_of(new), failures=0)
    return must(added, "The new account", pt="A conta nova")


@permitted(Permission.ADMINISTER)
def set_roles(tx: Connection, person_id: int, roles: list[str]) -> None:
    """Give an account these roles in place of the earlier ones."""
    changed(tx, _CHANGE.values(roles=roles), person_id=person_id)


@permitted(Permission.ADMINISTER)
def set_closed(tx: Connection, person_id: int, closed_at: datetime | None) -> None:
    """Close an account at a moment, or open it again with None."""
    changed(tx, _CHANGE.values(closed_at=closed_at), person_id=person_id)


@permitted(Permission.RUN)
def set_password_hash(tx: Connection, person_id: int, password_hash: str) -> None:
    """Keep another Argon2 hash of a password."""
    changed(tx, _CHANGE.values(password_hash=password_hash), person_id=person_id)


@permitted(Permission.RUN)
def set_failures(
    tx: Connection, person_id: int, failures: int, *, locked_until: datetime | None
) -> None:
    """Note how many wrong passwords there were, and until when no other one is looked at."""
    values = {"failures": failures, "locked_until": locked_until}
    changed(tx, _CHANGE.values(values), person_id=person_id)
