"""API tokens: what programs such as a CI show in place of a person's password."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import (
    JSON,
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

from storage.columns import NEVER_REUSED, BigId, CleanText, UtcDateTime, metadata, numbered
from storage.errors import Forbidden
from storage.policy import Permission
from storage.rows import changed, every, first, must, values_of
from storage.scope import permitted, require, require_own, scope_of


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


@dataclass(frozen=True, slots=True)
class NewApiToken:
    """A token to be made."""

    person_id: int
    name: str
    token_hash: str = field(repr=False)
    permissions: list[str]
    created_at: datetime
    expires_at: datetime


_ADD = insert(api_tokens).returning(*api_tokens.c)
_ALL = select(api_tokens).order_by(api_tokens.c.id.desc())
_OF = _ALL.where(api_tokens.c.person_id == bindparam("whose"))
_BY_ID = select(api_tokens).where(api_tokens.c.id == bindparam("token_id"))
_BY_HASH = select(api_tokens).where(api_tokens.c.token_hash == bindparam("wanted"))
_USED = update(api_tokens).where(api_tokens.c.id == bindparam("token_id"))
_END = _USED.where(api_tokens.c.ended_at.is_(None))
_END_ALL = update(api_tokens).where(
    api_tokens.c.person_id == bindparam("whose"), api_tokens.c.ended_at.is_(None)
)


@permitted(Permission.KNOW_ONESELF)
def add(tx: Connection, new: NewApiToken) -> ApiToken:
    """Add a token to one's own account; nobody hands on more than they may do themselves.

    Raises:
        Forbidden: It is somebody else's account, or one of the permissions is not one's own.
    """
    scope = scope_of(tx)
    if not scope.is_installation and scope.person_id != new.person_id:
        raise Forbidden
    for permission in new.permissions:
        require(tx, Permission(permission))
    return must(first(tx, _ADD, ApiToken, **values_of(new)), "The new token", pt="A chave nova")


@permitted(Permission.KNOW_ONESELF)
def get(tx: Connection, token_id: int) -> ApiToken:
    """Return a token: of one's own account, or any for those who administer accounts.

    Raises:
        NotFound: There is none with this id.
        Forbidden: It is somebody else's.
    """
    token = must(
        first(tx, _BY_ID, ApiToken, token_id=token_id),
        f"The token {token_id}",
        pt=f"A chave {token_id}",
    )
    require_own(tx, token.person_id)
    return token


@permitted(Permission.KNOW_ONESELF)
def list_of(tx: Connection, person_id: int) -> list[ApiToken]:
    """Return every token of an account, newest first, those of no use too.

    Raises:
        Forbidden: It is somebody else's account.
    """
    require_own(tx, person_id)
    return every(tx, _OF, ApiToken, whose=person_id)


@permitted(Permission.ADMINISTER)
def list_tokens(tx: Connection) -> list[ApiToken]:
    """Return the tokens of all accounts, newest first, those of no use too."""
    return every(tx, _ALL, ApiToken)


@permitted(Permission.RUN)
def find(tx: Connection, token_hash: str) -> ApiToken | None:
    """Return the token with this hash, also one of no use."""
    return first(tx, _BY_HASH, ApiToken, wanted=token_hash)


@permitted(Permission.RUN)
def use(tx: Connection, token_id: int, *, now: datetime) -> None:
    """Note that a token was shown."""
    changed(tx, _USED.values(used_at=now), token_id=token_id)


@permitted(Permission.KNOW_ONESELF)
def end(tx: Connection, token_id: int, *, now: datetime) -> bool:
    """End a token; return whether it had not been ended.

    Raises:
        NotFound: There is none with this id.
        Forbidden: It is somebody else's.
    """
    get(tx, token_id)
    return changed(tx, _END.values(ended_at=now), token_id=token_id) > 0


@permitted(Permission.KNOW_ONESELF)
def end_all(tx: Connection, person_id: int, *, now: datetime) -> int:
    """End every token of an account; return how many.

    Raises:
        Forbidden: It is somebody else's account.
    """
    require_own(tx, person_id)
    return changed(tx, _END_ALL.values(ended_at=now), whose=person_id)
