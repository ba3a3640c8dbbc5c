"""Timers that are due: each fires once, and none keeps the others waiting."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import structlog
from sqlalchemy import Connection

from flow_runtime.conversations.taking import new_seed
from flow_runtime.events import TimerFired
from flow_runtime.kill_points import reach
from storage import timers
from storage.errors import Busy, Unavailable
from storage.timers import Timer

if TYPE_CHECKING:
    from flow_runtime.conversations.receiving import Conversations

_log = structlog.get_logger(__name__)

PUT_OFF_S: Final = 60.0


def fire_due_timers(driver: "Conversations", *, limit: int) -> list[int]:
    """Fire the timers that are due and return the ids of their conversations.

    They are deleted and their turns taken in one transaction: a crash fires none or all of them. A
    timer whose turn raises something nobody foresaw is put off by `PUT_OFF_S` and fires again.
    """
    now = driver.now()
    with driver.database.transaction() as tx:
        due = timers.claim_due(tx, now=now, limit=limit)
        for timer in due:
            reach("timer.claimed")
            _fire_or_put_off(driver, tx, timer, now)
            reach("timer.fired")
    return [timer.conversation_id for timer in due]


def _fire_or_put_off(driver: "Conversations", tx: Connection, timer: Timer, now: datetime) -> None:
    event = TimerFired(now, timer.key, timer.step, seed=new_seed())
    try:
        with tx.begin_nested():
            driver.tell_in(tx, timer.conversation_id, event)
    except (Busy, Unavailable):
        raise
    except Exception:  # a defect of one conversation must not stop the timers of all others
        _log.exception("timer.put_off", conversation=timer.conversation_id, key=timer.key)
        timers.replace(tx, replace(timer, due_at=now + timedelta(seconds=PUT_OFF_S)))
