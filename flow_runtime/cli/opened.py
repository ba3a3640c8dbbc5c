"""What commands open: the database of the settings, and who acts."""

import getpass
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from flow_runtime.cli.errors import CommandFailed

if TYPE_CHECKING:
    from flow_runtime.settings import Settings
    from storage.database import Database
    from storage.policy import Scope

As: TypeAlias = Annotated[
    str | None, typer.Option("--as", help="Who acts, for the audit; your user name otherwise.")
]


_acting: ContextVar["Scope | None"] = ContextVar("acting", default=None)
"""Whose token the command shows, while its database is open."""


@contextmanager
def opened_database() -> Iterator["Database"]:
    """Open the database of FLUXO_DATABASE_URL while the block runs.

    With FLUXO_TOKEN, everything is done in the name and with the permissions of that token's
    person; otherwise as the installation, whose database whoever runs the command holds.

    Raises:
        CommandFailed: FLUXO_TOKEN is no good.
        storage.errors.StorageError: There is none, or it is another release's; none is made.
    """
    from flow_runtime.settings import load_settings
    from storage.database import open_database
    from storage.schema import require_current

    settings = load_settings()
    with closing(open_database(settings.database_url, create=False)) as database:
        require_current(database)
        if settings.token is None:
            yield database
            return
        scope = _scope_of_token(database, settings.token.get_secret_value())
        before = _acting.set(scope)
        try:
            yield database.within(scope)
        finally:
            _acting.reset(before)


def _scope_of_token(database: "Database", token: str) -> "Scope":
    from flow_runtime.accounts import scope_of_api_token

    scope = scope_of_api_token(database, token, now=utc_now())
    if scope is None:
        raise CommandFailed(
            "A chave em FLUXO_TOKEN não vale (mais). Crie outra com fluxo token create, ou retire "
            "a variável.",
            "The token in FLUXO_TOKEN is no good (any more). Make another one with fluxo token "
            "create, or take the variable away.",
        )
    return scope


def require_database(settings: "Settings") -> None:
    """Say so when there is no database yet, before anything makes an empty one.

    Raises:
        storage.errors.StorageError: There is none, or it cannot be opened.
    """
    from storage.database import open_database

    open_database(settings.database_url, create=False).close()


def settings_with_key() -> "Settings":
    """Return the settings of an installation that has its secret key.

    Raises:
        CommandFailed: No key is set.
        SettingsInvalid: A setting is wrong.
    """
    from flow_runtime.settings import load_settings

    settings = load_settings()
    if settings.secret_key is None:
        raise CommandFailed(
            "Falta FLUXO_SECRET_KEY. Crie uma chave com fluxo keygen, guarde-a bem e defina a "
            "variável. A demonstração guarda a dela em var/demo.key.",
            "FLUXO_SECRET_KEY is not set. Make a key with fluxo keygen, keep it safe and set the "
            "variable. The demo keeps its own in var/demo.key.",
        )
    return settings


def acting_person(name: str | None) -> str:
    """Return who acts: the token's person, the name given, or the user of this machine.

    Raises:
        CommandFailed: A name is given together with a token.
    """
    scope = _acting.get()
    if scope is not None:
        if name and name.strip():
            raise CommandFailed(
                f"Com FLUXO_TOKEN, quem age é {scope.person}: retire --as.",
                f"With FLUXO_TOKEN it is {scope.person} who acts: leave out --as.",
            )
        return scope.person
    if name and name.strip():
        return name.strip()
    try:
        return os.environ.get("USER") or getpass.getuser()
    except (KeyError, OSError):
        return "fluxo"


def utc_now() -> datetime:
    """Return the time; commands are hosts and may read the clock."""
    return datetime.now(UTC)


def local_time(moment: datetime) -> str:
    """Return a moment as people of this machine read it."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
