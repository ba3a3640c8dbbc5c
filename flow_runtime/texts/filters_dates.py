"""Filters for dates and times, which stand in variables as ISO 8601 texts.

A date and time is shown in the offset that it carries; no filter reads a clock, so `"now" | date`
is refused like any other text that is no date.
"""

import re
from datetime import date, datetime, time
from typing import Final

from babel.dates import format_date, format_datetime

from flow_runtime.texts.filter_values import FilterFailed
from flow_runtime.texts.printing import printed

_LONGEST_ISO: Final = 40
_DIRECTIVE: Final = re.compile(r"%(.)", re.DOTALL)
# The directives of Liquid that mean the same on every machine, as Unicode date patterns (UTS 35).
_PATTERNS: Final = {
    "d": "dd",
    "e": "d",
    "m": "MM",
    "y": "yy",
    "Y": "yyyy",
    "H": "HH",
    "I": "hh",
    "M": "mm",
    "S": "ss",
    "p": "a",
    "A": "EEEE",
    "a": "EEE",
    "B": "MMMM",
    "b": "MMM",
}


def read_moment(value: object) -> datetime:
    """Read an ISO 8601 date or date and time; a date is its midnight.

    Raises:
        FilterFailed: The value is neither.
    """
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time.min)
    if not isinstance(value, str) or len(value) > _LONGEST_ISO:
        raise FilterFailed("this is not a date such as 2026-03-11")
    try:
        return datetime.fromisoformat(value.strip())
    except ValueError as error:
        raise FilterFailed("this is not a date such as 2026-03-11") from error


def _read_time(value: object) -> time:
    try:
        return time.fromisoformat(printed(value).strip()[:_LONGEST_ISO])
    except ValueError:
        return read_moment(value).timetz()


def _locale(language: str) -> str:
    return "en_US" if language.startswith("en") else "pt_BR"


def date_br(value: object) -> object:
    """Write a date as people in Brazil do: 11/03/2026."""
    moment = read_moment(value)
    return f"{moment.day:02}/{moment.month:02}/{moment.year:04}"


def time_br(value: object) -> object:
    """Write a time as people in Brazil do: 14h30, or 14h on the hour."""
    moment = _read_time(value)
    return f"{moment.hour}h{moment.minute:02}" if moment.minute else f"{moment.hour}h"


def weekday(value: object, *, language: str) -> object:
    """Write the day of the week: quarta-feira, Wednesday."""
    return format_date(read_moment(value), "EEEE", locale=_locale(language))


def local_date(value: object, pattern: object = None, *, language: str) -> object:
    """Write a date in the language's usual form, or in a pattern such as "%d de %B"."""
    moment = read_moment(value)
    if pattern is None and not language.startswith("en"):
        return date_br(moment)
    if pattern is None:
        return format_date(moment, "medium", locale=_locale(language))

    def written(directive: re.Match[str]) -> str:
        return _directive(moment, directive[1], language)

    return _DIRECTIVE.sub(written, printed(pattern)[:100])


def _directive(moment: datetime, letter: str, language: str) -> str:
    if letter == "%":
        return "%"
    if letter not in _PATTERNS:
        raise FilterFailed(f"a date pattern cannot have %{letter}")
    # Without its zone Babel shows the moment in the offset that it carries.
    return format_datetime(moment.replace(tzinfo=None), _PATTERNS[letter], locale=_locale(language))
