"""Sign-ins: which browsers act for which account, until when."""

from dataclasses import dataclass, field
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
    delete,
    insert,
    select,
    update,
)

from storage.columns import BigId, UtcDateTime, metadata
from storage.policy import Permission
from storage.rows import changed, every, first, values_of
from storage.scope import permitted, require_own


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


_ADD = insert(sign_ins)
_BY_HASH = select(sign_ins).where(sign_ins.c.token_hash == bindparam("wanted"))
_OPEN_OF = (
    select(sign_ins)
    .where(
        sign_ins.c.person_id == bindparam("whose"),
        sign_ins.c.ended_at.is_(None),
        sign_ins.c.expires_at > bindparam("moment"),
    )
    .order_by(sign_ins.c.began_at.desc(), sign_ins.c.token_hash)
)
_SEEN = update(sign_ins).where(
    sign_ins.c.token_hash == bindparam("wanted"), sign_ins.c.seen_at < bindparam("moment")
)
_END = update(sign_ins).where(
    sign_ins.c.token_hash == bindparam("wanted"), sign_ins.c.ended_at.is_(None)
)
_END_ALL = update(sign_ins).where(
    sign_ins.c.person_id == bindparam("whose"),
    sign_ins.c.token_hash != bindparam("kept"),
    sign_ins.c.ended_at.is_(None),
)
_FORGET = delete(sign_ins).where(
    sign_ins.c.person_id == bindparam("whose"), sign_ins.c.expires_at < bindparam("moment")
)


@permitted(Permission.RUN)
def add(tx: Connection, new: SignIn) -> None:
    """Note that a browser acts for an account from now on."""
    tx.execute(_ADD, values_of(new))


@permitted(Permission.RUN)
def find(tx: Connection, token_hash: str) -> SignIn | None:
    """Return the sign-in of a token, also one that is over."""
    return first(tx, _BY_HASH, SignIn, wanted=token_hash)


@permitted(Permission.RUN)
def see(tx: Connection, token_hash: str, *, now: datetime) -> None:
    """Note that the browser was here; an earlier moment than the noted one changes nothing."""
    changed(tx, _SEEN.values(seen_at=now), wanted=token_hash, moment=now)


@permitted(Permission.RUN)
def end(tx: Connection, token_hash: str, *, now: datetime) -> bool:
    """End a sign-in; return whether it was not over."""
    return changed(tx, _END.values(ended_at=now), wanted=token_hash) > 0


@permitted(Permission.RUN)
def forget_old(tx: Connection, person_id: int, *, before: datetime) -> None:
    """Remove the sign-ins of an account that expired before a moment."""
    changed(tx, _FORGET, whose=person_id, moment=before)


@permitted(Permission.KNOW_ONESELF)
def list_open(tx: Connection, person_id: int, *, now: datetime) -> list[SignIn]:
    """Return the sign-ins of an account that may still be used, newest first.

    Raises:
        Forbidden: It is somebody else's account.
    """
    require_own(tx, person_id)
    return every(tx, _OPEN_OF, SignIn, whose=person_id, moment=now)


@permitted(Permission.KNOW_ONESELF)
def end_all(tx: Connection, person_id: int, *, now: datetime, kept: str = "") -> int:
    """End every sign-in of an account, but the one with the hash `kept`; return how many.

    Raises:
        Forbidden: It is somebody else's account.
    """
    require_own(tx, person_id)
    return changed(tx, _END_ALL.values(ended_at=now), whose=person_id, kept=kept)
