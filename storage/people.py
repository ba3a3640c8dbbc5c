"""People: the accounts of those who work with Fluxo, and the roles they have."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import JSON, Column, Named, Table, TypedColumns

from storage.columns import NEVER_REUSED, CleanText, UtcDateTime, metadata, numbered


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
