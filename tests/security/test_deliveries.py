"""Five hundred deliveries here; `make deliveries` sends a hundred thousand."""

from collections.abc import Callable
from pathlib import Path

from tests.security.deliveries import KEY, Plan, figures, news_flow
from tests.security.installed import application, conversations, installed


def test_each_event_counts_once_and_no_forged_one(
    new_sqlite_url: Callable[[], str], tmp_path: Path
):
    with installed(new_sqlite_url(), tmp_path, news_flow(), events_keys=KEY.decode()) as here:
        plan = Plan(500).over(conversations(here, 20))
        found = figures(application(here), here.database, plan)
    assert found["events"] == found["kept"] == found["handled_once"] == 350
    assert found["acknowledged"] == 500
    assert found["refused_401"] == found["forged"] == 5
    assert found["lost"] == found["handled_twice"] == found["forged_accepted"] == 0
