"""When a calendar opens next, as one says it to a customer."""

from datetime import date, datetime
from typing import Final

from babel.dates import format_date, format_time

from flow_runtime.calendars.opening import OpeningHours, is_open, next_open

_FAR_DAYS: Final = 180


def describe_next_open(calendar: OpeningHours, at: datetime, language: str) -> str:
    """The next opening in words: "hoje às 14h", "segunda-feira, 10/03, às 9h"; "agora" when open.

    English for languages that begin with "en", Portuguese for all others.
    """
    in_english = language.lower().startswith("en")
    if is_open(calendar, at):
        return "now" if in_english else "agora"
    opening = next_open(calendar, at)
    if opening is None:
        return "no opening planned" if in_english else "sem previsão de abertura"
    words = _english if in_english else _portuguese
    return words(opening, at.astimezone(calendar.zone).date())


def _portuguese(opening: datetime, today: date) -> str:
    day = _day(opening.date(), today, near=("hoje", "amanhã"), locale="pt_BR")
    return f"{day} {_hour_in_portuguese(opening)}"


def _english(opening: datetime, today: date) -> str:
    day = _day(opening.date(), today, near=("today", "tomorrow"), locale="en")
    clock = format_time(opening.time(), "h:mm a" if opening.minute else "h a", locale="en")
    return f"{day} at {clock.lower()}"


def _day(day: date, today: date, *, near: tuple[str, str], locale: str) -> str:
    days = (day - today).days
    if days < len(near):
        return near[days]
    return format_date(day, _DATE_PATTERNS[locale, days > _FAR_DAYS], locale=locale) + ","


# Without the year, a date half a year away could be taken for the one just past.
_DATE_PATTERNS: Final = {
    ("pt_BR", False): "EEEE, dd/MM",
    ("pt_BR", True): "EEEE, dd/MM/yyyy",
    ("en", False): "EEEE, MMMM d",
    ("en", True): "EEEE, MMMM d, yyyy",
}


def _hour_in_portuguese(opening: datetime) -> str:
    """The hour with its article: zero and one o'clock are singular ("à 1h", "às 14h30")."""
    article = "às" if opening.hour > 1 else "à"
    minutes = f"{opening.minute:02d}" if opening.minute else ""
    return f"{article} {opening.hour}h{minutes}"
