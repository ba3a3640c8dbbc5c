"""Plans: published when they are due, once, whoever looks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from flow_runtime.accounts import close_account, create_person, reopen_account, set_roles
from flow_runtime.accounts.scopes import scope_of_person
from flow_runtime.conversations.releasing import (
    at_a_time,
    cancel_plan,
    carry_out_due,
    live,
    plan,
)
from flow_runtime.conversations.releasing.errors import PlanIsOver, TimeIsPast
from flow_runtime.conversations.releasing.keeping import ReleaseKeeper
from flow_runtime.conversations.releasing.reasons import words_of
from storage import audit, planned_publications, publications, versions
from storage.errors import Forbidden, NotApproved, NotFound
from storage.people import Person
from storage.planned_publications import PlannedPublication
from storage.policy import Role, Scope
from tests.approving import decide
from tests.flow_runtime.conversations.releasing.conftest import FLOW_ID, House, asking


def planned(house: House, number: int, *, in_s: float = 60) -> PlannedPublication:
    with house.database.transaction() as tx:
        return plan_in(tx, house, number, in_s=in_s)


def plan_in(tx: Connection, house: House, number: int, *, in_s: float) -> PlannedPublication:
    return plan(
        tx,
        FLOW_ID,
        number,
        "site",
        due_at=house.clock() + timedelta(seconds=in_s),
        author="rui",
        reason="campanha",
        now=house.clock(),
    )


def live_version(house: House) -> int:
    with house.database.read() as tx:
        live = publications.current(tx, "site")
    assert live is not None
    return live.version


def found(house: House, made: PlannedPublication) -> PlannedPublication:
    with house.database.read() as tx:
        return planned_publications.get(tx, made.id)


def test_a_plan_goes_live_when_it_is_due_in_the_name_of_who_planned_it(house: House) -> None:
    made = planned(house, 2)
    assert carry_out_due(house.database, now=house.clock()) == 0
    assert live_version(house) == 1
    house.clock.advance(61)
    assert carry_out_due(house.database, now=house.clock()) == 1
    assert carry_out_due(house.database, now=house.clock()) == 0
    assert live_version(house) == 2
    assert found(house, made).result == "published"
    with house.database.read() as tx:
        newest, before, *_ = audit.newest(tx)
    assert (newest.actor, newest.action) == ("rui", "flow.published")
    assert newest.details == {"reason": "campanha", "plan": made.id}
    assert (before.actor, before.action) == ("rui", "plan.made")


def test_workers_that_look_at_once_publish_once(house: House) -> None:
    for number in (2, 3, 2, 3):
        planned(house, number)
    house.clock.advance(61)
    now = house.clock()
    with ThreadPoolExecutor(4) as pool:
        looks = [pool.submit(carry_out_due, house.database, now=now) for _ in range(4)]
    assert sum(look.result() for look in looks) == 4
    with house.database.read() as tx:
        assert len(publications.history(tx, "site")) <= 1 + 4
        assert planned_publications.list_to_come(tx) == []


def test_a_version_that_was_sent_back_meanwhile_leaves_its_plan_failed(house: House) -> None:
    made, other = planned(house, 2), planned(house, 3, in_s=70)
    with house.database.transaction() as tx:
        decide(tx, versions.get(tx, FLOW_ID, 2), "sent_back", now=house.clock())
    house.clock.advance(80)
    assert carry_out_due(house.database, now=house.clock()) == 2
    failed = found(house, made)
    assert failed.result == "failed"
    assert "sem aprovação" in words_of(failed.result_reason)["pt-BR"]
    assert "Not approved" in words_of(failed.result_reason)["en"]
    assert found(house, other).result == "published"
    assert live_version(house) == 3
    with house.database.read() as tx:
        assert [one.action for one in audit.newest(tx)][:2] == ["flow.published", "plan.failed"]


@pytest.fixture
def rui(house: House) -> Person:
    """An account that may publish, in an installation that somebody else administers."""
    with house.database.transaction() as tx:
        _eva, rui = (
            create_person(
                tx,
                name=name,
                email=f"{name}@loja.example",
                roles=[role],
                password=None,
                author="eva",
                now=house.clock(),
            )
            for name, role in (("eva", "admin"), ("rui", "ops"))
        )
    return rui


def planned_by(house: House, rui: Person) -> PlannedPublication:
    with house.database.within(scope_of_person(rui)).transaction() as tx:
        return plan_in(tx, house, 2, in_s=60)


def test_who_may_not_publish_any_more_leaves_the_plan_failed(house: House, rui: Person) -> None:
    made = planned_by(house, rui)
    with house.database.transaction() as tx:
        set_roles(tx, rui.id, ["designer"], author="eva", now=house.clock())
    house.clock.advance(61)
    assert carry_out_due(house.database, now=house.clock()) == 1
    failed = found(house, made)
    assert (failed.result, failed.planned_by_id, live_version(house)) == ("failed", rui.id, 1)
    assert "rui, que marcou a publicação, não pode" in words_of(failed.result_reason)["pt-BR"]
    assert "rui, who planned it, may not publish" in words_of(failed.result_reason)["en"]
    with house.database.read() as tx:
        newest, *_ = audit.newest(tx)
        (site,) = live(tx)
    assert (newest.actor, newest.action) == ("rui", "plan.failed")
    assert "may not publish any more" in str(newest.details["reason"])
    assert (site.plans, site.failed) == ((), (failed,))


def test_a_closed_account_leaves_its_plan_failed_and_an_opened_one_carries_it_out(
    house: House, rui: Person
) -> None:
    made = planned_by(house, rui)
    with house.database.transaction() as tx:
        close_account(tx, rui.id, author="eva", now=house.clock())
    house.clock.advance(61)
    carry_out_due(house.database, now=house.clock())
    assert "foi encerrada" in words_of(found(house, made).result_reason)["pt-BR"]
    assert live_version(house) == 1
    with house.database.transaction() as tx:
        reopen_account(tx, rui.id, author="eva", now=house.clock())
    house.clock.advance(1)
    again = planned_by(house, rui)
    with house.database.read() as tx:
        assert live(tx)[0].failed == ()
    house.clock.advance(61)
    carry_out_due(house.database, now=house.clock())
    assert (found(house, again).result, live_version(house)) == ("published", 2)


def test_what_the_installation_planned_goes_live_whatever_an_account_of_that_name_may(
    house: House, rui: Person
) -> None:
    made = planned(house, 2)
    with house.database.transaction() as tx:
        close_account(tx, rui.id, author="eva", now=house.clock())
    house.clock.advance(61)
    carry_out_due(house.database, now=house.clock())
    assert (found(house, made).result, made.planned_by_id) == ("published", None)


def test_a_defect_leaves_its_plan_failed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    made = planned(house, 2)
    house.clock.advance(61)

    def break_down(*_args: object, **_named: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(at_a_time, "publish_with", break_down)
    assert carry_out_due(house.database, now=house.clock()) == 1
    assert "inesperado" in words_of(found(house, made).result_reason)["pt-BR"]


def test_a_cancelled_plan_is_not_carried_out(house: House) -> None:
    made = planned(house, 2)
    with house.database.transaction() as tx:
        gone = cancel_plan(tx, made.id, author="eva", reason="adiada", now=house.clock())
        assert (gone.result, gone.result_reason) == ("cancelled", "adiada")
        with pytest.raises(PlanIsOver):
            cancel_plan(tx, made.id, author="eva", reason="", now=house.clock())
        with pytest.raises(NotFound):
            cancel_plan(tx, 99, author="eva", reason="", now=house.clock())
        newest, *_ = audit.newest(tx)
    assert (newest.actor, newest.action) == ("eva", "plan.cancelled")
    house.clock.advance(61)
    assert carry_out_due(house.database, now=house.clock()) == 0
    assert live_version(house) == 1


def test_what_cannot_be_planned_is_refused(house: House) -> None:
    with pytest.raises(TimeIsPast):
        planned(house, 2, in_s=0)
    waiting = house.freeze(asking("Quatro?"))
    with pytest.raises(NotApproved):
        planned(house, waiting.number)
    later = house.clock() + timedelta(hours=1)
    eva = house.database.within(Scope("eva", frozenset({Role.OPS}), 1))
    with eva.transaction() as tx, pytest.raises(Forbidden):
        plan(tx, FLOW_ID, 2, "site", due_at=later, author="rui", reason="", now=house.clock())


def test_the_worker_looks_no_more_often_than_it_need(house: House) -> None:
    keeper = ReleaseKeeper(house.database, house.clock)
    planned(house, 2, in_s=1)
    assert not keeper.look()
    house.clock.advance(0.5)
    assert not keeper.look()
    house.clock.advance(0.5)
    assert keeper.look()
    assert live_version(house) == 2
