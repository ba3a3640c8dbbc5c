"""The tables as a whole: made, brought up to date, checked and backed up."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final, cast

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

from storage.database import Database
from storage.errors import NoDatabaseYet, SchemaTooNew, SchemaTooOld, StorageError
from storage.tables import metadata

_MIGRATIONS: Final = Path(__file__).parent / "migrations"
# Any number will do, as long as nothing else in the database uses it.
_UPGRADE_LOCK: Final = 4_711_001


def _nothing_more() -> None:
    return None


def upgrade(database: Database, *, on_step: Callable[[], None] = _nothing_more) -> None:
    """Bring the tables up to this release; doing it twice, or twice at once, is harmless.

    Args:
        database: Any database of this release or an older one, or an empty one.
        on_step: Called after each step, inside the one transaction of all of them.

    Raises:
        SchemaTooNew: when a newer release made the database.
    """
    _refuse_newer(current_revision(database))
    config = _config()
    # Alembic asks SQLAlchemy whether a transaction is open, and would begin and end its own.
    with database.transaction() as tx, tx.begin():
        if database.dialect == "postgresql":
            tx.execute(select(func.pg_advisory_xact_lock(_UPGRADE_LOCK)))
        config.attributes["connection"] = tx
        config.attributes["on_step"] = on_step
        command.upgrade(config, "head")


def current_revision(database: Database) -> str | None:
    """Return the revision of the database, or None when it has no tables yet."""
    with database.read() as tx:
        return MigrationContext.configure(tx).get_current_revision()


def newest_revision() -> str:
    """Return the revision that this release works with."""
    return str(_scripts().get_current_head())


def require_current(database: Database) -> None:
    """Let only a database of exactly this release pass.

    Raises:
        SchemaTooNew: when a newer release made it.
        NoDatabaseYet: when it has no tables.
        SchemaTooOld: when it was not upgraded to this release.
    """
    found = current_revision(database)
    _refuse_newer(found)
    if found is None:
        raise NoDatabaseYet(
            "The database has no tables yet: run fluxo db upgrade.",
            pt="O banco de dados ainda não tem tabelas: execute fluxo db upgrade.",
        )
    if found != newest_revision():
        raise SchemaTooOld(
            "The database is older than this release: run fluxo db upgrade.",
            pt="O banco de dados é de uma versão anterior: execute fluxo db upgrade.",
        )


def check(database: Database) -> list[str]:
    """Return one sentence for each thing that is wrong with the database; [] when it is sound."""
    problems = _revision_problems(database)
    with database.read() as tx:
        if database.dialect == "sqlite":
            problems += _file_problems(tx)
        if not problems:
            problems += _difference_problems(tx)
    return problems


def backup(
    database: Database, path: Path, *, on_copied: Callable[[], None] = _nothing_more
) -> None:
    """Copy a SQLite database to `path` while it is in use.

    Args:
        database: What is copied.
        path: The new file; it has this name only once it is whole.
        on_copied: Called when the copy is made and does not have its name yet.

    Raises:
        StorageError: when `path` exists, or for PostgreSQL, which has a tool of its own.
    """
    if database.dialect != "sqlite":
        raise StorageError(
            "A PostgreSQL database is backed up with its own tool: "
            f"pg_dump --format=custom --file={path} {database.address}",
            pt="Um banco PostgreSQL é copiado com a ferramenta dele: "
            f"pg_dump --format=custom --file={path} {database.address}",
        )
    if path.exists():
        raise StorageError(
            f"The file {path} exists: choose another name for the backup.",
            pt=f"O arquivo {path} já existe: escolha outro nome para a cópia.",
        )
    unfinished = path.with_name(f"{path.name}.part")
    _copy(database, unfinished)
    on_copied()
    os.replace(unfinished, path)


def _copy(database: Database, path: Path) -> None:
    path.unlink(missing_ok=True)
    with database.read() as tx, closing(sqlite3.connect(path)) as copy:
        source = cast(sqlite3.Connection, tx.connection.driver_connection)
        source.backup(copy)


def _revision_problems(database: Database) -> list[str]:
    try:
        require_current(database)
    except (SchemaTooNew, SchemaTooOld) as error:
        return [str(error)]
    return []


def _file_problems(tx: Connection) -> list[str]:
    torn = [row[0] for row in tx.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    lost = tx.exec_driver_sql("PRAGMA foreign_key_check").all()
    problems = [f"The file is damaged ({line}): restore the backup." for line in torn]
    for table, row_id, parent, _ in lost:
        problems.append(f"Row {row_id} of {table} points to a row of {parent} that is gone.")
    return problems


def _difference_problems(tx: Connection) -> list[str]:
    differences = compare_metadata(MigrationContext.configure(tx), metadata)
    return [
        f"The tables differ from this release ({_summary(difference)}): restore the backup."
        for difference in differences
    ]


def _summary(difference: tuple[object, ...] | list[tuple[object, ...]]) -> str:
    changes = difference if isinstance(difference, list) else [difference]
    return ", ".join(f"{change[0]} {change[-1]}" for change in changes)


def _refuse_newer(found: str | None) -> None:
    known = {script.revision for script in _scripts().walk_revisions()}
    if found is not None and found not in known:
        raise SchemaTooNew(
            "The database was made by a newer release: update Fluxo or restore the backup.",
            pt="O banco de dados é de uma versão mais nova: atualize o Fluxo ou restaure a cópia.",
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
