"""Workers killed around a publication that is due: it goes live once, and nothing of it is half."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flow_runtime.conversations.releasing import plan
from flow_runtime.kill_points import VARIABLE
from storage import audit, planned_publications, publications
from storage.planned_publications import PlannedPublication
from tests.approving import approved_version
from tests.conftest import DIALECTS
from tests.crash.flow import CHANNEL, FLOW_ID
from tests.crash.processes import Nursery, nursery_running
from tests.crash.stage import Stage, stage_set
from tests.flow_runtime.building import end, flow

KILLED = -9
POINTS = ("release.claimed", "publish.pointer", "publish.audit", "release.settled")
WITHIN_S = 30
_LOOK_AGAIN_S = 0.05


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_due_plan_is_carried_out_once_whoever_dies(
    dialect: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url: str = request.getfixturevalue(f"bare_{dialect}_url")()
    with stage_set(url, "127.0.0.1:9") as stage:
        before = _history(stage)
        planned = _fall_due(stage)
        asyncio.run(_live_through_it(stage, tmp_path, planned, before))
        assert [version for version, _ in _history(stage)] == [planned.version, *_versions(before)]
        assert _history(stage)[0] == (planned.version, "rui")
        with stage.database.read() as tx:
            assert audit.verify(tx) == []
            published = [one for one in audit.newest(tx) if one.details.get("plan") == planned.id]
            assert [one.action for one in published] == ["flow.published", "plan.made"]


def _fall_due(stage: Stage) -> PlannedPublication:
    """Plan, an hour ago, what is due since half an hour."""
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    with stage.database.transaction() as tx:
        other = approved_version(tx, flow([end(text="Até.")], [], id=FLOW_ID), now=an_hour_ago)
        return plan(
            tx,
            FLOW_ID,
            other.number,
            CHANNEL,
            due_at=an_hour_ago + timedelta(minutes=30),
            author="rui",
            reason="",
            now=an_hour_ago,
        )


async def _live_through_it(
    stage: Stage, folder: Path, planned: PlannedPublication, before: list[tuple[int, str]]
) -> None:
    async with nursery_running(stage.environment, folder / "workers.log") as nursery:
        for point in POINTS:
            worker = await nursery.start("worker", **{VARIABLE: point})
            assert await worker.ending == KILLED
            assert _history(stage) == before
            assert _found(stage, planned).result is None
        await _until_done(stage, nursery, planned)


async def _until_done(stage: Stage, nursery: Nursery, planned: PlannedPublication) -> None:
    workers = [await nursery.start("worker", **{VARIABLE: ""}) for _ in range(3)]
    async with asyncio.timeout(WITHIN_S):
        while _found(stage, planned).result is None:
            await asyncio.sleep(_LOOK_AGAIN_S)
    assert _found(stage, planned).result == "published"
    assert not any(worker.is_dead for worker in workers)


def _found(stage: Stage, planned: PlannedPublication) -> PlannedPublication:
    with stage.database.read() as tx:
        return planned_publications.get(tx, planned.id)


def _history(stage: Stage) -> list[tuple[int, str]]:
    with stage.database.read() as tx:
        return [(one.version, one.published_by) for one in publications.history(tx, CHANNEL)]


def _versions(history: list[tuple[int, str]]) -> list[int]:
    return [version for version, _ in history]
