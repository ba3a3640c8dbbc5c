"""API tokens: what programs such as a CI show in place of a person's password."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import JSON, Column, ForeignKey, Index, Named, Table, TypedColumns

from storage.columns import NEVER_REUSED, BigId, CleanText, UtcDateTime, metadata, numbered


class ApiTokenColumns(TypedColumns):
    """The columns of `api_tokens`; only the SHA-256 of a token is kept.

    `permissions` limits it to a part of what its person may do.
    """

    id = numbered()
    person_id: Named[int] = Column(BigId, ForeignKey("people.id"))
    name: Named[str] = Column(CleanText)
    token_hash: Named[str] = Column(unique=True)
    permissions: Named[list[str]] = Column(JSON)
    created_at: Named[datetime] = Column(UtcDateTime)
    expires_at: Named[datetime] = Column(UtcDateTime)
    used_at: Named[datetime | None] = Column(UtcDateTime)
    ended_at: Named[datetime | None] = Column(UtcDateTime)


api_tokens = Table(
    "api_tokens",
    metadata,
    ApiTokenColumns,
    Index("ix_api_tokens_person_id", "person_id"),
    **NEVER_REUSED,
)


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token of a person; of no use when `ended_at` is set or `expires_at` past."""

    id: int
    person_id: int
    name: str
    token_hash: str = field(repr=False)
    permissions: list[str]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    ended_at: datetime | None
