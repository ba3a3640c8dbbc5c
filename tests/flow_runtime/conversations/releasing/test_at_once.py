"""Publishing and rolling back."""

import pytest

from flow_runtime.conversations.releasing import publish, roll_back, start_trial
from flow_runtime.errors import FlowInvalid
from storage import audit, candidates, channels, publications, queues
from storage.errors import Forbidden, NotApproved, NotFound
from storage.policy import Role, Scope
from tests.approving import decide
from tests.flow_runtime.building import end, flow, node
from tests.flow_runtime.conversations.releasing.conftest import FLOW_ID, House, asking

OPS = Scope("rui", frozenset({Role.OPS}), 1)


def test_new_conversations_get_what_is_published_and_running_ones_stay(house: House) -> None:
    (before,) = house.begin()
    live = house.publish(2, reason="textos novos")
    (after,) = house.begin()
    assert (before.version, after.version) == (1, 2)
    with house.database.read() as tx:
        assert publications.current(tx, "site") == live
        newest, *_ = audit.newest(tx)
    assert (newest.actor, newest.action, newest.subject) == (
        "rui",
        "flow.published",
        "site: story v2",
    )
    assert newest.details == {"reason": "textos novos"}


def test_what_is_live_already_stays_and_is_not_written_down_again(house: House) -> None:
    with house.database.read() as tx:
        before, noted = publications.current(tx, "site"), audit.newest(tx)
    assert house.publish(1) == before
    with house.database.read() as tx:
        assert audit.newest(tx) == noted


def test_only_an_approved_version_goes_live(house: House) -> None:
    waiting = house.freeze(asking("Quatro?"))
    with pytest.raises(NotApproved, match="Not approved"):
        house.publish(waiting.number)
    with house.database.transaction() as tx:
        decide(tx, waiting, "approved", now=house.clock())
    assert house.publish(waiting.number).version == waiting.number
    with house.database.transaction() as tx:
        channels.save(tx, channels.Channel("bancada", "webchat", {}, "test"))
        decide(tx, waiting, "sent_back", now=house.clock())
    with pytest.raises(NotApproved):
        house.publish(waiting.number, channel="bancada")


def test_what_does_not_exist_is_not_found(house: House) -> None:
    for number, channel in ((99, "site"), (1, "nowhere")):
        with pytest.raises(NotFound):
            house.publish(number, channel=channel)


def test_a_version_that_the_installation_cannot_run_any_more_is_refused(house: House) -> None:
    handoff = node("person", "handoff", queue="suporte", text="Um momento.")
    ways = ["person.resolved>end", "person.no_agent>end", "person.timeout>end"]
    version = house.approve(flow([handoff, end()], ways))
    with house.database.transaction() as tx:
        tx.execute(queues.queues.delete())
    with pytest.raises(FlowInvalid):
        house.publish(version.number)


def test_going_back_publishes_what_was_live_before(house: House) -> None:
    house.publish(2)
    with house.database.transaction() as tx:
        back = roll_back(tx, "site", author="rui", reason="erro", now=house.clock())
        assert publications.current(tx, "site") == back
        newest, *_ = audit.newest(tx)
    assert (back.version, newest.action) == (1, "flow.rolled_back")
    assert newest.details == {"reason": "erro"}


@pytest.mark.parametrize(("number", "ending"), [(2, "promoted"), (3, "stopped")])
def test_a_publication_ends_the_trial_on_its_channel(
    house: House, number: int, ending: str
) -> None:
    with house.database.transaction() as tx:
        start_trial(
            tx,
            FLOW_ID,
            2,
            "site",
            share_percent=10,
            max_failed_percent=5,
            max_abandoned_percent=30,
            over_conversations=50,
            author="rui",
            reason="",
            now=house.clock(),
        )
    house.publish(number)
    with house.database.read() as tx:
        (trial,) = candidates.history(tx, "site")
    assert (trial.ending, trial.ended_by) == (ending, "rui")


def test_a_person_publishes_in_their_own_name_only(house: House) -> None:
    with house.database.within(OPS).transaction() as tx:
        live = publish(tx, FLOW_ID, 2, "site", author="rui", reason="", now=house.clock())
        assert live.published_by == "rui"
        with pytest.raises(Forbidden):
            publish(tx, FLOW_ID, 3, "site", author="ana", reason="", now=house.clock())
        with pytest.raises(Forbidden):
            roll_back(tx, "site", author="ana", reason="", now=house.clock())
