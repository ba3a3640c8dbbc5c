"""The scope of a connection, and the guard before each function of storage."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy import Connection

from storage.errors import Forbidden, ViewNotNoted
from storage.policy import INSTALLATION, NOBODY, Permission, Scope

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

OPTION: Final = "fluxo_scope"
"""Under this name a connection carries its scope among its execution options."""

_VIEW_NOTED: Final = "fluxo_view_noted"


def scope_of(tx: Connection) -> Scope:
    """Return in whose name the connection acts; a connection that does not say is nobody's."""
    scope: Scope = tx.get_execution_options().get(OPTION, NOBODY)
    return scope


def act_as(tx: Connection, scope: Scope) -> None:
    """Let a connection act in the name of `scope`, whatever it did before."""
    options = tx.get_execution_options()
    if options.get(OPTION) is not scope or options.get(_VIEW_NOTED):
        tx.execution_options(**{OPTION: scope, _VIEW_NOTED: False})


def let_see_customers(tx: Connection) -> None:
    """Open what belongs to customers for this transaction; storage.audit.note_view does it."""
    tx.execution_options(**{_VIEW_NOTED: True})


def require_noted_view(tx: Connection) -> None:
    """Let nobody look at what belongs to customers without a note of it in the audit.

    Raises:
        ViewNotNoted: A person looks, and storage.audit.note_view was not called before.
    """
    if not scope_of(tx).is_installation and not tx.get_execution_options().get(_VIEW_NOTED):
        raise ViewNotNoted


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


def require_own(tx: Connection, person_id: int) -> None:
    """Let only those pass whose account it is, and those who administer the accounts.

    Raises:
        Forbidden: It is somebody else's.
    """
    scope = scope_of(tx)
    if scope.person_id != person_id and not scope.permits(Permission.ADMINISTER):
        raise Forbidden


def permitted(
    permission: Permission, *, notes_view: bool = False
) -> Callable[
    [Callable[Concatenate[Connection, Parameters], Result]],
    Callable[Concatenate[Connection, Parameters], Result],
]:
    """Guard a function of storage: its connection's scope must have the permission.

    What belongs to customers is shown to a person only after a note in the audit; the function
    that makes this note says so.
    """

    def guard(
        function: Callable[Concatenate[Connection, Parameters], Result],
    ) -> Callable[Concatenate[Connection, Parameters], Result]:
        @wraps(function)
        def guarded(
            tx: Connection, /, *arguments: Parameters.args, **named: Parameters.kwargs
        ) -> Result:
            # The installation may do everything, and does most of it.
            if tx.get_execution_options().get(OPTION) is not INSTALLATION:
                require(tx, permission)
                if permission is Permission.READ_CUSTOMERS and not notes_view:
                    require_noted_view(tx)
            return function(tx, *arguments, **named)

        guarded.__dict__["permission"] = permission
        return guarded

    return guard
