"""Whose browser this is: the one question of the door and of every run of a page."""

import getpass
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from flow_runtime import accounts
from flow_runtime.settings import Settings
from pages.opened import installation_database, now, settings
from pages.signing import cookies
from storage.errors import SchemaTooOld
from storage.policy import NOBODY, Role, Scope

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_OF_A_PROXY: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_NAMELESS: Final = "fluxo"


@dataclass(frozen=True, slots=True)
class Asking:
    """What is known of a browser that asks.

    `peer` is the address that it comes from and `is_secure` whether only the cookies of TLS count;
    both are None where the door looked at them before, as it does for every run of a page.
    """

    cookies: Mapping[str, str]
    headers: Mapping[str, str]
    peer: str | None = None
    is_secure: bool | None = None


def asking(connection: HTTPConnection) -> Asking:
    """Return what a request or a web socket says of its browser.

    Raises:
        SettingsInvalid: A FLUXO_* variable is wrong.
    """
    return Asking(
        connection.cookies,
        connection.headers,
        connection.client.host if connection.client else "",
        cookies.is_behind_tls(connection, settings()),
    )


def who(browser: Asking) -> Scope:
    """Return in whose name a browser acts; NOBODY when it must sign in first.

    Raises:
        SettingsInvalid: A FLUXO_* variable is wrong, or the secret key is missing.
        storage.errors.StorageError: The database does not answer.
    """
    if is_open(browser):
        return Scope(user_of_this_machine(), frozenset(Role))
    token = token_of(browser)
    if token is None:
        return NOBODY
    return accounts.scope_of_sign_in(installation_database(), token, now=now()) or NOBODY


def token_of(browser: Asking) -> str | None:
    """Return the token of a sign-in that a browser sent, which may be of no use any more.

    Raises:
        SettingsInvalid: A FLUXO_* variable is wrong, or the secret key is missing.
    """
    return cookies.read(browser.cookies, cookies.SIGN_IN, settings(), is_secure=browser.is_secure)


def is_open(browser: Asking) -> bool:
    """Say whether nobody need sign in: on this very machine, while there is no account at all.

    Raises:
        SettingsInvalid: A FLUXO_* variable is wrong.
        storage.errors.StorageError: The database does not answer.
    """
    known = settings()
    if not known.open_without_accounts or not _is_of_this_machine(browser, known):
        return False
    try:
        return not accounts.has_accounts(installation_database())
    except SchemaTooOld:  # no database yet: there is nothing to keep from anybody
        return True


def _is_of_this_machine(browser: Asking, known: Settings) -> bool:
    """Say whether a browser runs here, calls this machine by its own name, and by no proxy."""
    names = [urlsplit(known.public_url).hostname, browser.peer, _host(browser.headers)]
    is_forwarded = any(browser.headers.get(name) for name in _OF_A_PROXY)
    return not is_forwarded and all(name is None or name in _LOOPBACK for name in names)


def _host(headers: Mapping[str, str]) -> str | None:
    host = headers.get("host")
    return urlsplit(f"//{host}").hostname if host else None


def user_of_this_machine() -> str:
    """Return the name of the user that Fluxo runs as."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name
        return _NAMELESS
