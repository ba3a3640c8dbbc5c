from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, Inspector, inspect, text, update

from storage import flows
from storage.database import Database, open_database
from storage.errors import Conflict, SchemaTooNew, SchemaTooOld, StorageError
from storage.schema import (
    backup,
    check,
    current_revision,
    newest_revision,
    require_current,
    upgrade,
)
from storage.tables import metadata
from tests.conftest import DIALECTS
from tests.storage.stories import World, a_flow, at_once


def test_migrated_database_is_sound(database: Database) -> None:
    require_current(database)
    assert current_revision(database) == newest_revision()
    assert check(database) == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_migrations_make_the_tables_that_the_code_describes(
    dialect: str, request: pytest.FixtureRequest
) -> None:
    migrated_url = request.getfixturevalue(f"new_{dialect}_url")()
    bare_url = request.getfixturevalue(f"bare_{dialect}_url")()
    with closing(open_database(migrated_url)) as database, database.read() as tx:
        migrated = _anatomy(tx)
    with closing(open_database(bare_url)) as database, database.transaction() as tx:
        metadata.create_all(tx)
        described = _anatomy(tx)
    assert migrated.pop("alembic_version")
    assert migrated == described


def _anatomy(tx: Connection) -> dict[str, object]:
    inspector = inspect(tx)
    return {name: _table_anatomy(inspector, name) for name in inspector.get_table_names()}


def _table_anatomy(inspector: Inspector, table: str) -> dict[str, list[str]]:
    parts: dict[str, Sequence[Mapping[str, object]]] = {
        "columns": inspector.get_columns(table),
        "indexes": inspector.get_indexes(table),
        "checks": inspector.get_check_constraints(table),
        "uniques": inspector.get_unique_constraints(table),
        "references": inspector.get_foreign_keys(table),
        "key": [inspector.get_pk_constraint(table)],
    }
    return {part: sorted(_plain(item) for item in items) for part, items in parts.items()}


def _plain(description: object) -> str:
    if isinstance(description, Mapping):
        return str({key: _plain(value) for key, value in description.items()})
    return str(description)


@pytest.mark.parametrize("column", ["status", "owner"])
def test_value_against_a_rule_of_its_column_is_refused(
    database: Database, world: World, column: str
) -> None:
    with pytest.raises(Conflict), database.transaction() as tx:
        tx.execute(update(metadata.tables["conversations"]).values({column: "odd"}))


def test_sqlite_never_uses_an_id_again(sqlite_database: Database) -> None:
    counting = [table for table in metadata.sorted_tables if table.c[0].identity is not None]
    assert len(counting) > 10
    with sqlite_database.read() as tx:
        for table in counting:
            made_by = tx.execute(
                text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table.name}
            ).scalar_one()
            assert "AUTOINCREMENT" in made_by


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    with database.transaction() as tx:
        flows.create(tx, a_flow())
    upgrade(database)
    with database.read() as tx:
        assert len(flows.list_flows(tx)) == 1


def test_processes_that_upgrade_at_once_agree(bare_database: Database) -> None:
    at_once([lambda: upgrade(bare_database)] * 4)
    assert check(bare_database) == []


def test_database_of_a_newer_release_is_refused(database: Database) -> None:
    with database.transaction() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for refused in (require_current, upgrade):
        with pytest.raises(SchemaTooNew, match="update Fluxo or restore the backup"):
            refused(database)
    assert "newer release" in check(database)[0]


def test_database_that_waits_for_an_upgrade_is_refused(bare_database: Database) -> None:
    with pytest.raises(SchemaTooOld, match="fluxo db upgrade"):
        require_current(bare_database)
    assert "fluxo db upgrade" in check(bare_database)[0]
    upgrade(bare_database)
    require_current(bare_database)


def test_check_names_a_table_that_differs(database: Database) -> None:
    with database.transaction() as tx:
        tx.execute(text("DROP INDEX ix_timers_due_at"))
    assert [problem for problem in check(database) if "ix_timers_due_at" in problem]


def test_check_names_a_row_that_points_nowhere(
    sqlite_database: Database,
) -> None:
    with sqlite_database.transaction() as tx:
        tx.exec_driver_sql("COMMIT")
        tx.exec_driver_sql("PRAGMA foreign_keys = OFF")
        tx.exec_driver_sql("BEGIN")
        tx.exec_driver_sql("INSERT INTO drafts VALUES ('gone', '{}', 1, '2026-01-01', 'ana', '{}')")
    assert check(sqlite_database) == ["Row 1 of drafts points to a row of flows that is gone."]


def test_backup_holds_what_was_committed(sqlite_database: Database, tmp_path: Path) -> None:
    with sqlite_database.transaction() as tx:
        flows.create(tx, a_flow())
    path = tmp_path / "backup.db"
    backup(sqlite_database, path)
    with closing(open_database(f"sqlite:///{path}")) as restored:
        assert check(restored) == []
        with restored.read() as tx:
            assert flows.get(tx, "boleto") == a_flow()


def test_backup_overwrites_nothing(sqlite_database: Database, tmp_path: Path) -> None:
    path = tmp_path / "backup.db"
    path.write_text("precious")
    with pytest.raises(StorageError, match="choose another name"):
        backup(sqlite_database, path)
    assert path.read_text() == "precious"


def test_postgresql_is_backed_up_by_its_own_tool(
    postgresql_database: Database, tmp_path: Path
) -> None:
    with pytest.raises(StorageError, match="pg_dump --format=custom"):
        backup(postgresql_database, tmp_path / "backup.dump")


def test_upgrade_works_from_a_folder_with_a_percent_sign(
    bare_sqlite_url: Callable[[], str], tmp_path: Path
) -> None:
    folder = tmp_path / "50% off"
    folder.mkdir()
    with closing(open_database(f"sqlite:///{folder}/fluxo.db")) as database:
        upgrade(database)
        require_current(database)
