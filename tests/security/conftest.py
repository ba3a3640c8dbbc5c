"""The server of the HTTP tests, for stories about the whole installation."""

import pytest

from storage.database import Database
from tests.flow_runtime.server.conftest import served, settings

__all__ = ["database", "served", "settings"]


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """SQLite alone: its files can be read byte by byte."""
    return sqlite_database
