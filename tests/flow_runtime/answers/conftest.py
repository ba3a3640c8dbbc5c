"""What every test of answers needs: one moment."""

from datetime import datetime

import pytest


@pytest.fixture
def now() -> datetime:
    """Wednesday, 11 March 2026, ten in the morning in São Paulo."""
    return datetime.fromisoformat("2026-03-11T10:00:00-03:00")
