"""From statements to plain rows: the few ways in which every query ends."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from storage.errors import NotFound
from storage.prepared import Prepared

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = TypeVar("Row")
Parameters: TypeAlias = Mapping[str, object]
_Insert: TypeAlias = postgresql.Insert | sqlite.Insert


def first(
    tx: Connection,
    statement: Executable | Prepared,
    row_type: Callable[..., Row],
    **parameters: object,
) -> Row | None:
    """Return the first row of `statement` as a `row_type`, or None."""
    if isinstance(statement, Prepared):
        return statement.first(tx, row_type, **parameters)
    found = tx.execute(statement, parameters).first()
    return None if found is None else row_type(*found)


def must(row: Row | None, what: str, *, pt: str = "O que foi pedido") -> Row:
    """Return `row`.

    Raises:
        NotFound: when there is none; the sentence begins with `what`, the Portuguese with `pt`.
    """
    if row is None:
        raise NotFound(
            f"{what} does not exist: check the name or list what there is.",
            pt=f"{pt} não existe: confira o nome ou liste o que há.",
        )
    return row


def every(
    tx: Connection,
    statement: Executable | Prepared,
    row_type: Callable[..., Row],
    **parameters: object,
) -> list[Row]:
    """Return all rows of `statement` as `row_type`s, in the statement's order."""
    if isinstance(statement, Prepared):
        return statement.every(tx, row_type, **parameters)
    return [row_type(*found) for found in tx.execute(statement, parameters)]


def changed(tx: Connection, statement: Executable, **parameters: object) -> int:
    """Carry out an UPDATE or DELETE and return how many rows it touched."""
    return tx.execute(statement, parameters).rowcount


def values_of(row: "DataclassInstance") -> dict[str, object]:
    """Return the fields of a row as the values of a statement."""
    return {name: getattr(row, name) for name in _names(type(row))}


def insert_all(tx: Connection, statement: Executable, rows: Iterable[Parameters]) -> None:
    """Carry out one INSERT for all `rows`; none is fine."""
    listed = [dict(row) for row in rows]
    if listed:
        tx.execute(statement, listed)


@cache
def insert_new_returning(
    dialect: str, table: Table, *key: str
) -> ReturningInsert[*tuple[Any, ...]]:
    """Return the INSERT of `insert_new` that also returns the row it added."""
    return insert_new(dialect, table, *key).returning(*table.c)


@cache
def insert_new(dialect: str, table: Table, *key: str) -> _Insert:
    """Return the INSERT that leaves a row with the same `key` in place.

    The key is the primary key unless one is named; any other rule that a row breaks is still
    a Conflict.
    """
    unique = list(key) or table.primary_key.columns.keys()
    return _insert(dialect, table).on_conflict_do_nothing(index_elements=unique)


@cache
def insert_or_replace(dialect: str, table: Table) -> _Insert:
    """Return the INSERT that overwrites the row with the same primary key."""
    insert = _insert(dialect, table)
    key = table.primary_key.columns.keys()
    rest = [column.name for column in table.c if column.name not in key]
    return insert.on_conflict_do_update(
        index_elements=key, set_={name: insert.excluded[name] for name in rest}
    )


@cache
def _names(row_type: "type[DataclassInstance]") -> tuple[str, ...]:
    return tuple(field.name for field in fields(row_type))


def _insert(dialect: str, table: Table) -> _Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
