"""The installation's settings and its database, opened once a process, for whoever asks."""

import os
from datetime import UTC, datetime
from functools import lru_cache

import streamlit as st

from flow_runtime.settings import Settings, load_settings
from storage.database import Database, open_database


def settings() -> Settings:
    """Return the installation's settings, read once for each state of the environment.

    Raises:
        SettingsInvalid: A FLUXO_* variable is wrong.
    """
    said = ((name, value) for name, value in os.environ.items() if _is_ours(name))
    return _read(tuple(sorted(said)))


def _is_ours(name: str) -> bool:
    return name.upper().startswith("FLUXO_")


@lru_cache(maxsize=4)
def _read(_environment: tuple[tuple[str, str], ...]) -> Settings:
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
