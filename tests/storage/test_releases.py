"""Trials, plans, live versions and running conversations as rows."""

from dataclasses import replace

import pytest

from storage import (
    approved_versions,
    candidates,
    conversations,
    flows,
    live_versions,
    planned_publications,
    publications,
    running,
    versions,
)
from storage.candidates import Candidate, NewCandidate, TrialEnd
from storage.database import Database
from storage.errors import Conflict, Forbidden, NotApproved, NotFound
from storage.planned_publications import NewPlan
from storage.policy import Role, Scope
from storage.publications import NewPublication
from storage.running import Begun, RunningCount
from tests.storage.reviewing import decide
from tests.storage.stories import NOW, World, a_conversation, a_version, later

TRIAL = NewCandidate("site", "boleto", 2, 10, 5, 30, 50, "ana", "melhor")
PLAN = NewPlan("site", "boleto", 2, later(60), "ana", "campanha")
OPS = Scope("ana", frozenset({Role.OPS}), 1)


@pytest.fixture
def live(database: Database, world: World) -> Database:
    with database.transaction() as tx:
        versions.freeze(tx, a_version("b" * 64), now=NOW)
        for number in (1, 2):
            decide(tx, number)
        publications.publish(tx, NewPublication("site", "boleto", 1, "ana", ""), now=NOW)
    return database


def begin(database: Database, trial: NewCandidate = TRIAL) -> Candidate:
    with database.transaction() as tx:
        return candidates.begin(tx, trial, now=NOW)


def test_a_channel_has_one_trial_at_a_time(live: Database) -> None:
    first = begin(live)
    with pytest.raises(Conflict):
        begin(live)
    how = TrialEnd("stopped", "bia", "basta")
    with live.transaction() as tx:
        ended = candidates.end(tx, first.id, how, now=later(9))
        assert candidates.end(tx, first.id, how, now=later(9)) is None
        assert candidates.on_trial(tx, "site") is None
        assert candidates.list_on_trial(tx) == []
    assert ended == replace(
        first, ended_at=later(9), ended_by="bia", ending="stopped", ending_reason="basta"
    )
    second = begin(live)
    with live.read() as tx:
        assert candidates.history(tx, "site") == [second, ended]


def test_what_nobody_approved_is_not_tried_on_customers(live: Database) -> None:
    with live.transaction() as tx:
        versions.freeze(tx, a_version("c" * 64), now=NOW)
    with pytest.raises(NotApproved, match="boleto@3"):
        begin(live, replace(TRIAL, version=3))
    with pytest.raises(NotFound):
        begin(live, replace(TRIAL, version=9))


def test_one_statement_says_what_a_new_conversation_gets(live: Database) -> None:
    with live.read() as tx:
        assert live_versions.at(tx, "nowhere") is None
        found = live_versions.at(tx, "site")
        assert found is not None
        assert (found.flow_id, found.version, found.trial_id) == ("boleto", 1, None)
    trial = begin(live)
    with live.read() as tx:
        found = live_versions.at(tx, "site")
    assert found is not None
    assert (found.version, found.trial_id, found.trial_version) == (1, trial.id, 2)
    assert (found.trial_flow_id, found.trial_share_percent) == ("boleto", 10)


def test_a_plan_is_claimed_when_it_is_due_and_settled_once(live: Database) -> None:
    with live.transaction() as tx:
        plan = planned_publications.add(tx, PLAN, now=NOW)
    with live.transaction() as tx:
        assert planned_publications.list_to_come(tx) == [plan]
        assert planned_publications.list_due(tx, now=later(59)) == []
        assert planned_publications.claim(tx, plan.id, now=later(59)) is None
        assert planned_publications.list_due(tx, now=later(60)) == [plan.id]
        assert planned_publications.claim(tx, plan.id, now=later(60)) == plan
        done = planned_publications.settle(tx, plan.id, "published", reason="", now=later(60))
        assert done is not None
        assert (done.result, done.result_at) == ("published", later(60))
        again = planned_publications.settle(tx, plan.id, "cancelled", reason="", now=later(61))
        assert again is None
        assert planned_publications.claim(tx, plan.id, now=later(61)) is None
        assert planned_publications.list_to_come(tx) == []
        assert planned_publications.get(tx, plan.id) == done
        with pytest.raises(NotFound, match="plan 99"):
            planned_publications.get(tx, 99)


def test_running_conversations_are_counted_moved_and_their_ends_told(
    live: Database, world: World
) -> None:
    with live.transaction() as tx:
        others = [
            conversations.create(tx, a_conversation(f"o-{n}", world.contact.id), now=later(n))
            for n in range(3)
        ]
        end = conversations.TurnState("failed", "bot", "{}", 1, 0, "pt-BR", "error")
        for seconds, one in enumerate(others[:2]):
            ended = replace(end, ended_at=later(10 + seconds), outcome=f"error-{seconds}")
            conversations.save_turn(tx, one, ended, now=later(10))
        begun = Begun("site", "boleto", 1, NOW)
        assert running.counts(tx) == [RunningCount("site", "boleto", 1, 2)]
        assert running.count_begun(tx, begun) == 4
        assert running.count_begun(tx, replace(begun, since=later(2))) == 1
        assert [one.outcome for one in running.ends(tx, begun, limit=9)] == ["error-1", "error-0"]
        assert len(running.ends(tx, begun, limit=1)) == 1
        assert running.lock(tx, others[0].id) is None
        assert running.lock(tx, others[2].id) == others[2]
        assert running.move(tx, others[2].id, version=2, session='{"v":2}')
        moved = conversations.get(tx, others[2].id)
        assert (moved.version, moved.session) == (2, '{"v":2}')
        staying = running.on_other_versions(tx, "site", "boleto", 2)
        assert [one.id for one in staying] == [world.conversation.id]


def test_what_may_go_live_is_listed_newest_first(live: Database) -> None:
    with live.transaction() as tx:
        newest, oldest = approved_versions.list_approved(tx)
        assert (newest.version, newest.approved_by, newest.author) == (2, "bia", "ana")
        assert (oldest.version, oldest.flow_name) == (1, "Segunda via de boleto")
        decide(tx, 1, "sent_back")
        assert approved_versions.list_approved(tx) == [newest]
        flows.archive(tx, "boleto", now=NOW)
        assert approved_versions.list_approved(tx) == []


def test_nobody_writes_another_persons_name(live: Database) -> None:
    ops = live.within(OPS)
    with ops.transaction() as tx:
        trial = candidates.begin(tx, TRIAL, now=NOW)
        planned_publications.add(tx, PLAN, now=NOW)
        with pytest.raises(Forbidden):
            candidates.end(tx, trial.id, TrialEnd("stopped", "bia", ""), now=NOW)
    for write in (
        lambda tx: candidates.begin(tx, replace(TRIAL, began_by="bia"), now=NOW),
        lambda tx: planned_publications.add(tx, replace(PLAN, planned_by="bia"), now=NOW),
    ):
        with ops.transaction() as tx, pytest.raises(Forbidden):
            write(tx)
    designer = live.within(Scope("ana", frozenset({Role.DESIGNER}), 1))
    with designer.transaction() as tx, pytest.raises(Forbidden):
        planned_publications.add(tx, PLAN, now=NOW)
