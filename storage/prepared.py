"""The statements of a turn: compiled once for each database, then handed straight to its driver.

SQLAlchemy writes the SQL and converts the values, as everywhere; only its work for each single
execution is left out, which is most of what a small statement costs.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, Protocol, TypeVar, cast

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql.expression import Executable

from storage.compiling import Compiled, Values, compile_for
from storage.translation import translated

Row = TypeVar("Row")


class _Cursor(Protocol):
    """What is used of a driver's cursor (PEP 249)."""

    rowcount: int

    def execute(self, sql: str, values: Any, /) -> object: ...

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
        return self._executed(self._for(tx.dialect), tx, values).rowcount

    def run_many(self, tx: Connection, rows: Iterable[Values]) -> None:
        """Carry it out for each row; none is fine."""
        compiled = self._for(tx.dialect)
        self._executed_many(compiled, tx, [compiled.bound(row) for row in rows])

    def run_rows(self, tx: Connection, rows: Iterable[object], **same: object) -> None:
        """Carry it out for each of the rows, whose fields are its values; `same` for all."""
        compiled = self._for(tx.dialect)
        self._executed_many(compiled, tx, compiled.bound_rows(rows, same))

    @staticmethod
    def _executed_many(compiled: Compiled, tx: Connection, listed: list[list[object]]) -> None:
        if not listed:
            return
        try:
            if len(listed) == 1:
                _cursor(tx).execute(compiled.sql, listed[0])
            elif compiled.together is not None:
                bound = compiled.together.bound(compiled, listed)
                _cursor(tx).execute(compiled.together.sql, bound)
            else:
                _cursor(tx).executemany(compiled.sql, listed)
        except Exception as error:
            _raise_ours(error)

    def first(self, tx: Connection, row_type: Callable[..., Row], **values: object) -> Row | None:
        """Return the first row as a `row_type`, or None."""
        compiled = self._for(tx.dialect)
        cursor = self._executed(compiled, tx, values)
        try:
            found = cursor.fetchone()
        except Exception as error:
            _raise_ours(error)
        return None if found is None else compiled.read(found, row_type)

    def every(self, tx: Connection, row_type: Callable[..., Row], **values: object) -> list[Row]:
        """Return all rows as `row_type`s, in the statement's order."""
        compiled = self._for(tx.dialect)
        cursor = self._executed(compiled, tx, values)
        try:
            found = cursor.fetchall()
        except Exception as error:
            _raise_ours(error)
        return [compiled.read(row, row_type) for row in found]

    @staticmethod
    def _executed(compiled: Compiled, tx: Connection, values: Values) -> _Cursor:
        bound, cursor = compiled.bound(values), _cursor(tx)
        try:
            cursor.execute(compiled.sql, bound)
        except Exception as error:
            _raise_ours(error)
        return cursor

    def _for(self, dialect: Dialect) -> Compiled:
        known = self._compiled.get(dialect.name)
        if known is None:
            source = self._statement
            statement = source if isinstance(source, Executable) else source(dialect.name)
            known = compile_for(dialect, statement, self._columns)
            self._compiled[dialect.name] = known
        return known


def _cursor(tx: Connection) -> _Cursor:
    return cast(_Cursor, tx.connection.cursor())


@contextmanager
def sent_together(tx: Connection) -> Iterator[None]:
    """Send the prepared statements of the block in one round trip where the database can.

    Inside it the statements' results, also how many rows they touched, are not known yet; an
    error of any of them is raised at the end.
    """
    if tx.dialect.name != "postgresql":
        yield
        return
    try:
        with cast(Any, tx.connection.driver_connection).pipeline():
            yield
    except Exception as error:
        _raise_ours(error)


def _raise_ours(error: Exception) -> NoReturn:
    ours = translated(error)
    if ours is None or ours is error:
        raise error
    raise ours from error
