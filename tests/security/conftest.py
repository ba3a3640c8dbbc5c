"""The server of the HTTP tests, for stories about the whole installation."""

from collections.abc import Iterator

import pytest
import structlog

from storage.database import Database
from tests.flow_runtime.server.conftest import served, settings

__all__ = ["database", "served", "settings"]


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """SQLite alone: its files can be read byte by byte."""
    return sqlite_database


@pytest.fixture(autouse=True)
def plain_logs() -> Iterator[None]:
    """Log as `fluxo serve` does: no value of a variable beside a traceback."""
    structlog.configure(
        processors=[structlog.processors.format_exc_info, structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=False,
    )
    yield
    structlog.reset_defaults()
