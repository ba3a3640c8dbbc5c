"""Real processes, killed without warning while customers talk: nothing lost, nothing twice."""

import asyncio
from pathlib import Path

import pytest

from tests.conftest import DIALECTS
from tests.crash.campaign import run_campaign
from tests.crash.comparing import Damage

KILLS = 25
AT_ONCE = 8


@pytest.mark.timeout(180)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_transcript_equals_the_undisturbed_one(
    dialect: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url: str = request.getfixturevalue(f"bare_{dialect}_url")()
    result = asyncio.run(run_campaign(dialect, url, kills=KILLS, at_once=AT_ONCE, folder=tmp_path))
    assert result.damage == Damage()
    assert result.problems == []
    assert result.kills == KILLS
    assert result.messages >= KILLS
