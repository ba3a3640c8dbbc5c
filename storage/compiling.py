"""SQLAlchemy's work for a statement done once: its SQL, and how values go in and come out.

The conversions are those of the columns' types. The kinds of value that every turn is full of,
times, JSON and texts, take a shorter way to the same result.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, TypeAlias, TypeVar, cast

import orjson
from sqlalchemy import JSON, Dialect
from sqlalchemy.sql.dml import Insert, UpdateBase
from sqlalchemy.sql.expression import Executable

from storage.columns import CleanText, UtcDateTime
from storage.encoding import clean_text, dump_json

Row = TypeVar("Row")
Values: TypeAlias = Mapping[str, object]
Convert: TypeAlias = Callable[[Any], Any]

_NAMED: Final = re.compile(r"%\((\w+)\)s")
_TIMES: Final = UtcDateTime()


@dataclass(frozen=True, slots=True)
class Compiled:
    """The SQL of one database; its values go in by place.

    `names` are in the SQL's order; `constants` are what the statement itself brings, `converts`
    the places whose values change on the way. `together` adds any number of rows at once.
    """

    sql: str
    names: tuple[str, ...]
    constants: Values
    converts: tuple[tuple[int, Convert], ...]
    results: tuple[tuple[int, Convert], ...]
    together: "Together | None"
    _plans: dict[tuple[str, ...], "_RowPlan"] = field(default_factory=dict)

    def bound(self, values: Values) -> list[object]:
        """Return the values as the driver takes them.

        Raises:
            KeyError: One is missing.
        """
        given = {**self.constants, **values} if self.constants else values
        bound = [given[name] for name in self.names]
        for place, convert in self.converts:
            bound[place] = convert(bound[place])
        return bound

    def bound_rows(self, rows: Iterable[object], same: Values) -> list[list[object]]:
        """Return the fields of rows of one kind as the driver takes them, `same` in all of them.

        Raises:
            AttributeError: A row has no field of a value's name.
        """
        plan = self._plan_for(tuple(same))
        given = {**self.constants, **same}
        shared = [
            (place, given[name] if convert is None else convert(given[name]))
            for place, name, convert in plan.shared
        ]
        listed = []
        for row in rows:
            bound = list(plan.fields_of(row))
            for place, value in shared:
                bound.insert(place, value)
            for place, convert in plan.converts:
                bound[place] = convert(bound[place])
            listed.append(bound)
        return listed

    def _plan_for(self, same: tuple[str, ...]) -> "_RowPlan":
        plan = self._plans.get(same)
        if plan is None:
            plan = _row_plan(self.names, {*self.constants, *same}, dict(self.converts))
            self._plans[same] = plan
        return plan

    def read(self, found: Iterable[Any], row_type: Callable[..., Row]) -> Row:
        """Return what the driver found as a `row_type`."""
        values = list(found)
        for place, convert in self.results:
            values[place] = convert(values[place])
        return row_type(*values)


@dataclass(frozen=True, slots=True)
class _RowPlan:
    """Where the values of rows come from: their fields in order, and between them what all share.

    `shared` are places from the left, names and conversions; `converts` are those of the fields.
    """

    fields_of: Callable[[object], tuple[object, ...]]
    shared: tuple[tuple[int, str, Convert | None], ...]
    converts: tuple[tuple[int, Convert], ...]


def _row_plan(
    names: tuple[str, ...], shared: set[str], converts: Mapping[int, Convert]
) -> _RowPlan:
    own = [name for name in names if name not in shared]
    placed = list(enumerate(names))
    return _RowPlan(
        # Of a single name, attrgetter gives its bare value.
        fields_of=attrgetter(*own) if len(own) > 1 else _single(own[0]),
        shared=tuple((at, name, converts.get(at)) for at, name in placed if name in shared),
        converts=tuple(
            (at, converts[at]) for at, name in placed if name not in shared and at in converts
        ),
    )


def _single(name: str) -> Callable[[object], tuple[object, ...]]:
    return lambda row: (getattr(row, name),)


@dataclass(frozen=True, slots=True)
class Together:
    """An INSERT whose rows are one JSON value: one statement, whatever their number."""

    sql: str
    json_places: tuple[int, ...]

    def bound(self, compiled: Compiled, rows: list[list[object]]) -> list[object]:
        """Return the rows, bound already, as the one value of the statement."""
        for row in rows:
            for place in self.json_places:
                row[place] = orjson.Fragment(cast(str, row[place]))
        names = compiled.names
        return [orjson.dumps([dict(zip(names, row, strict=True)) for row in rows]).decode()]


def compile_for(dialect: Dialect, statement: Executable, columns: tuple[str, ...]) -> Compiled:
    """Compile a statement; `columns` are those that an INSERT fills."""
    compiled: Any = cast(Any, statement).compile(
        dialect=dialect, column_keys=list(columns) if columns else None
    )
    names = tuple(compiled.positiontup or _NAMED.findall(str(compiled)))
    binds = [compiled.binds[name] for name in names]
    fed = ((place, _bind_convert(bind.type, dialect)) for place, bind in enumerate(binds))
    told = (
        (place, _result_convert(kind, dialect))
        for place, kind in enumerate(_result_types(statement))
    )
    return Compiled(
        sql=_NAMED.sub("%s", str(compiled)),
        names=names,
        constants={
            name: bind.value for name, bind in zip(names, binds, strict=True) if not bind.required
        },
        converts=tuple((place, convert) for place, convert in fed if convert is not None),
        results=tuple((place, convert) for place, convert in told if convert is not None),
        together=_together(dialect, statement, names, [bind.type for bind in binds]),
    )


def _result_types(statement: Executable) -> list[Any]:
    """Return the types of what a statement finds.

    A copy is asked: SQLAlchemy remembers the answer also for what is made of a statement later,
    when `returning` has changed it.
    """
    asked: Any = statement.returning() if isinstance(statement, UpdateBase) else statement
    return [column.type for column in getattr(asked, "exported_columns", ())]


def _together(
    dialect: Dialect, statement: Executable, names: tuple[str, ...], types: list[Any]
) -> Together | None:
    """Return how to add several rows at once; on SQLite its driver does that well enough."""
    is_plain = type(statement) is Insert and not _result_types(statement)
    if dialect.name != "postgresql" or not is_plain:
        return None
    quote = dialect.identifier_preparer
    columns = ", ".join(quote.quote(name) for name in names)
    kinds = [dialect.type_compiler_instance.process(kind) for kind in types]
    pairs = zip(names, kinds, strict=True)
    given = ", ".join(f"{quote.quote(name)} {kind}" for name, kind in pairs)
    return Together(
        # The names are those of our own tables; every value is in the one parameter.
        sql=f"INSERT INTO {quote.format_table(cast(Any, statement).table)} ({columns}) "  # noqa: S608
        f"SELECT {columns} FROM json_to_recordset(%s::JSON) AS given ({given})",
        json_places=tuple(place for place, kind in enumerate(types) if isinstance(kind, JSON)),
    )


def _bind_convert(column_type: Any, dialect: Dialect) -> Convert | None:
    if isinstance(column_type, UtcDateTime):
        return _sqlite_time if dialect.name == "sqlite" else _utc
    if isinstance(column_type, JSON) and not column_type.none_as_null:
        return dump_json
    if isinstance(column_type, CleanText):
        return _clean
    return cast("Convert | None", column_type.dialect_impl(dialect).bind_processor(dialect))


def _result_convert(column_type: Any, dialect: Dialect) -> Convert | None:
    if isinstance(column_type, UtcDateTime) and dialect.name == "sqlite":
        return _time_of_sqlite
    impl = column_type.dialect_impl(dialect)
    return cast("Convert | None", impl.result_processor(dialect, None))


def _clean(value: str | None) -> str | None:
    return None if value is None else clean_text(value)


def _utc(value: datetime | None) -> datetime | None:
    if value is None or value.tzinfo is UTC:
        return value
    return _TIMES.process_bind_param(value, cast(Dialect, None))


@lru_cache(maxsize=256)  # a turn writes its own moment into each of its rows
def _sqlite_time(value: datetime | None) -> str | None:
    """Write a time as SQLAlchemy does on SQLite: in UTC, without a zone."""
    in_utc = _utc(value)
    if in_utc is None:
        return None
    return in_utc.replace(tzinfo=None).isoformat(" ", "microseconds")


def _time_of_sqlite(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")
