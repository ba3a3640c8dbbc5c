"""Invitations: one-time tokens that let somebody make the first account, or set a password."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Named,
    Table,
    TypedColumns,
    bindparam,
    insert,
    select,
    update,
)

from storage.columns import BigId, UtcDateTime, metadata, one_of
from storage.policy import Permission
from storage.rows import changed, first, values_of
from storage.scope import permitted

Purpose: TypeAlias = Literal["first_account", "set_password"]


class InvitationColumns(TypedColumns):
    """The columns of `invitations`; only the SHA-256 of a token is kept, each works once."""

    token_hash: Named[str] = Column(primary_key=True)
    purpose: Named[str]
    person_id: Named[int | None] = Column(BigId, ForeignKey("people.id"))
    created_at: Named[datetime] = Column(UtcDateTime)
    expires_at: Named[datetime] = Column(UtcDateTime)
    used_at: Named[datetime | None] = Column(UtcDateTime)


invitations = Table(
    "invitations",
    metadata,
    InvitationColumns,
    *one_of("purpose", "first_account", "set_password"),
    Index("ix_invitations_person_id", "person_id"),
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time token; `person_id` is whose password it sets, None for the first account."""

    token_hash: str = field(repr=False)
    purpose: Purpose
    person_id: int | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


_ADD = insert(invitations)
_BY_HASH = select(invitations).where(invitations.c.token_hash == bindparam("wanted"))
_UNUSED = update(invitations).where(invitations.c.used_at.is_(None))
_USE = _UNUSED.where(invitations.c.token_hash == bindparam("wanted"))


@permitted(Permission.ADMINISTER)
def add(tx: Connection, new: Invitation) -> None:
    """Keep an invitation; earlier ones for the same purpose and person work no more."""
    end_all(tx, new.purpose, new.person_id, now=new.created_at)
    tx.execute(_ADD, values_of(new))


@permitted(Permission.ADMINISTER)
def end_all(tx: Connection, purpose: Purpose, person_id: int | None, *, now: datetime) -> None:
    """Count every invitation for a purpose and a person as used."""
    same = (
        invitations.c.purpose == purpose,
        invitations.c.person_id.is_not_distinct_from(person_id),
    )
    changed(tx, _UNUSED.where(*same).values(used_at=now))


@permitted(Permission.RUN)
def find(tx: Connection, token_hash: str) -> Invitation | None:
    """Return the invitation with this hash, also one of no use."""
    return first(tx, _BY_HASH, Invitation, wanted=token_hash)


@permitted(Permission.RUN)
def use(tx: Connection, token_hash: str, *, now: datetime) -> bool:
    """Use up an invitation; only the first who asks is told True."""
    return changed(tx, _USE.values(used_at=now), wanted=token_hash) > 0
