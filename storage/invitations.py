"""Invitations: one-time tokens that let somebody make the first account, or set a password."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import Column, ForeignKey, Index, Named, Table, TypedColumns

from storage.columns import BigId, UtcDateTime, metadata, one_of

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
    one_of("purpose", "first_account", "set_password"),
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
