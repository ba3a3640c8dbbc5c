"""Commands killed in their middle: nothing half, and doing it again does it."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from flow_runtime.flow import dump_flow
from flow_runtime.kill_points import VARIABLE
from storage import audit, drafts, publications, schema, versions
from storage.database import Database, open_database
from tests.conftest import DIALECTS
from tests.crash.flow import CHANNEL, FLOW_ID
from tests.crash.processes import Nursery, nursery_running
from tests.crash.stage import Stage, stage_set
from tests.flow_runtime.building import end, flow

KILLED = -9
PUBLISH_POINTS = ("publish.pointer", "publish.audit")


@pytest.fixture(params=DIALECTS)
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    url: str = request.getfixturevalue(f"bare_{request.param}_url")()
    with stage_set(url, "127.0.0.1:9") as prepared:
        yield prepared


async def _run(nursery: Nursery, *arguments: str, point: str = "") -> int:
    command = await nursery.start(*arguments, **{VARIABLE: point})
    return await command.ending


def _known(database: Database) -> tuple[int, int, int, int]:
    """Return the draft's revision, the newest version, the live one and the audit's length."""
    with database.read() as tx:
        draft, newest = drafts.find(tx, FLOW_ID), versions.latest(tx, FLOW_ID)
        live = publications.current(tx, CHANNEL)
        assert draft is not None
        assert newest is not None
        assert live is not None
        assert audit.verify(tx) == []
        return draft.revision, newest.number, live.version, len(audit.newest(tx))


def test_an_import_or_a_publication_is_whole_or_not_at_all(stage: Stage, tmp_path: Path) -> None:
    changed = tmp_path / "changed.json"
    other = flow([end(text="Até logo.")], [], id=FLOW_ID)
    changed.write_bytes(dump_flow(other))

    async def story() -> None:
        async with nursery_running(stage.environment, tmp_path / "commands.log") as nursery:
            before = _known(stage.database)
            importing = ("import", str(changed))
            assert await _run(nursery, *importing, point="draft.save") == KILLED
            assert _known(stage.database) == before
            assert await _run(nursery, *importing) == 0
            assert _known(stage.database) > before
            submitting = ("submit", FLOW_ID, "--warnings-reason", "serve", "--as", "ana")
            approving = ("approve", f"{FLOW_ID}@2", "--as", "bia")
            publishing = ("publish", f"{FLOW_ID}@2", "--channel", CHANNEL)
            for command, points in (
                (submitting, ("freeze.insert",)),
                (approving, ("approve.commit",)),
                (publishing, PUBLISH_POINTS),
            ):
                known = _known(stage.database)
                for point in points:
                    assert await _run(nursery, *command, point=point) == KILLED
                    assert _known(stage.database) == known
                assert await _run(nursery, *command) == 0
            assert _known(stage.database)[1:3] == (2, 2)

    asyncio.run(story())


def test_an_upgrade_is_whole_or_not_at_all(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    url = request.getfixturevalue("bare_sqlite_url")()

    async def story() -> None:
        environment = {"FLUXO_DATABASE_URL": url}
        async with nursery_running(environment, tmp_path / "commands.log") as nursery:
            for step in (1, 3):
                killed = await _run(nursery, "db", "upgrade", point=f"migrate.step:{step}")
                assert killed == KILLED
                with closing(open_database(url)) as database:
                    assert schema.current_revision(database) is None
            assert await _run(nursery, "db", "upgrade") == 0
            with closing(open_database(url)) as database:
                schema.require_current(database)

    asyncio.run(story())


def test_a_backup_has_its_name_only_when_it_is_whole(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = request.getfixturevalue("new_sqlite_url")()
    copy = tmp_path / "copy.db"

    async def story() -> None:
        environment = {"FLUXO_DATABASE_URL": url}
        async with nursery_running(environment, tmp_path / "commands.log") as nursery:
            assert await _run(nursery, "db", "backup", str(copy), point="backup.copy") == KILLED
            assert not copy.exists()
            assert await _run(nursery, "db", "backup", str(copy)) == 0
        with closing(open_database(f"sqlite:///{copy}")) as database:
            assert schema.check(database) == []

    asyncio.run(story())
