"""Timers that fell due while nothing ran: each fires once, and soon."""

import asyncio
import time
from pathlib import Path

import pytest

from tests.conftest import DIALECTS
from tests.crash.overdue import fall_asleep, still_asleep, wake_all, woken
from tests.crash.stage import stage_set

OVERDUE = 300
NO_ERP = "127.0.0.1:9"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_overdue_timer_fires_once_whoever_fires_it(
    dialect: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url: str = request.getfixturevalue(f"bare_{dialect}_url")()
    with stage_set(url, NO_ERP) as stage:
        key = stage.environment["FLUXO_SECRET_KEY"].encode()
        fall_asleep(stage.database, key, OVERDUE)
        begun_s = time.monotonic()
        asyncio.run(wake_all(stage, tmp_path, workers=2))
        assert time.monotonic() - begun_s < 30
        assert still_asleep(stage.database) == 0
        assert woken(stage.database) == {1: OVERDUE}
