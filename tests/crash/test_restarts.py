"""PostgreSQL restarted under load, at once and without asking: our processes live through it."""

import asyncio
from pathlib import Path

from tests.crash.campaign import run_restarts
from tests.crash.comparing import Damage
from tests.crash.postgresql import restartable_postgresql

RESTARTS, EVERY_S = 3, 1.5


def test_every_transcript_equals_the_undisturbed_one(tmp_path: Path) -> None:
    with restartable_postgresql() as (server, restart):
        url = server.url(server.create("template0"))
        result = asyncio.run(
            run_restarts(url, restart, restarts=RESTARTS, every_s=EVERY_S, folder=tmp_path)
        )
    assert result.damage == Damage()
    assert result.problems == []
    assert result.repeats > 0
