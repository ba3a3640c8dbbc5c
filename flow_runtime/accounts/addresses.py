"""Where one-time links lead in the builder; its pages and whoever prints a link agree on it."""

from typing import Final
from urllib.parse import urlencode

FIRST_ACCOUNT_PATH: Final = "/first-account"
SET_PASSWORD_PATH: Final = "/set-password"  # noqa: S105 - a path, no password


def first_account_link(builder: str, token: str) -> str:
    """Return the link that makes the first account, under the builder's own address."""
    return _link(builder, FIRST_ACCOUNT_PATH, token)


def set_password_link(builder: str, token: str) -> str:
    """Return the link under which a person sets a password, under the builder's own address."""
    return _link(builder, SET_PASSWORD_PATH, token)


def _link(builder: str, path: str, token: str) -> str:
    return f"{builder.rstrip('/')}{path}?{urlencode({'token': token})}"
