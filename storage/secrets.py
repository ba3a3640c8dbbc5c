"""Secrets: what connections and channels need and nobody may read; kept locked."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    Named,
    Table,
    TypedColumns,
    bindparam,
    delete,
    select,
)

from storage.columns import UtcDateTime, metadata
from storage.errors import WrongKey
from storage.policy import Permission
from storage.rows import changed, every, first, insert_or_replace, must, values_of
from storage.scope import permitted
from storage.vault import Vault


class SecretColumns(TypedColumns):
    """The columns of `secrets`; `key_id` says which key opens the token."""

    name: Named[str] = Column(primary_key=True)
    token: Named[str]
    key_id: Named[str]
    updated_at: Named[datetime] = Column(UtcDateTime)


secrets = Table("secrets", metadata, SecretColumns)


@dataclass(frozen=True, slots=True)
class Secret:
    """A locked secret."""

    name: str
    token: str = field(repr=False)
    key_id: str
    updated_at: datetime


_ALL = select(secrets).order_by(secrets.c.name)
_BY_NAME = select(secrets).where(secrets.c.name == bindparam("secret"))
_DELETE = delete(secrets).where(secrets.c.name == bindparam("secret"))


@permitted(Permission.ADMINISTER)
def save(tx: Connection, vault: Vault, *, name: str, value: str, now: datetime) -> None:
    """Lock `value` and keep it under `name`, in place of an earlier one."""
    locked = Secret(name, vault.lock(value), vault.key_id, now)
    tx.execute(insert_or_replace(tx.dialect.name, secrets), values_of(locked))


@permitted(Permission.RUN)
def reveal(tx: Connection, vault: Vault, name: str) -> str:
    """Return the secret's value.

    Raises:
        NotFound: when there is none with this name.
        WrongKey: when it was locked with another key.
    """
    locked = must(
        first(tx, _BY_NAME, Secret, secret=name), f"The secret “{name}”", pt=f"O segredo “{name}”"
    )
    return _open(vault, locked)


@permitted(Permission.ADMINISTER)
def list_secrets(tx: Connection) -> list[Secret]:
    """Return all secrets by name, locked."""
    return every(tx, _ALL, Secret)


@permitted(Permission.ADMINISTER)
def remove(tx: Connection, name: str) -> bool:
    """Forget a secret; return whether there was one."""
    return changed(tx, _DELETE, secret=name) > 0


@permitted(Permission.RUN)
def change_key(tx: Connection, old: Vault, new: Vault, *, now: datetime) -> int:
    """Lock every secret with the new key; return how many there are.

    Raises:
        WrongKey: when the old key does not open one of them; then none is changed once the
            transaction is rolled back.
    """
    locked = list_secrets(tx)
    for secret in locked:
        save(tx, new, name=secret.name, value=_open(old, secret), now=now)
    return len(locked)


def _open(vault: Vault, locked: Secret) -> str:
    if locked.key_id != vault.key_id:
        raise WrongKey(
            f"The secret “{locked.name}” was saved with the key {locked.key_id}, but the key in "
            f"use is {vault.key_id}: set the earlier key or save the secret again.",
            pt=f"O segredo “{locked.name}” foi gravado com a chave {locked.key_id}, mas a chave em "
            f"uso é {vault.key_id}: use a chave anterior ou grave o segredo de novo.",
        )
    return vault.open(locked.token)
