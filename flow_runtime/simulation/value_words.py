"""Values as people read them in a trace: dates the language's way, long ones cut."""

import re
from datetime import date, datetime
from typing import Final

import orjson
from babel.dates import format_date, format_datetime
from pydantic import JsonValue

LANGUAGES: Final = ("pt-BR", "en")
"""The languages of the interface."""

_MAX_CHARACTERS: Final = 80
_MOMENTS: Final = {"pt-BR": ("pt_BR", "dd/MM/yyyy 'às' HH:mm"), "en": ("en", "MMM d, yyyy, HH:mm")}
_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*")
_DATES: Final = {"pt-BR": ("pt_BR", "dd/MM/yyyy"), "en": ("en", "MM/dd/yyyy")}
_LITERALS: Final = {
    "pt-BR": {True: "sim", False: "não", None: "vazio"},
    "en": {True: "yes", False: "no", None: "empty"},
}


def value_in_words(value: JsonValue, language: str) -> str:
    """Return a value in one short line."""
    if value is None or isinstance(value, bool):
        return _LITERALS.get(language, _LITERALS["en"])[value]
    if isinstance(value, str):
        return shortened(_dated(value, language))
    return shortened(orjson.dumps(value).decode())


def shortened(text: str) -> str:
    """Return a text in one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _MAX_CHARACTERS else f"{line[: _MAX_CHARACTERS - 1]}…"


def _dated(text: str, language: str) -> str:
    try:
        if _ISO_DATE.fullmatch(text):
            return _day(date.fromisoformat(text), language)
        if _ISO_MOMENT.fullmatch(text):
            moment = datetime.fromisoformat(text)
            return f"{_day(moment.date(), language)} {moment:%H:%M}"
    except ValueError:
        return text
    return text


def _day(day: date, language: str) -> str:
    locale, pattern = _DATES.get(language, _DATES["en"])
    return format_date(day, pattern, locale=locale)


def moment_in_words(moment: datetime, language: str) -> str:
    """Return a moment as people of a language write it, in its own zone."""
    locale, pattern = _MOMENTS.get(language, _MOMENTS["en"])
    return format_datetime(moment, pattern, tzinfo=moment.tzinfo, locale=locale)
