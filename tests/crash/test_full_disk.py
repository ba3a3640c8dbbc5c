"""No room on the disk: a clear answer, nothing half, and everything goes on once there is room."""

import asyncio
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from storage import audit, drafts, publications, versions
from storage.database import Database
from storage.errors import Unavailable
from storage.schema import check
from tests.crash.comparing import lines_of
from tests.crash.customers import Customer, new_http
from tests.crash.erp import erp_running
from tests.crash.flow import ANSWERS, CHANNEL, FLOW_ID
from tests.crash.processes import Child, nursery_running
from tests.crash.stage import Stage, publish, stage_set
from tests.flow_runtime.building import end, flow

ROOM_BYTES = 4096
"""No file of the process may be written beyond its first bytes."""


@pytest.fixture
def stage(bare_sqlite_url: Callable[[], str]) -> Iterator[Stage]:
    with erp_running() as erp, stage_set(bare_sqlite_url(), erp.address) as prepared:
        yield prepared


def test_a_message_is_refused_with_503_and_taken_once_there_is_room(
    stage: Stage, tmp_path: Path
) -> None:
    async def story() -> None:
        async with (
            nursery_running(stage.environment, tmp_path / "log") as nursery,
            new_http() as http,
        ):
            server = await nursery.start("serve", "--port", str(stage.ports[0]))
            undisturbed = Customer("Ana", http, stage.addresses)
            await undisturbed.talk(ANSWERS)
            customer = Customer("Rui", http, stage.addresses)
            await customer.begin()
            await customer.look()
            before = list(customer.seen)
            with _no_room_for(server):
                refused = await customer.try_once("Rui", "message-0000")
                await customer.look()
            _assert_clear(refused)
            assert customer.seen == before
            await customer.talk(ANSWERS)
            assert lines_of(customer) == lines_of(undisturbed)

    asyncio.run(story())
    assert check(stage.database) == []


def _assert_clear(refused: httpx2.Response) -> None:
    assert refused.status_code == 503
    assert refused.headers["content-type"] == "application/problem+json"
    assert int(refused.headers["retry-after"]) > 0
    assert "sqlite" not in refused.text.lower()


@contextmanager
def _no_room_for(process: Child) -> Iterator[None]:
    """Let a running process write nothing while the block runs, as on a full disk."""
    before = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (ROOM_BYTES, before[1]))
    try:
        yield
    finally:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, before)


def test_a_publication_without_room_leaves_no_half_version(stage: Stage) -> None:
    database = stage.database
    before = _known(database)
    big = flow([end(text="Um texto que não cabe. " * 400)], [], id=FLOW_ID)
    with _no_pages_left(database), pytest.raises(Unavailable, match="full"):
        publish(database, big)
    assert _known(database) == before
    assert check(database) == []
    publish(database, big)
    assert _known(database) > before


def _known(database: Database) -> tuple[int, int, int, int]:
    with database.read() as tx:
        draft, newest = drafts.find(tx, FLOW_ID), versions.latest(tx, FLOW_ID)
        live = publications.current(tx, CHANNEL)
        assert draft is not None
        assert newest is not None
        assert live is not None
        assert newest.number == live.version
        assert audit.verify(tx) == []
        return draft.revision, newest.number, live.version, len(audit.newest(tx))


@contextmanager
def _no_pages_left(database: Database) -> Iterator[None]:
    """Let SQLite find the disk full at its next new page while the block runs."""
    with database.transaction() as tx:
        pages = tx.exec_driver_sql("PRAGMA page_count").scalar_one()
        unbounded = tx.exec_driver_sql("PRAGMA max_page_count").scalar_one()
        tx.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        with database.transaction() as tx:
            tx.exec_driver_sql(f"PRAGMA max_page_count = {unbounded}")
