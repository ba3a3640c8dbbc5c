"""The scope of a connection, and the guard before each function of storage."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy import Connection

from storage.errors import Forbidden
from storage.policy import INSTALLATION, NOBODY, Permission, Scope

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

OPTION: Final = "fluxo_scope"
"""Under this name a connection carries its scope among its execution options."""


def scope_of(tx: Connection) -> Scope:
    """Return in whose name the connection acts; a connection that does not say is nobody's."""
    scope: Scope = tx.get_execution_options().get(OPTION, NOBODY)
    return scope


def require(tx: Connection, permission: Permission) -> None:
    """Let only those pass who have the permission.

    Raises:
        Forbidden: The scope of the connection lacks it.
    """
    if not scope_of(tx).permits(permission):
        raise Forbidden


def require_own_name(tx: Connection, name: str) -> None:
    """Let nobody write in another person's name; the installation may in anybody's.

    Raises:
        Forbidden: The connection acts for somebody else than `name`.
    """
    scope = scope_of(tx)
    if not scope.is_installation and scope.person != name:
        raise Forbidden


@contextmanager
def as_runtime(tx: Connection) -> Iterator[None]:
    """Let the runtime do what follows from an act that was permitted, while the block runs.

    A ticket that an attendant resolves moves its conversation on, which no person may do.
    """
    before = scope_of(tx)
    tx.execution_options(**{OPTION: INSTALLATION})
    try:
        yield
    finally:
        tx.execution_options(**{OPTION: before})


def permitted(
    permission: Permission,
) -> Callable[
    [Callable[Concatenate[Connection, Parameters], Result]],
    Callable[Concatenate[Connection, Parameters], Result],
]:
    """Guard a function of storage: its connection's scope must have the permission."""

    def guard(
        function: Callable[Concatenate[Connection, Parameters], Result],
    ) -> Callable[Concatenate[Connection, Parameters], Result]:
        @wraps(function)
        def guarded(
            tx: Connection, /, *arguments: Parameters.args, **named: Parameters.kwargs
        ) -> Result:
            if not scope_of(tx).permits(permission):
                raise Forbidden
            return function(tx, *arguments, **named)

        guarded.__dict__["permission"] = permission
        return guarded

    return guard
