"""A browser killed in the middle of editing: at most the last gesture is missing, nothing twice."""

import random

import pytest

from tests.crash.editing.browser_kills import Campaign, Death, deaths
from tests.crash.editing.conftest import Rehearsed

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

KILLS = 4


def test_a_killed_browser_loses_at_most_the_last_gesture(rehearsed: Rehearsed) -> None:
    campaign = Campaign(rehearsed.stage, rehearsed.browser, rehearsed.gestures, rehearsed.drafts)
    planned = [Death(2.0, dead_wire_s=1.5), *deaths(KILLS - 1, random.Random(2))]
    damage = campaign.run(planned)
    assert damage.stories == []
    assert not damage.is_bad
    assert damage.kills == KILLS
    assert damage.missing_last <= KILLS
    assert damage.gestures > 0


def test_deaths_come_at_all_kinds_of_moments() -> None:
    planned = deaths(200, random.Random(1))
    assert any(death.while_opening for death in planned)
    assert any(death.dead_wire_s for death in planned)
    assert all(0 < death.after_s < 10 for death in planned)
