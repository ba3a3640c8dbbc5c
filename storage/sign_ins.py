"""Sign-ins: which browsers act for which account, until when."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Named, Table, TypedColumns

from storage.columns import BigId, UtcDateTime, metadata


class SignInColumns(TypedColumns):
    """The columns of `sign_ins`; the browser holds the token, only its SHA-256 is kept."""

    token_hash: Named[str] = Column(primary_key=True)
    person_id: Named[int] = Column(BigId, ForeignKey("people.id"))
    began_at: Named[datetime] = Column(UtcDateTime)
    seen_at: Named[datetime] = Column(UtcDateTime)
    expires_at: Named[datetime] = Column(UtcDateTime)
    ended_at: Named[datetime | None] = Column(UtcDateTime)


sign_ins = Table("sign_ins", metadata, SignInColumns, Index("ix_sign_ins_person_id", "person_id"))


@dataclass(frozen=True, slots=True)
class SignIn:
    """One browser that acts for an account; over when `ended_at` is set or `expires_at` past."""

    token_hash: str = field(repr=False)
    person_id: int
    began_at: datetime
    seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None
