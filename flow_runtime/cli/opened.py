"""What commands open: the database of the settings, and who acts."""

import getpass
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from flow_runtime.cli.errors import CommandFailed

if TYPE_CHECKING:
    from flow_runtime.settings import Settings
    from storage.database import Database

As: TypeAlias = Annotated[
    str | None, typer.Option("--as", help="Who acts, for the audit; your user name otherwise.")
]


@contextmanager
def opened_database() -> Iterator["Database"]:
    """Open the database of FLUXO_DATABASE_URL while the block runs.

    Raises:
        storage.errors.StorageError: There is none, or it is another release's; none is made.
    """
    from flow_runtime.settings import load_settings
    from storage.database import open_database
    from storage.schema import require_current

    with closing(open_database(load_settings().database_url, create=False)) as database:
        require_current(database)
        yield database


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
    """Return who acts: the name given, or that of the user of this machine."""
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
