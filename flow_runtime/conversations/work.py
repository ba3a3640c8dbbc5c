"""The work after the commit: API calls and notices as rows, carried out by any process.

A task is claimed for a lease, done outside every transaction, and its result is a new event in the
transaction that finishes the task. A worker that dies leaves the lease to run out; the next one
repeats the call with the same Idempotency-Key.
"""

import asyncio
import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import structlog

from flow_runtime.conversations.receiving import Conversations
from flow_runtime.conversations.releasing.keeping import ReleaseKeeper
from flow_runtime.conversations.sending import Sender, SendingFailed
from flow_runtime.events import ApiFailed, ApiReturned, Event, NotificationFinished
from flow_runtime.http import HttpResponse, OutboundError, json_value
from flow_runtime.kill_points import reach
from flow_runtime.mail import MailFailed
from storage import conversations, tasks
from storage.errors import StorageError
from storage.tasks import Task

_log = structlog.get_logger(__name__)

LEASE_S: Final = 30.0
BATCH: Final = 20
IDLE_POLL_S: Final = 0.5
MAX_NOTICE_TRIES: Final = 5
MAX_DEFECT_TRIES: Final = 10
DEFECT: Final = "defect"
"""Why a task failed that raised something nobody foresaw; the log has the rest."""

_FIRST_PAUSE_S: Final = 2.0


@dataclass(slots=True)
class Worker:
    """Carries out due tasks, timers and releases until it is stopped."""

    conversations: Conversations
    sender: Sender
    name: str
    lease_s: float = LEASE_S
    releases: ReleaseKeeper = field(init=False)

    def __post_init__(self) -> None:
        self.releases = ReleaseKeeper(self.conversations.database, self.conversations.now)

    async def run(self, wake: asyncio.Event, stop: asyncio.Event) -> None:
        """Work until `stop`; `wake` ends a pause early."""
        while not stop.is_set():
            worked = await self._try_round()
            if worked:
                continue
            wake.clear()
            waiting = [asyncio.create_task(event.wait()) for event in (wake, stop)]
            _, late = await asyncio.wait(
                waiting, timeout=IDLE_POLL_S, return_when=asyncio.FIRST_COMPLETED
            )
            for task in late:
                task.cancel()

    async def _try_round(self) -> bool:
        try:
            return await self.work_once()
        except StorageError as error:
            _log.warning("worker.database_unavailable", reason=str(error))
        except Exception:  # as for a task: the next round may go well
            _log.exception("worker.round_failed")
        await asyncio.sleep(IDLE_POLL_S)
        return False

    async def work_once(self) -> bool:
        """Do what is due and one batch of tasks; return whether there was anything."""
        released = await asyncio.to_thread(self.releases.look)
        fired = await asyncio.to_thread(self.conversations.fire_due_timers)
        batch = await asyncio.to_thread(self._claim)
        if batch:
            reach("outbox.claimed")
        await asyncio.gather(*(self._do(task) for task in batch))
        return bool(released or fired or batch)

    def _claim(self) -> list[Task]:
        now = self.conversations.now()
        with self.conversations.database.transaction() as tx:
            return tasks.claim_due(tx, self.name, now=now, limit=BATCH, lease_s=self.lease_s)

    async def _do(self, task: Task) -> None:
        try:
            if task.kind == "call_api":
                await self._call_api(task)
            else:
                await self._notify(task)
        except StorageError as error:
            _log.warning("worker.task_left", task=task.id, reason=str(error))
        except Exception:  # a defect of one task must not end the work for everybody
            _log.exception("worker.task_failed", task=task.id)
            await self._give_up(task)

    async def _give_up(self, task: Task) -> None:
        """Finish a task that cannot be done; its conversation takes the way of a failure."""
        try:
            if task.kind == "call_api":
                event = ApiFailed(self.conversations.now(), task.step, DEFECT)
                return await asyncio.to_thread(self._finish, task, event, DEFECT)
            return await self._finish_notice(task, delivered=False, reason=DEFECT)
        except Exception:  # the lease runs out, and the task is tried again; not for ever
            _log.exception("worker.task_left", task=task.id)
            if task.attempts >= MAX_DEFECT_TRIES:
                await asyncio.to_thread(self._finish, task, None, DEFECT)

    # -- API calls ---------------------------------------------------------------------------

    async def _call_api(self, task: Task) -> None:
        payload: Any = task.payload
        event: Event
        try:
            reach("http.before")
            response = await self.sender.call_api(payload)
            reach("http.sent")
            event = self._returned(task, response)
        except (OutboundError, SendingFailed) as error:
            if task.attempts < int(payload["tries"]) and error.code in ("timeout", "unreachable"):
                return await self._retry(task, error.code)
            _log.info("api.failed", node=payload["node_id"], code=error.code)
            event = ApiFailed(self.conversations.now(), task.step, error.code)
        await asyncio.to_thread(self._finish, task, event)
        reach("http.recorded")
        return None

    def _returned(self, task: Task, response: HttpResponse) -> Event:
        body = json_value(response)
        if body is None and response.body:
            body = response.body.decode("utf-8", "replace").replace("\x00", "")
        return ApiReturned(self.conversations.now(), task.step, response.status, body)

    # -- notices -----------------------------------------------------------------------------

    async def _notify(self, task: Task) -> None:
        payload: Any = task.payload
        try:
            await self.sender.notify(payload)
            reach("outbox.sent")
        except (OutboundError, MailFailed, SendingFailed) as error:
            waits = payload["step"] is not None
            if not waits and task.attempts < MAX_NOTICE_TRIES:
                return await self._retry(task, error.code)
            _log.warning("notify.failed", node=payload["node_id"], code=error.code)
            return await self._finish_notice(task, delivered=False, reason=error.code)
        return await self._finish_notice(task, delivered=True)

    async def _finish_notice(self, task: Task, *, delivered: bool, reason: str = "") -> None:
        payload: Any = task.payload
        event = None
        if payload["step"] is not None:
            now = self.conversations.now()
            event = NotificationFinished(now, task.step, delivered=delivered, reason=reason)
        await asyncio.to_thread(self._finish, task, event, reason or None)
        reach("outbox.marked")

    # -- the end of a task -------------------------------------------------------------------

    def _finish(self, task: Task, event: Event | None, error: str | None = None) -> None:
        """Finish the task and tell the conversation, both or neither."""
        now = self.conversations.now()
        with self.conversations.database.transaction() as tx:
            if event is not None:
                conversations.lock(tx, task.conversation_id)
            if not tasks.finish(tx, task.id, self.name, now=now, error=error):
                return
            if event is not None:
                self.conversations.tell_in(tx, task.conversation_id, event)
        reach("txn.after_commit")
        self.conversations.committed(task.conversation_id)

    async def _retry(self, task: Task, reason: str) -> None:
        pause_s = _FIRST_PAUSE_S * 2 ** (task.attempts - 1) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter
        due_at = self.conversations.now() + timedelta(seconds=pause_s)

        def write() -> None:
            with self.conversations.database.transaction() as tx:
                tasks.retry_at(tx, task.id, self.name, due_at=due_at, error=reason)

        await asyncio.to_thread(write)
