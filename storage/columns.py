"""The kinds of column that every table is made of."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    DateTime,
    Dialect,
    Identity,
    Integer,
    MetaData,
    String,
    literal_column,
)
from sqlalchemy.types import TypeDecorator

from storage.encoding import clean_text
from storage.errors import InvalidValue

JsonObject: TypeAlias = Mapping[str, object]
"""A JSON object as it goes in and comes out; the reader narrows the values."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

BigId = BigInteger().with_variant(Integer(), "sqlite")

NEVER_REUSED: Final[dict[str, Any]] = {"sqlite_autoincrement": True}
"""Table option that keeps SQLite from giving the id of a deleted row to a new one."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in time: aware going in, aware in UTC coming out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Turn an aware datetime into UTC; refuse a naive one."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise InvalidValue(
                f"The time {value.isoformat()} has no time zone: give an aware datetime in UTC."
            )
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give the stored moment back as an aware datetime in UTC."""
        if value is None:
            return None
        # SQLite keeps no zone; what is in the file is always UTC.
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CleanText(TypeDecorator[str]):
    """Text that people or other systems typed, made storable on both databases."""

    impl = String()
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Replace the characters that PostgreSQL cannot keep."""
        return None if value is None else clean_text(value)


def numbered() -> Column[int]:
    """Return a primary key that counts up; use it with `NEVER_REUSED`."""
    return Column(BigId, Identity(), primary_key=True)


def holds(column: ColumnElement[str], *values: str) -> ColumnElement[bool]:
    """Return the condition that `column` holds one of `values`, written out in the statement.

    The databases use a partial index only when they can read its condition in the statement;
    values that are bound stay invisible to the planner.
    """
    return column.in_([literal_column(f"'{value}'") for value in values])


def one_of(column: str, *values: str) -> tuple[CheckConstraint, CheckConstraint]:
    """Return the rule that `column` holds one of `values`, in the words of either database.

    For more than two values after IN, SQLite fills a table of them each time it checks the rule.
    """
    compared = " OR ".join(f"{column} = '{value}'" for value in values)
    listed = ", ".join(f"'{value}'" for value in values)
    return (
        CheckConstraint(compared, name=column).ddl_if(dialect="sqlite"),
        CheckConstraint(f"{column} IN ({listed})", name=column).ddl_if(dialect="postgresql"),
    )
