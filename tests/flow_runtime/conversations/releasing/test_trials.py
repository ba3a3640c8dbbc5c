"""Trials: who gets the version, what is counted, and when it goes back by itself."""

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import update

from flow_runtime.conversations import IncomingMessage
from flow_runtime.conversations.releasing import (
    end_failing_trials,
    numbers,
    promote_trial,
    start_trial,
    stop_trial,
)
from flow_runtime.conversations.releasing.choosing import is_in_share
from flow_runtime.conversations.releasing.errors import NoTrial, TrialRefused
from flow_runtime.conversations.releasing.judging import TrialNumbers, numbers_beside
from flow_runtime.conversations.releasing.reasons import words_of
from storage import audit, candidates, channels, publications
from storage.candidates import Candidate
from storage.conversations import Conversation, conversations
from storage.errors import NotApproved
from tests.flow_runtime.conversations.releasing.conftest import FLOW_ID, House, asking


def begin_trial(house: House, number: int = 2, **terms: Any) -> Candidate:
    given = {
        "share_percent": 50,
        "max_failed_percent": 20,
        "max_abandoned_percent": 40,
        "over_conversations": 10,
        "author": "rui",
        "reason": "ver",
        **terms,
    }
    channel = str(given.pop("channel", "site"))
    with house.database.transaction() as tx:
        return start_trial(tx, FLOW_ID, number, channel, now=house.clock(), **given)


def finish(house: House, those: list[Conversation], **how: str) -> None:
    values = {"ended_at": house.clock(), "status": "ended", "outcome": "resolved", **how}
    ids = [one.id for one in those]
    with house.database.transaction() as tx:
        tx.execute(update(conversations).where(conversations.c.id.in_(ids)).values(values))


def tried(house: House, number: int) -> list[Conversation]:
    """Begin conversations until so many are on the version on trial."""
    found: list[Conversation] = []
    while len(found) < number:
        found += [one for one in house.begin() if one.version == 2]
    return found


def on_trial(house: House) -> Candidate | None:
    with house.database.read() as tx:
        return candidates.on_trial(tx, "site")


@pytest.mark.parametrize("percent", [1, 10, 50, 99])
def test_the_share_is_what_was_asked_and_the_same_each_time(percent: int) -> None:
    ids = [f"{number:032x}" for number in range(20_000)]
    share = [is_in_share(7, public_id, percent) for public_id in ids]
    assert abs(sum(share) / len(ids) * 100 - percent) < 1
    assert share == [is_in_share(7, public_id, percent) for public_id in ids]
    assert percent == 99 or share != [is_in_share(8, public_id, percent) for public_id in ids]


def test_new_conversations_are_shared_out_and_finish_where_they_began(house: House) -> None:
    (before,) = house.begin()
    trial = begin_trial(house)
    begun = house.begin(40)
    expected = [2 if is_in_share(trial.id, one.public_id, 50) else 1 for one in begun]
    assert [one.version for one in begun] == expected
    assert Counter(expected).keys() == {1, 2}
    with house.database.transaction() as tx:
        stopped = stop_trial(tx, "site", author="eva", reason="basta", now=house.clock())
    assert (stopped.ending, stopped.ended_by, stopped.ending_reason) == ("stopped", "eva", "basta")
    assert {one.version for one in house.begin(20)} == {1}
    for one in (before, *begun):
        after = house.driver.receive(one.id, IncomingMessage("m-1", "Ana"))
        assert (after.version, after.status) == (one.version, "ended")


def test_promoting_publishes_the_version_for_all(house: House) -> None:
    begin_trial(house)
    with house.database.transaction() as tx:
        live = promote_trial(tx, "site", author="eva", reason="foi bem", now=house.clock())
        assert (live.version, live.published_by) == (2, "eva")
        (trial,) = candidates.history(tx, "site")
        assert [one.action for one in audit.newest(tx)][:2] == ["flow.published", "trial.started"]
        with pytest.raises(NoTrial):
            promote_trial(tx, "site", author="eva", reason="", now=house.clock())
        with pytest.raises(NoTrial):
            stop_trial(tx, "site", author="eva", reason="", now=house.clock())
    assert (trial.ending, trial.ended_by, trial.ending_reason) == ("promoted", "eva", "foi bem")


def test_a_trial_that_fails_too_often_goes_back_by_itself(house: House) -> None:
    begin_trial(house)
    those = tried(house, 5)
    finish(house, those[:2], status="failed")
    assert end_failing_trials(house.database, now=house.clock()) == 0
    finish(house, those[2:3], outcome="error")
    assert end_failing_trials(house.database, now=house.clock()) == 1
    assert end_failing_trials(house.database, now=house.clock()) == 0
    with house.database.read() as tx:
        (trial,) = candidates.history(tx, "site")
        newest, *_ = audit.newest(tx)
        live = publications.current(tx, "site")
    assert (trial.ending, trial.ended_by) == ("returned", "Fluxo")
    assert words_of(trial.ending_reason)["pt-BR"] == (
        "Falhas: 3 nas últimas 10 conversas da experiência; o limite é 20 por cento."
    )
    assert (newest.actor, newest.action) == ("Fluxo", "trial.returned")
    assert newest.details["began_by"] == "rui"
    assert newest.details["failed"] == 3
    assert live is not None
    assert live.version == 1
    assert {one.version for one in house.begin(20)} == {1}


def test_a_trial_that_customers_abandon_goes_back_too(house: House) -> None:
    begin_trial(house)
    finish(house, tried(house, 5), outcome="abandoned")
    assert end_failing_trials(house.database, now=house.clock()) == 1
    with house.database.read() as tx:
        (trial,) = candidates.history(tx, "site")
    assert "Abandoned: 5 of the trial's last 10" in words_of(trial.ending_reason)["en"]


def test_only_the_last_conversations_of_this_trial_count(house: House) -> None:
    house.publish(2)
    finish(house, house.begin(5), status="failed")
    house.publish(1)
    house.clock.advance(1)
    trial = begin_trial(house)
    first = tried(house, 2)
    finish(house, first, status="failed")
    house.clock.advance(1)
    finish(house, tried(house, 10))
    house.clock.advance(1)
    finish(house, tried(house, 1), outcome="abandoned")
    with house.database.read() as tx:
        counted = numbers(tx, trial)
        live = publications.current(tx, "site")
        assert live is not None
        beside = numbers_beside(tx, trial, live)
    assert counted == TrialNumbers(begun=13, ended=10, failed=0, abandoned=1)
    assert (beside.ended, beside.failed) == (0, 0)
    assert end_failing_trials(house.database, now=house.clock()) == 0
    assert on_trial(house) == trial


@pytest.mark.parametrize(
    "terms",
    [
        {"share_percent": 0},
        {"share_percent": 100},
        {"max_failed_percent": 101},
        {"max_abandoned_percent": -1},
        {"over_conversations": 0},
        {"over_conversations": 10_001},
        {"number": 1},
        {"channel": "silent"},
    ],
)
def test_a_trial_that_could_show_nothing_is_refused(house: House, terms: dict[str, Any]) -> None:
    with house.database.transaction() as tx:
        channels.save(tx, channels.Channel("silent", "webchat", {}))
    with pytest.raises(TrialRefused):
        begin_trial(house, **terms)


def test_a_second_trial_and_an_unapproved_version_are_refused(house: House) -> None:
    begin_trial(house)
    with pytest.raises(TrialRefused, match="Another trial"):
        begin_trial(house, 3)
    waiting = house.freeze(asking("Quatro?"))
    with pytest.raises(NotApproved):
        begin_trial(house, waiting.number)
