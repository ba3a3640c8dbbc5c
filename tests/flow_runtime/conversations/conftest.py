"""An installation with a published flow, on each of the two databases."""

from collections.abc import Callable
from datetime import datetime, timedelta

import orjson
import pytest

from flow_runtime.conversations import Conversations
from flow_runtime.conversations.delivering import deliver
from flow_runtime.conversations.publishing import import_flow
from flow_runtime.flow import Flow
from storage import calendars, channels, connections, queues
from storage.database import Database
from tests.flow_runtime.building import TUESDAY_MORNING, WORKSPACE

KEY = b"a test's own key, thirty-two bytes long"
Publish = Callable[[Flow], None]


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = TUESDAY_MORNING

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def driver(database: Database, clock: Clock) -> Conversations:
    """The runtime on a database with the test workspace and the channel `site`."""
    store_workspace(database)
    return Conversations(database, KEY, now=clock)


def store_workspace(database: Database) -> None:
    with database.transaction() as tx:
        channels.save(tx, channels.Channel("site", "webchat", {}))
        for calendar in WORKSPACE.calendars:
            definition = orjson.loads(calendar.model_dump_json(by_alias=True))
            calendars.save(tx, calendars.Calendar(calendar.id, definition))
        for queue in WORKSPACE.queues:
            queues.save(tx, queues.Queue(queue.id, queue.name, queue.level, queue.calendar, {}))
        for item in WORKSPACE.connections:
            definition = item.model_dump(mode="json")
            connections.save(tx, connections.ApiConnection(item.id, definition))


@pytest.fixture
def publish(database: Database, clock: Clock, driver: Conversations) -> Publish:
    """Import a flow and publish it on `site`."""

    def do(flow: Flow) -> None:
        with database.transaction() as tx:
            import_flow(tx, flow, author="ana", now=clock())
            deliver(tx, flow.id, "site", author="ana", approver="bia", now=clock())

    return do
