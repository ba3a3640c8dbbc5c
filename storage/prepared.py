"""The statements of a turn: compiled once for each database, then handed straight to its driver.

SQLAlchemy writes the SQL and converts the values, as everywhere; only its work for each single
execution is left out, which is most of what a small statement costs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias, TypeVar, cast

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql.expression import Executable

from storage.translation import translated

Row = TypeVar("Row")
Values: TypeAlias = Mapping[str, object]
_Convert: TypeAlias = Callable[[Any], Any]


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
        self._compiled: dict[str, _Compiled] = {}

    def run(self, tx: Connection, **values: object) -> int:
        """Carry it out and return how many rows it touched."""
        return self._executed(tx, values).rowcount

    def run_many(self, tx: Connection, rows: Iterable[Values]) -> None:
        """Carry it out for each row; none is fine."""
        compiled = self._for(tx.dialect)
        listed = [compiled.bound(row) for row in rows]
        if listed:
            with _speaking_our_words():
                _cursor(tx).executemany(compiled.sql, listed)

    def first(self, tx: Connection, row_type: Callable[..., Row], **values: object) -> Row | None:
        """Return the first row as a `row_type`, or None."""
        with _speaking_our_words():
            found = self._executed(tx, values).fetchone()
        return None if found is None else self._for(tx.dialect).read(found, row_type)

    def every(self, tx: Connection, row_type: Callable[..., Row], **values: object) -> list[Row]:
        """Return all rows as `row_type`s, in the statement's order."""
        compiled = self._for(tx.dialect)
        with _speaking_our_words():
            found = self._executed(tx, values).fetchall()
        return [compiled.read(row, row_type) for row in found]

    def _executed(self, tx: Connection, values: Values) -> _Cursor:
        compiled, cursor = self._for(tx.dialect), _cursor(tx)
        with _speaking_our_words():
            cursor.execute(compiled.sql, compiled.bound(values))
        return cursor

    def _for(self, dialect: Dialect) -> "_Compiled":
        known = self._compiled.get(dialect.name)
        if known is None:
            source = self._statement
            statement = source if isinstance(source, Executable) else source(dialect.name)
            known = _compile(statement, self._columns, dialect)
            self._compiled[dialect.name] = known
        return known


@dataclass(frozen=True, slots=True)
class _Compiled:
    """The SQL of one database, and how values go in and come out.

    `names` are in the SQL's order, `constants` the values that the statement itself brings.
    """

    sql: str
    by_place: bool
    names: tuple[str, ...]
    constants: Values
    converts: tuple[tuple[str, _Convert], ...]
    results: tuple[tuple[int, _Convert], ...]

    def bound(self, values: Values) -> "tuple[object, ...] | dict[str, object]":
        given = {**self.constants, **values}
        for name, convert in self.converts:
            given[name] = convert(given[name])
        return tuple([given[name] for name in self.names]) if self.by_place else given

    def read(self, found: Iterable[Any], row_type: Callable[..., Row]) -> Row:
        values = list(found)
        for place, convert in self.results:
            values[place] = convert(values[place])
        return row_type(*values)


def _compile(statement: Executable, columns: tuple[str, ...], dialect: Dialect) -> _Compiled:
    compiled: Any = cast(Any, statement).compile(
        dialect=dialect, column_keys=list(columns) if columns else None
    )
    names = tuple(compiled.positiontup or compiled.binds)
    binds = {name: compiled.binds[name] for name in names}
    fed = ((name, _bind_convert(bind.type, dialect)) for name, bind in binds.items())
    read = enumerate(getattr(statement, "exported_columns", ()))
    told = ((place, _result_convert(column.type, dialect)) for place, column in read)
    return _Compiled(
        sql=str(compiled),
        by_place=bool(compiled.positiontup),
        names=names,
        constants={name: bind.value for name, bind in binds.items() if not bind.required},
        converts=tuple((name, convert) for name, convert in fed if convert is not None),
        results=tuple((place, convert) for place, convert in told if convert is not None),
    )


def _bind_convert(column_type: Any, dialect: Dialect) -> _Convert | None:
    return cast("_Convert | None", column_type.dialect_impl(dialect).bind_processor(dialect))


def _result_convert(column_type: Any, dialect: Dialect) -> _Convert | None:
    impl = column_type.dialect_impl(dialect)
    return cast("_Convert | None", impl.result_processor(dialect, None))


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
    with _speaking_our_words(), cast(Any, tx.connection.driver_connection).pipeline():
        yield


@contextmanager
def _speaking_our_words() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        ours = translated(error)
        if ours is None or ours is error:
            raise
        raise ours from error
