"""Authorship: nobody writes another person's name beside what they do."""

from sqlalchemy import Connection

from storage.errors import Forbidden
from storage.scope import scope_of


def require_own_name(tx: Connection, name: str) -> None:
    """Let a person act in their own name only; the installation may act in anybody's.

    Raises:
        Forbidden: The name is another one.
    """
    scope = scope_of(tx)
    if not scope.is_installation and scope.person != name:
        raise Forbidden
