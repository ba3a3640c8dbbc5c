"""The builder, which this package knows by its name only: alone, or beside the runtime."""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Final
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from flow_runtime.cli.speech import say
from flow_runtime.server.beside import OwnPagesOnly, RuntimeFirst, living_with
from flow_runtime.settings import Settings
from storage.database import open_database
from storage.schema import require_current

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
_MODULE: Final = "builder_app"


def has_builder() -> bool:
    """Say whether the builder can run here."""
    return find_spec(_MODULE) is not None and find_spec("streamlit") is not None


def builder_alone(hosts: Sequence[str]) -> ASGIApp:
    """Return the builder; it may be opened under these names, or any when there are none."""
    return _created(hosts=hosts, middleware=[Middleware(OwnPagesOnly)])


def builder_beside(runtime: FastAPI, hosts: Sequence[str]) -> ASGIApp:
    """Return one application that answers as the runtime and as the builder."""
    middleware = [Middleware(RuntimeFirst, runtime=runtime), Middleware(OwnPagesOnly)]
    return _created(hosts=hosts, middleware=middleware, lifespan=living_with(runtime))


def _created(**options: object) -> ASGIApp:
    application: ASGIApp = import_module(_MODULE).create_app(**options)
    return application


def hosts_of(settings: Settings) -> tuple[str, ...]:
    """Return the names of this machine, and the one that the public knows."""
    public = urlsplit(settings.public_url).hostname
    return (*LOOPBACK, public) if public else LOOPBACK


def needs_sign_in(settings: Settings) -> bool:
    """Say whether people sign in also while there is no account."""
    public = urlsplit(settings.public_url).hostname
    return not settings.open_without_accounts or public not in (None, *LOOPBACK)


def first_account_address(settings: Settings, address: str) -> str | None:
    """Return where the first account is made, once; None when there is one, or none is needed.

    Args:
        settings: Those of the installation.
        address: Where the builder is, for who has no public address.

    Raises:
        storage.errors.StorageError: The database does not answer, or is another release's.
    """
    from flow_runtime.accounts import first_account_token, has_accounts
    from flow_runtime.accounts.addresses import first_account_link

    with closing(open_database(settings.database_url, create=False)) as database:
        require_current(database)
        if not needs_sign_in(settings) or has_accounts(database):
            return None
        token = first_account_token(database, now=datetime.now(UTC))
    return first_account_link(settings.public_url or address, token)


def announce_first_account(address: str) -> None:
    """Say where the first account is made."""
    say(
        f"Ainda não há contas. Crie a primeira, em até 24 horas: {address}",
        f"There are no accounts yet. Create the first one within 24 hours: {address}",
    )


@contextmanager
def settings_in_environment(settings: Settings) -> Iterator[None]:
    """Let the pages, which read FLUXO_* variables, find these settings while the block runs."""
    key = settings.secret_key.get_secret_value() if settings.secret_key else ""
    own = {
        "FLUXO_DATABASE_URL": settings.database_url,
        "FLUXO_FILES_DIRECTORY": str(settings.files_directory),
        "FLUXO_HOST": settings.host,
        "FLUXO_PORT": str(settings.port),
        "FLUXO_OPEN_WITHOUT_ACCOUNTS": str(settings.open_without_accounts).lower(),
        "FLUXO_SECRET_KEY": key,
    }
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
