"""Calendars: opening hours and holidays, kept as the runtime defines them."""

from dataclasses import dataclass

from sqlalchemy import JSON, Column, Connection, Named, Table, TypedColumns, bindparam, select

from storage.columns import JsonObject, metadata
from storage.policy import Permission
from storage.rows import every, first, insert_or_replace, must, values_of
from storage.scope import permitted


class CalendarColumns(TypedColumns):
    """The columns of `calendars`."""

    id: Named[str] = Column(primary_key=True)
    definition: Named[JsonObject] = Column(JSON)


calendars = Table("calendars", metadata, CalendarColumns)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Opening hours under a slug."""

    id: str
    definition: JsonObject


_ALL = select(calendars).order_by(calendars.c.id)
_BY_KEY = select(calendars).where(calendars.c.id == bindparam("key"))


@permitted(Permission.SUPERVISE)
def save(tx: Connection, calendar: Calendar) -> None:
    """Add the calendar, or replace the one with the same id."""
    tx.execute(insert_or_replace(tx.dialect.name, calendars), values_of(calendar))


@permitted(Permission.READ_FLOWS)
def get(tx: Connection, calendar_id: str) -> Calendar:
    """Return the calendar.

    Raises:
        NotFound: when there is none with this id.
    """
    return must(
        find(tx, calendar_id), f"The calendar “{calendar_id}”", pt=f"O calendário “{calendar_id}”"
    )


@permitted(Permission.READ_FLOWS)
def find(tx: Connection, calendar_id: str) -> Calendar | None:
    """Return the calendar, or None."""
    return first(tx, _BY_KEY, Calendar, key=calendar_id)


@permitted(Permission.READ_FLOWS)
def list_calendars(tx: Connection) -> list[Calendar]:
    """Return all calendars by id."""
    return every(tx, _ALL, Calendar)
