"""What every page works on: the database as the person in front of it may use it."""

from pages.opened import installation_database, now, settings
from pages.person import current_scope
from pages.signing.leaving import leave
from storage.database import Database
from storage.errors import Forbidden
from storage.policy import NOBODY, Permission

__all__ = ["database", "installation_database", "now", "runtime_database", "settings"]


def database() -> Database:
    """Return the installation's database, as far as the person may use it.

    Who is not signed in any more is led to the sign-in.

    Raises:
        SettingsInvalid: A FLUXO_* variable is wrong.
        storage.errors.StorageError: There is no database, or it cannot be opened.
    """
    scope = current_scope()
    if scope == NOBODY:
        leave()
    return installation_database().within(scope)


def runtime_database(permission: Permission) -> Database:
    """Return the database as the runtime uses it, for what follows from a permitted act.

    Raises:
        storage.errors.Forbidden: The person may not do what it follows from.
        storage.errors.StorageError: There is no database, or it cannot be opened.
    """
    if not current_scope().permits(permission):
        raise Forbidden
    return installation_database()
