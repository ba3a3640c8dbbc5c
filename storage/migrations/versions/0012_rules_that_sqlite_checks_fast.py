"""The rules "one of these" of SQLite tables, written as it checks them without a table of its own.

For a list of more than two values after IN, SQLite fills a table in memory each time a row is
written: as dear as writing the row. The same rule in words of "or" compares, and that is all.
"""

import re

from alembic import op
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from storage.errors import StorageError

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_ONE_OF = re.compile(r"CHECK \((\w+) IN \(('[^()]*')\)\)")


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    with connection.begin_nested() as attempt:
        try:
            _rewrite(connection)
        except (DatabaseError, StorageError):
            # A SQLite built to forbid this keeps the slower words: they mean the same.
            attempt.rollback()


def _rewrite(connection: Connection) -> None:
    """Change the words of the rules alone: https://www.sqlite.org/lang_altertable.html, section 7.

    Nothing that is stored changes, so no table has to be copied.
    """
    ask = connection.exec_driver_sql
    before = ask("PRAGMA schema_version").scalar_one()
    tables = ask("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").all()
    ask("PRAGMA writable_schema = ON")
    for name, sql in tables:
        if _ONE_OF.search(sql):
            written = _ONE_OF.sub(_as_comparisons, sql)
            ask("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (written, name))
    ask(f"PRAGMA schema_version = {before + 1}")
    ask("PRAGMA writable_schema = RESET")  # and this connection reads it anew


def _as_comparisons(rule: re.Match[str]) -> str:
    column, values = rule.groups()
    compared = (f"{column} = {value}" for value in values.split(", "))
    return f"CHECK ({' OR '.join(compared)})"


def downgrade() -> None:
    """Fluxo does not step back: restore the backup made before the upgrade."""
    raise NotImplementedError
