"""The installation's settings and its database, opened once a process, for whoever asks."""

from datetime import UTC, datetime

import streamlit as st

from flow_runtime.settings import Settings, load_settings
from storage.database import Database, open_database


def settings() -> Settings:
    """Return the installation's settings.

    Raises:
        SettingsInvalid: A FLUXO_* variable is wrong.
    """
    return load_settings()


def installation_database() -> Database:
    """Return the database as the installation itself may use it: for the pages before the pages.

    Raises:
        SettingsInvalid: A FLUXO_* variable is wrong.
        storage.errors.StorageError: There is no database, or it cannot be opened.
    """
    return _opened(settings().database_url)


@st.cache_resource(show_spinner=False)
def _opened(url: str) -> Database:
    return open_database(url, create=False)


def now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)
