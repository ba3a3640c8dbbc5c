from dataclasses import replace
from functools import partial

import pytest

from storage import conversations, tasks, timers
from storage.database import Database
from storage.errors import NotFound
from storage.tasks import NewTask, Task
from storage.timers import Timer
from tests.storage.stories import NOW, World, a_conversation, at_once, later

LEASE_S = 60


def arm(database: Database, world: World, key: str, *, seconds: float, step: int = 1) -> Timer:
    timer = Timer(world.conversation.id, key, step, later(seconds))
    with database.transaction() as tx:
        timers.replace(tx, timer)
    return timer


def fire(database: Database, *, seconds: float) -> list[Timer]:
    with database.transaction() as tx:
        return timers.claim_due(tx, now=later(seconds), limit=100)


def test_timer_fires_once_when_it_is_due(database: Database, world: World) -> None:
    late, early = (arm(database, world, key, seconds=due) for key, due in (("b", 9), ("a", 5)))
    with database.read() as tx:
        assert timers.next_due(tx) == later(5)
        assert timers.for_conversation(tx, world.conversation.id) == [early, late]
    assert fire(database, seconds=4) == []
    assert fire(database, seconds=9) == [early, late]
    assert fire(database, seconds=9) == []
    with database.read() as tx:
        assert timers.next_due(tx) is None


def test_timer_armed_again_replaces_the_earlier_one(database: Database, world: World) -> None:
    arm(database, world, "idle", seconds=5)
    moved = arm(database, world, "idle", seconds=50, step=2)
    assert fire(database, seconds=5) == []
    assert fire(database, seconds=50) == [moved]


def test_timers_of_earlier_steps_are_disarmed(database: Database, world: World) -> None:
    arm(database, world, "old", seconds=5, step=1)
    kept = arm(database, world, "new", seconds=5, step=2)
    with database.transaction() as tx:
        assert timers.cancel_before_step(tx, world.conversation.id, 2) == 1
        assert timers.for_conversation(tx, world.conversation.id) == [kept]
        assert timers.cancel(tx, world.conversation.id, "new")
        assert not timers.cancel(tx, world.conversation.id, "new")


def test_claim_that_is_rolled_back_leaves_the_timer(database: Database, world: World) -> None:
    timer = arm(database, world, "idle", seconds=1)

    class PowerCut(Exception):
        pass

    def claim_and_die() -> None:
        with database.transaction() as tx:
            timers.claim_due(tx, now=later(1), limit=1)
            raise PowerCut

    with pytest.raises(PowerCut):
        claim_and_die()
    assert fire(database, seconds=1) == [timer]


def test_many_workers_fire_each_overdue_timer_once(database: Database, world: World) -> None:
    with database.transaction() as tx:
        for number in range(30):
            new = a_conversation(f"other-{number}", world.contact.id)
            conversation = conversations.create(tx, new, now=NOW)
            timers.replace(tx, Timer(conversation.id, "idle", 1, NOW))

    def claim_until_none() -> list[int]:
        fired: list[int] = []
        while True:
            with database.transaction() as tx:
                claimed = timers.claim_due(tx, now=NOW, limit=4)
            if not claimed:
                return fired
            fired += [timer.conversation_id for timer in claimed]

    fired = [one for some in at_once([claim_until_none] * 8) for one in some]
    fired += [timer.conversation_id for timer in fire(database, seconds=0)]
    assert len(fired) == len(set(fired)) == 30


def test_timer_of_a_conversation_in_a_turn_waits(
    postgresql_database: Database, postgresql_world: World
) -> None:
    timer = arm(postgresql_database, postgresql_world, "idle", seconds=1)
    with postgresql_database.transaction() as turn:
        conversations.lock(turn, timer.conversation_id)
        assert fire(postgresql_database, seconds=1) == []
        timers.replace(turn, replace(timer, due_at=later(60), step=2))
    assert fire(postgresql_database, seconds=1) == []
    assert len(fire(postgresql_database, seconds=60)) == 1


def test_turns_and_timers_at_once_never_block_each_other(database: Database, world: World) -> None:
    turns = 15

    def take_turns() -> int:
        for _ in range(turns):
            with database.transaction() as tx:
                conversations.lock(tx, world.conversation.id)
                timers.replace(tx, Timer(world.conversation.id, "idle", 1, NOW))
        return 0

    def take_timers() -> int:
        fired = 0
        for _ in range(turns):
            with database.transaction() as tx:
                claimed = timers.claim_due(tx, now=NOW, limit=9)
                for timer in claimed:
                    conversations.lock(tx, timer.conversation_id)
            fired += len(claimed)
        return fired

    fired = sum(at_once([take_turns, take_timers] * 3))
    fired += len(fire(database, seconds=0))
    assert 1 <= fired <= 3 * turns


def a_task(world: World, key: str, *, seconds: float = 0) -> NewTask:
    return NewTask(
        conversation_id=world.conversation.id,
        step=1,
        kind="call_api",
        payload={"url": "https://erp.example/boletos"},
        idempotency_key=key,
        due_at=later(seconds),
    )


def add(database: Database, *new: NewTask) -> None:
    with database.transaction() as tx:
        tasks.add_many(tx, new)


def claim(database: Database, worker: str, *, seconds: float = 0) -> list[Task]:
    with database.transaction() as tx:
        return tasks.claim_due(tx, worker, now=later(seconds), limit=100, lease_s=LEASE_S)


def test_task_is_done_once(database: Database, world: World) -> None:
    add(database, a_task(world, "b", seconds=2), a_task(world, "a", seconds=1))
    with database.read() as tx:
        assert tasks.next_due(tx) == later(1)
    assert claim(database, "w", seconds=0) == []
    first, second = claim(database, "w", seconds=2)
    assert (first.idempotency_key, second.idempotency_key) == ("a", "b")
    assert (first.status, first.attempts, first.claimed_by) == ("running", 1, "w")
    with database.transaction() as tx:
        assert tasks.finish(tx, first.id, "w", now=later(3))
        assert not tasks.finish(tx, first.id, "w", now=later(4))
        assert tasks.finish(tx, second.id, "w", now=later(3), error="HTTP 500")
        done, failed = tasks.get(tx, first.id), tasks.get(tx, second.id)
    assert (done.status, done.finished_at, done.error) == ("done", later(3), None)
    assert (failed.status, failed.error) == ("failed", "HTTP 500")
    assert claim(database, "w", seconds=9999) == []


def test_same_work_is_queued_once(database: Database, world: World) -> None:
    add(database, a_task(world, "a"), a_task(world, "a"))
    add(database, a_task(world, "a", seconds=9))
    assert len(claim(database, "w", seconds=9)) == 1


def test_retry_queues_the_task_again(database: Database, world: World) -> None:
    add(database, a_task(world, "a"))
    (task,) = claim(database, "w")
    with database.transaction() as tx:
        assert tasks.retry_at(tx, task.id, "w", due_at=later(30), error="timeout")
    assert claim(database, "w", seconds=29) == []
    (again,) = claim(database, "w2", seconds=30)
    assert (again.attempts, again.error, again.claimed_by) == (2, "timeout", "w2")


def test_task_of_a_silent_worker_is_taken_over(database: Database, world: World) -> None:
    add(database, a_task(world, "a"))
    (task,) = claim(database, "silent")
    assert claim(database, "other", seconds=LEASE_S) == []
    (taken,) = claim(database, "other", seconds=LEASE_S + 1)
    assert (taken.id, taken.attempts) == (task.id, 2)
    with database.transaction() as tx:
        assert not tasks.finish(tx, task.id, "silent", now=later(99))
        assert not tasks.retry_at(tx, task.id, "silent", due_at=later(99), error="late")
        assert tasks.finish(tx, task.id, "other", now=later(99))


def test_eight_workers_claim_no_task_twice(database: Database, world: World) -> None:
    add(database, *(a_task(world, f"key-{number}") for number in range(20)))

    def claim_some(worker: str) -> list[int]:
        with database.transaction() as tx:
            claimed = tasks.claim_due(tx, worker, now=NOW, limit=3, lease_s=LEASE_S)
            return [task.id for task in claimed]

    claims = at_once([partial(claim_some, f"worker-{number}") for number in range(8)])
    claimed = [task_id for some in claims for task_id in some]
    assert len(claimed) == len(set(claimed))
    assert len(claimed) + len(claim(database, "last")) == 20


def test_unknown_task_is_not_found(database: Database) -> None:
    with database.read() as tx, pytest.raises(NotFound):
        tasks.get(tx, 4711)
