"""The statements of a turn: compiled once for each database, then handed straight to its driver.

SQLAlchemy writes the SQL and converts the values, as everywhere; only its work for each single
execution is left out, which is most of what a small statement costs.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, Final, Protocol, TypeVar

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql.expression import Executable

from storage.compiling import Compiled, Values, compile_for
from storage.translation import raise_ours

Row = TypeVar("Row")

_JOINS: Final = "postgresql"
"""The database that can carry out several statements as one."""

_SENT_EACH: Final = nullcontext()
_JOINED: Final = "fluxo_joined"
"""Under this name a connection keeps the statements of a `sent_together` that is open."""

_UNKNOWN: Final = -1
"""How many rows a statement touched that is sent with others."""


class _Driver(Protocol):
    """What is used of a connection of a driver: both let it carry out a statement at once."""

    def execute(self, sql: str, values: Any, /) -> "_Cursor": ...

    def cursor(self) -> "_Cursor": ...


class _Cursor(Protocol):
    """What is used of a driver's cursor (PEP 249)."""

    rowcount: int

    def executemany(self, sql: str, values: Any, /) -> object: ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> Any: ...


class Prepared:
    """A statement with named values, or what gives it for the name of a database.

    `columns` are those that an INSERT fills.
    """

    def __init__(self, statement: Executable | Callable[[str], Executable], *columns: str) -> None:
        self._statement = statement
        self._columns = columns
        self._compiled: dict[str, Compiled] = {}

    def run(self, tx: Connection, **values: object) -> int:
        """Carry it out and return how many rows it touched."""
        compiled = self._compiled.get(tx.dialect.name) or self._compile(tx.dialect)
        return _run(tx, compiled.sql, compiled.bound(values))

    def run_row(self, tx: Connection, row: object, **more: object) -> int:
        """Carry it out for a row, whose fields are values beside `more`; return how many it hit."""
        compiled = self._compiled.get(tx.dialect.name) or self._compile(tx.dialect)
        return _run(tx, compiled.sql, compiled.bound_rows((row,), more)[0])

    def run_many(self, tx: Connection, rows: Iterable[Values]) -> None:
        """Carry it out for each row; none is fine."""
        compiled = self._compiled.get(tx.dialect.name) or self._compile(tx.dialect)
        self._executed_many(compiled, tx, [compiled.bound(row) for row in rows])

    def run_rows(self, tx: Connection, rows: Iterable[object], **same: object) -> None:
        """Carry it out for each of the rows, whose fields are its values; `same` for all."""
        compiled = self._compiled.get(tx.dialect.name) or self._compile(tx.dialect)
        self._executed_many(compiled, tx, compiled.bound_rows(rows, same))

    @staticmethod
    def _executed_many(compiled: Compiled, tx: Connection, listed: list[list[object]]) -> None:
        if not listed:
            return
        sql, bound = compiled.sql, listed[0]
        if len(listed) > 1 and compiled.together is not None:
            sql, bound = compiled.together.sql, compiled.together.bound(compiled, listed)
            listed = [bound]
        if tx.dialect.name == _JOINS and len(listed) == 1 and _is_joined(tx, sql, bound):
            return
        try:
            if len(listed) == 1:
                _driver(tx).execute(sql, bound)
            else:
                _driver(tx).cursor().executemany(sql, listed)
        except Exception as error:
            raise_ours(error)

    def first(self, tx: Connection, row_type: Callable[..., Row], **values: object) -> Row | None:
        """Return the first row as a `row_type`, or None."""
        compiled = self._compiled.get(tx.dialect.name) or self._compile(tx.dialect)
        try:
            found = _driver(tx).execute(compiled.sql, compiled.bound(values)).fetchone()
        except Exception as error:
            raise_ours(error)
        return None if found is None else compiled.read(found, row_type)

    def every(self, tx: Connection, row_type: Callable[..., Row], **values: object) -> list[Row]:
        """Return all rows as `row_type`s, in the statement's order."""
        compiled = self._compiled.get(tx.dialect.name) or self._compile(tx.dialect)
        try:
            found = _driver(tx).execute(compiled.sql, compiled.bound(values)).fetchall()
        except Exception as error:
            raise_ours(error)
        return [compiled.read(row, row_type) for row in found]

    def _compile(self, dialect: Dialect) -> Compiled:
        source = self._statement
        statement = source if isinstance(source, Executable) else source(dialect.name)
        compiled = self._compiled[dialect.name] = compile_for(dialect, statement, self._columns)
        return compiled


def _run(tx: Connection, sql: str, bound: list[object]) -> int:
    if tx.dialect.name == _JOINS and _is_joined(tx, sql, bound):
        return _UNKNOWN
    try:
        return _driver(tx).execute(sql, bound).rowcount
    except Exception as error:
        raise_ours(error)


def _driver(tx: Connection) -> _Driver:
    fairy: Any = tx.connection
    driver: _Driver = fairy.dbapi_connection
    return driver


def sent_together(tx: Connection) -> AbstractContextManager[None]:
    """Send the writing statements of the block as a single one where the database can.

    How many rows they touched is not known then, and an error of any of them is raised at the
    end. None of them sees what another one wrote, so no two may touch the same row. What reads
    is carried out at once.
    """
    return _joined(tx) if tx.dialect.name == _JOINS else _SENT_EACH


@contextmanager
def _joined(tx: Connection) -> Iterator[None]:
    joined: list[tuple[str, list[object]]] = []
    tx.info[_JOINED] = joined
    try:
        yield
    finally:
        del tx.info[_JOINED]
    if not joined:
        return
    *first, last = [sql for sql, _ in joined]
    named = ", ".join(f"part_{place} AS ({sql})" for place, sql in enumerate(first))
    try:
        values = [value for _, bound in joined for value in bound]
        _driver(tx).execute(f"WITH {named} {last}" if first else last, values)
    except Exception as error:
        raise_ours(error)


def _is_joined(tx: Connection, sql: str, bound: list[object]) -> bool:
    """Keep a statement for the end of the `sent_together` that is open; say whether one is."""
    joined = tx.info.get(_JOINED)
    if joined is None:
        return False
    joined.append((sql, bound))
    return True
