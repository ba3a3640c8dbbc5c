"""Moments worth trying: when the company is open, closed, or has a holiday.

The opening hours of a program are those of its business calendar, or else of the first calendar
that there is; nothing here reads a clock.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flow_runtime.calendars import OpeningHours, OpeningState, holiday, is_open, next_open, state
from flow_runtime.program import Program

_QUARTER: Final = timedelta(minutes=15)
_QUARTERS_LOOKED_AT: Final = 4 * 24 * 8
_DAYS_LOOKED_AT: Final = 400


@dataclass(frozen=True, slots=True)
class FoundMoment:
    """A moment with what the calendar says of it; `holiday` is its name, in Portuguese."""

    at: datetime
    state: OpeningState
    calendar: str
    holiday: str = ""


def moment_when(program: Program, wanted: OpeningState, after: datetime) -> FoundMoment | None:
    """Return the first moment from `after` on at which the company is in a state.

    It is `after` itself when the state is there already, and None when there is no calendar or the
    state does not come within 400 days.
    """
    found = _calendar_of(program)
    if found is None:
        return None
    name, calendar = found
    is_there = state(calendar, after) == wanted
    moment = after.astimezone(calendar.zone) if is_there else _NEXT[wanted](calendar, after)
    if moment is None:
        return None
    return FoundMoment(moment, wanted, name, holiday(calendar, moment) or "")


def state_now(program: Program, at: datetime) -> OpeningState | None:
    """Return what the program's calendar says of a moment, None without a calendar."""
    found = _calendar_of(program)
    return state(found[1], at) if found else None


def next_closed(calendar: OpeningHours, after: datetime) -> datetime | None:
    """Return the next full quarter of an hour at which it is closed on an ordinary day.

    None when there is no such moment within eight days.
    """
    local = after.astimezone(calendar.zone)
    first = local.replace(minute=local.minute // 15 * 15, second=0, microsecond=0)
    for count in range(1, _QUARTERS_LOOKED_AT + 1):
        moment = first + count * _QUARTER
        if not is_open(calendar, moment) and holiday(calendar, moment) is None:
            return moment
    return None


def next_holiday(calendar: OpeningHours, after: datetime) -> datetime | None:
    """Return this time of the next day that is a holiday, None without one within 400 days."""
    local = after.astimezone(calendar.zone)
    days = (local + timedelta(days=count) for count in range(1, _DAYS_LOOKED_AT + 1))
    return next((day for day in days if state(calendar, day) == "holiday"), None)


_NEXT: Final[Mapping[OpeningState, Callable[[OpeningHours, datetime], datetime | None]]] = {
    "open": next_open,
    "closed": next_closed,
    "holiday": next_holiday,
}


def _calendar_of(program: Program) -> tuple[str, OpeningHours] | None:
    for name, calendar in program.calendars.items():
        if calendar == program.business_calendar:
            return name, calendar
    return next(iter(program.calendars.items()), None)
