"""Thousands of conversations whose timers fell due while nothing ran."""

import asyncio
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, insert, select

from flow_runtime.conversations import Conversations
from flow_runtime.flow import Flow
from flow_runtime.session import Session
from storage.conversations import Conversation, conversations
from storage.database import Database
from storage.outbound import outbound_messages
from storage.timers import Timer, timers
from tests.crash.flow import CHANNEL
from tests.crash.processes import nursery_running
from tests.crash.stage import Stage, publish
from tests.flow_runtime.building import end, flow, node

LATE = "Desculpe a demora."
_LOOK_AGAIN_S = 0.1


def sleeping_flow() -> Flow:
    """Return a flow that rests an hour and then says one thing."""
    pause = node("pause", "wait", until="duration", duration_s=3600)
    return flow([pause, end(text=LATE)], ["pause.elapsed>end"], id="soneca")


def fall_asleep(database: Database, key: bytes, count: int) -> None:
    """Leave `count` conversations whose timers were due an hour ago."""
    publish(database, sleeping_flow())
    two_hours_ago = datetime.now(UTC) - timedelta(hours=2)
    driver = Conversations(database, key, now=lambda: two_hours_ago)
    first = driver.begin(CHANNEL, "the-first-of-many-visitors")
    sleepers = list(_copies(first, count - 1))
    with database.transaction() as tx:
        (timer,) = tx.execute(select(timers)).all()
        if sleepers:
            tx.execute(insert(conversations), [_values(sleeper) for sleeper in sleepers])
            armed = [Timer(sleeper.id, timer.key, timer.step, timer.due_at) for sleeper in sleepers]
            tx.execute(insert(timers), [_values(one) for one in armed])


def _copies(first: Conversation, count: int) -> Iterator[Conversation]:
    session = Session.from_json(first.session)
    number = str(session.conversation["protocol"])
    for offset in range(1, count + 1):
        own = f"{number}{offset:05}"
        slept = replace(session, conversation={**session.conversation, "protocol": own})
        yield replace(
            first,
            id=first.id + offset,
            public_id=f"{first.public_id}{offset}",
            protocol_number=own,
            session=slept.to_json().decode(),
        )


def _values(row: Conversation | Timer) -> dict[str, object]:
    return {field.name: getattr(row, field.name) for field in fields(row)}


def still_asleep(database: Database) -> int:
    """Return how many timers have not fired."""
    with database.read() as tx:
        return tx.execute(select(func.count()).select_from(timers)).scalar_one()


def woken(database: Database) -> dict[int, int]:
    """Return how many conversations were told how many times."""
    per_conversation = (
        select(func.count().label("times"))
        .select_from(outbound_messages)
        .group_by(outbound_messages.c.conversation_id)
        .subquery()
    )
    times = per_conversation.c.times
    with database.read() as tx:
        return {
            int(row[0]): int(row[1])
            for row in tx.execute(select(times, func.count()).group_by(times))
        }


async def wake_all(stage: Stage, folder: Path, *, workers: int) -> None:
    """Start workers and let them work until no timer is left."""
    async with nursery_running(stage.environment, folder / "workers.log") as nursery:
        started = [await nursery.start("worker") for _ in range(workers)]
        while still_asleep(stage.database):
            assert not any(worker.is_dead for worker in started), nursery.printed.read_text()
            await asyncio.sleep(_LOOK_AGAIN_S)
