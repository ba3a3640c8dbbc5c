"""Which day is meant: pure date arithmetic, relative to a given day."""

import calendar
from datetime import date, timedelta
from typing import Final

from flow_runtime.answers.results import Prefer

FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2199
_MAX_DAYS_AWAY: Final = 40_000
_YEARS_AHEAD_OF_TWO_DIGITS: Final = 20
# from one 29 February to the next at most eight years pass (1896–1904)
_MAX_YEARS_TO_A_DATE: Final = 8


def calendar_date(year: int, month: int, day: int) -> date | None:
    """Return the date, None when there is no such day or the year is out of any use."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        return None
    return date(year, month, day) if 1 <= day <= _length(year, month) else None


def full_year(digits: str, month: int, day: int, *, today: date, prefer: Prefer) -> int:
    """Return the year meant by two or four digits.

    Two digits mean, with "past", the latest year that puts the date on or before today; else the
    year from 80 before to 19 after this one.
    """
    if len(digits) == 4:
        return int(digits)
    year = today.year - today.year % 100 + int(digits)
    if prefer == "past":
        return year if (year, month, day) <= (today.year, today.month, today.day) else year - 100
    if year >= today.year + _YEARS_AHEAD_OF_TWO_DIGITS:
        return year - 100
    is_next_century = year + 100 < today.year + _YEARS_AHEAD_OF_TWO_DIGITS
    return year + 100 if is_next_century else year


def yearless(month: int, day: int, *, today: date, prefer: Prefer) -> date | None:
    """Return the next such date on or after today; with "past" the latest on or before today.

    Without a preference only a date still to come this year is clear: 5 March, said on the 11th,
    may be gone or a year away.
    """
    if prefer is None:
        found = calendar_date(today.year, month, day)
        return found if found is not None and found >= today else None
    step = -1 if prefer == "past" else 1
    for years in range(_MAX_YEARS_TO_A_DATE + 1):
        found = calendar_date(today.year + step * years, month, day)
        if found is not None and _is_on_side(found, today, prefer):
            return found
    return None


def monthless(day: int, *, today: date, prefer: Prefer) -> date | None:
    """Return the next day of that number on or after today; with "past" on or before today."""
    step = -1 if prefer == "past" else 1
    for months in range(3):
        first = add_months(today.replace(day=1), step * months)
        found = calendar_date(first.year, first.month, day) if first else None
        if found is not None and _is_on_side(found, today, prefer):
            return found
    return None


def weekday_from(weekday: int, *, today: date, prefer: Prefer) -> date:
    """Return the next such weekday on or after today; with "past" the latest on or before."""
    if prefer == "past":
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def weekday_after(weekday: int, *, today: date) -> date:
    """Return the first such weekday after today."""
    return weekday_from(weekday, today=today + timedelta(days=1), prefer="future")


def weekday_before(weekday: int, *, today: date) -> date:
    """Return the last such weekday before today."""
    return weekday_from(weekday, today=today - timedelta(days=1), prefer="past")


def weekday_of_week(weekday: int, *, today: date, weeks: int) -> date:
    """Return the weekday of the week (from Monday, ISO 8601) that is `weeks` from this one."""
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks)


def add_days(today: date, days: int) -> date | None:
    """Return the day so many days away, None when that is out of any use."""
    return today + timedelta(days=days) if abs(days) <= _MAX_DAYS_AWAY else None


def add_months(today: date, months: int) -> date | None:
    """Return the same day so many months away, or that month's last day when it is shorter."""
    years, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    if not FIRST_YEAR <= years <= LAST_YEAR:
        return None
    return date(years, month + 1, min(today.day, _length(years, month + 1)))


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _is_on_side(found: date, today: date, prefer: Prefer) -> bool:
    return found <= today if prefer == "past" else found >= today
