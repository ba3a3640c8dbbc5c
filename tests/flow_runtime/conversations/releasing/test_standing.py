"""What is live where."""

from datetime import timedelta

from flow_runtime.conversations.releasing import live, plan
from storage import channels
from storage.policy import Role, Scope
from storage.running import RunningCount
from tests.flow_runtime.conversations.releasing.conftest import FLOW_ID, House
from tests.flow_runtime.conversations.releasing.test_trials import begin_trial


def test_every_channel_is_told_with_what_runs_and_what_comes(house: House) -> None:
    house.begin(2)
    house.publish(3)
    house.begin(1)
    trial = begin_trial(house)
    later = house.clock() + timedelta(hours=1)
    with house.database.transaction() as tx:
        channels.save(tx, channels.Channel("bancada", "webchat", {}, "test"))
        planned = plan(
            tx, FLOW_ID, 2, "site", due_at=later, author="rui", reason="", now=house.clock()
        )
    with house.database.within(Scope("eva", frozenset({Role.DESIGNER}), 1)).read() as tx:
        bench, site = live(tx)
    assert (bench.channel, bench.environment, bench.publication) == ("bancada", "test", None)
    assert (bench.candidate, bench.running, bench.plans) == (None, (), ())
    assert (site.channel, site.kind, site.environment) == ("site", "webchat", "production")
    assert site.publication is not None
    assert site.publication.version == 3
    assert (site.candidate, site.plans) == (trial, (planned,))
    assert site.running == (
        RunningCount("site", FLOW_ID, 1, 2),
        RunningCount("site", FLOW_ID, 3, 1),
    )
