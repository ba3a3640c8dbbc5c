"""What every page works on: the installation's settings and its database, opened once a process."""

from datetime import UTC, datetime

import streamlit as st

from flow_runtime.settings import Settings, load_settings
from pages.person import current_scope
from storage.database import Database, open_database
from storage.errors import Forbidden
from storage.policy import Permission


def settings() -> Settings:
    """Return the installation's settings.

    Raises:
        SettingsInvalid: A FLUXO_* variable is wrong.
    """
    return load_settings()


def database() -> Database:
    """Return the installation's database, as far as the person may use it.

    Raises:
        SettingsInvalid: A FLUXO_* variable is wrong.
        storage.errors.StorageError: There is no database, or it cannot be opened.
    """
    return _opened(settings().database_url).within(current_scope())


def runtime_database(permission: Permission) -> Database:
    """Return the database as the runtime uses it, for what follows from a permitted act.

    Raises:
        storage.errors.Forbidden: The person may not do what it follows from.
        storage.errors.StorageError: There is no database, or it cannot be opened.
    """
    if not current_scope().permits(permission):
        raise Forbidden
    return _opened(settings().database_url)


@st.cache_resource(show_spinner=False)
def _opened(url: str) -> Database:
    return open_database(url, create=False)


def now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)
