"""Real processes, killed without warning while customers talk: nothing lost, nothing twice."""

import asyncio
import random
from pathlib import Path

import pytest

from tests.conftest import DIALECTS
from tests.crash.campaign import Deaths, run_campaign
from tests.crash.comparing import Damage
from tests.crash.kills import SERVER_POINTS, each_point_once, moments

KILLS = 25
AT_ONCE = 8


@pytest.mark.timeout(180)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_transcript_equals_the_undisturbed_one(
    dialect: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url: str = request.getfixturevalue(f"bare_{dialect}_url")()
    at_points = each_point_once(SERVER_POINTS)
    deaths = Deaths(at_points, moments(KILLS - len(at_points), random.Random(1)))
    result = asyncio.run(
        run_campaign(dialect, url, deaths=deaths, at_once=AT_ONCE, folder=tmp_path)
    )
    assert result.damage == Damage()
    assert result.problems == []
    assert result.kills == KILLS
    assert result.deaths.keys() >= set(SERVER_POINTS)
    assert result.messages >= KILLS
    assert result.repeated_calls > 0
