"""The ways to say a date, in Portuguese and in English, as phrases for moments.scan.

Our own grammar and not dateparser's, which answers with a guess where a customer must rather be
asked again ("31/02", "dia 10", "10 dez 11").
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Final, TypeAlias

from flow_runtime.answers import date_arithmetic as arithmetic
from flow_runtime.answers.date_words import (
    ENGLISH_MONTHS,
    ENGLISH_WEEKDAYS,
    NUMBERED_WEEKDAYS,
    PORTUGUESE_MONTHS,
    PORTUGUESE_WEEKDAYS,
    any_of,
)
from flow_runtime.answers.moments import Phrase
from flow_runtime.answers.results import Prefer

_EDGE: Final = r"(?<![\d/.,:-])"
_END: Final = r"(?![\d/:]|[.,-]\d)"

_ISO: Final = re.compile(rf"{_EDGE}(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_END}")
_NUMERIC: Final = re.compile(
    rf"{_EDGE}(?:\bdia )?(\d{{1,2}})( ?[/.-] ?| )(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_END}"
)
_SHORT: Final = re.compile(
    rf"{_EDGE}(?:\bdia )?(\d{{1,2}})(?:/| / |-)(\d{{1,2}}){_END}(?! ?(?:h|hs|hrs|horas)\b)"
)
_COMPACT: Final = re.compile(rf"{_EDGE}(\d{{2}})(\d{{2}})(\d{{2}})(\d{{2}}){_END}")

_PT_MONTH: Final = any_of(PORTUGUESE_MONTHS)
_PT_WEEKDAY: Final = rf"(?P<weekday>{any_of(PORTUGUESE_WEEKDAYS)}|[2-6]a(?= feira))(?: feira)?\b"
_PT_DAY: Final = rf"{_EDGE}(?:dia )?(?P<day>\d{{1,2}}|primeiro)[oa]?"
_PT_YEAR: Final = (
    r"(?:\s*(?:de|do ano de|,|/|-)?\s*(?P<year>\d{4})(?![\d:/h])"
    r"|(?: de |/|-)(?P<short_year>\d{2})(?![\d:/]| ?(?:h|as?|ate|e)\b))?"
)
_NO_HOUR: Final = r"(?! ?(?:h|hs|hrs|horas?|e|da|de|do|am|pm|ou|a|as|ate)\b)"
_PT_UNIT: Final = r"(?P<unit>dia|semana|quinzena|mes|ano)(?:s|es)?\b"
_EN_MONTH: Final = any_of(ENGLISH_MONTHS)
_EN_WEEKDAY: Final = rf"(?P<weekday>{any_of(ENGLISH_WEEKDAYS)})\b\.?"
_EN_DAY: Final = rf"{_EDGE}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
_EN_YEAR: Final = r"(?:\s*(?:,|of|/|-)?\s*(?P<year>\d{4})(?![\d:/h]))?"
_EN_UNIT: Final = r"(?P<unit>day|week|fortnight|month|year)s?\b"

_PT_ORDINAL_DAYS: Final = {"primeiro": 1}

_Spoken: TypeAlias = tuple[str, Callable[[re.Match[str]], date | None]]


class DatePhrases:
    """The phrases of one language around one day.

    Args:
        today: The day from which "amanhã" is counted.
        prefer: Which way a date without a year lies; with None it must be clear by itself.
        english: English words and month-first numbers, else Portuguese and day-first.
    """

    def __init__(self, today: date, *, prefer: Prefer, english: bool) -> None:
        self.today = today
        self.prefer = prefer
        self.english = english

    def all(self) -> tuple[Phrase[date], ...]:
        """Return every phrase but the bare weekdays, those that hold shorter ones first."""
        spoken = self._english() if self.english else self._portuguese()
        return (
            Phrase(_ISO, self._iso),
            Phrase(_NUMERIC, self._numeric),
            *(Phrase(re.compile(pattern), read) for pattern, read in spoken),
            Phrase(_SHORT, self._short),
            Phrase(_COMPACT, self._compact),
        )

    def weekdays(self) -> tuple[Phrase[date], ...]:
        """Return the phrase of a bare weekday, which may also stand beside a date."""
        pattern = rf"\b{_EN_WEEKDAY}" if self.english else rf"\b{_PT_WEEKDAY}(?: agora)?"
        return (Phrase(re.compile(pattern), self._weekday),)

    def _portuguese(self) -> list[_Spoken]:
        return [*self._portuguese_days(), *self._portuguese_distances(), *self._portuguese_weeks()]

    def _portuguese_days(self) -> list[_Spoken]:
        return [
            (
                rf"{_PT_DAY}\s*(?:de|do|/|-|\.)?\s*(?P<month>{_PT_MONTH})(?![a-z])\.?{_PT_YEAR}",
                self._named,
            ),
            (
                rf"{_PT_DAY} (?:de|do) (?P<month>\d{{1,2}})(?: (?:de|do) (?P<year>\d{{4}}))?{_END}",
                self._said,
            ),
            (
                r"\b(?:dia )?(?P<day>\d{1,2}) (?:do|deste|desse|neste) "
                r"(?:mes que vem|proximo mes)\b",
                self._month_day(1),
            ),
            (
                r"\bdia (?P<day>\d{1,2}) (?:deste|desse|do|neste) mes (?:passado|anterior)\b",
                self._month_day(-1),
            ),
            (
                r"\bdia (?P<day>\d{1,2}) (?:deste|desse|neste) mes(?: mesmo)?\b(?! que)",
                self._month_day(0),
            ),
        ]

    def _portuguese_distances(self) -> list[_Spoken]:
        ahead = r"(?:daqui (?:a |ha )?|dentro de |em |apos )"
        return [
            (r"\b(?:depois de|dps de|depois d) (?:amanha|amanhan)\b", self._away(2)),
            (r"\b(?:antes de ontem|anteontem|antiontem|antontem)\b", self._away(-2)),
            (r"\b(?:hoje|hj|oje)(?: mesmo)?\b", self._away(0)),
            (r"\b(?:amanha+|amanhan|amnh|amanh|amn)\b", self._away(1)),
            (r"\bontem\b", self._away(-1)),
            (
                rf"\b{ahead}(?P<count>\d{{1,5}}|uns \d{{1,5}}) {_PT_UNIT}(?! (?:atras|uteis|util))",
                self._counted(1),
            ),
            (rf"\b(?:ha|faz|tem)? ?(?P<count>\d{{1,5}}) {_PT_UNIT} atras\b", self._counted(-1)),
            (
                rf"\b(?:ha|faz) (?P<count>\d{{1,5}}) {_PT_UNIT}(?! (?:uteis|util))",
                self._counted(-1),
            ),
        ]

    def _portuguese_weeks(self) -> list[_Spoken]:
        week = r"(?:(?:da|na) )?(?:proxima semana|semana que vem)"
        return [
            (rf"\b{_PT_WEEKDAY} {week}", self._in_week(1)),
            (rf"\b(?:{week}),? (?:na )?{_PT_WEEKDAY}", self._in_week(1)),
            (rf"\b{_PT_WEEKDAY} (?:da semana passada)\b", self._in_week(-1)),
            (rf"\b{_PT_WEEKDAY} (?:desta|dessa|nesta) semana\b", self._in_week(0)),
            (rf"\b(?:proxim[oa] {_PT_WEEKDAY})", self._after),
            (rf"\b{_PT_WEEKDAY} (?:que vem|proxim[oa])\b", self._after),
            (
                rf"\b(?:ultim[oa]|passad[oa]) {_PT_WEEKDAY}",
                self._before,
            ),
            (rf"\b{_PT_WEEKDAY} passad[oa]\b", self._before),
            (rf"\b(?:nest[ea]|est[ea]|ess[ea]|ness[ea]) {_PT_WEEKDAY}(?: agora)?", self._coming),
            (r"\bvespera (?:de|do) natal\b", self._fixed(12, 24)),
            (r"\bnatal\b", self._fixed(12, 25)),
            (
                rf"\b(?:proximo )?dia (?P<day>\d{{1,2}}|primeiro)[oa]?{_END}"
                r"(?! (?:de|do|deste|desse)\b)",
                self._day,
            ),
            (rf"\b{_PT_WEEKDAY},? (?P<day>\d{{1,2}}){_END}{_NO_HOUR}", self._weekday_and_day),
        ]

    def _english(self) -> list[_Spoken]:
        return [
            (
                rf"{_EN_DAY}\s*(?:day )?(?:of|/|-)?\s*(?P<month>{_EN_MONTH})\b\.?{_EN_YEAR}",
                self._named,
            ),
            (rf"\b(?P<month>{_EN_MONTH})\b\.?\s*(?:the )?{_EN_DAY}{_END}{_EN_YEAR}", self._named),
            (r"\b(?:the )?day after tomorrow\b", self._away(2)),
            (r"\b(?:the )?day before yesterday\b", self._away(-2)),
            (r"\btoday\b", self._away(0)),
            (r"\b(?:tomorrow|tmrw|tomorow|tommorow|tommorrow|tmw)\b", self._away(1)),
            (r"\byesterday\b", self._away(-1)),
            (rf"\b(?:in|within) (?P<count>\d{{1,5}}|an?) {_EN_UNIT}(?! ago)", self._counted(1)),
            (
                rf"{_EDGE}\b(?P<count>\d{{1,5}}|an?) {_EN_UNIT} (?:from now|from today)\b",
                self._counted(1),
            ),
            (rf"{_EDGE}\b(?P<count>\d{{1,5}}|an?) {_EN_UNIT} ago\b", self._counted(-1)),
            (rf"\b{_EN_WEEKDAY} next week\b", self._in_week(1)),
            (rf"\bnext week,? (?:on )?{_EN_WEEKDAY}", self._in_week(1)),
            (rf"\b{_EN_WEEKDAY} (?:of )?last week\b", self._in_week(-1)),
            (rf"\bnext {_EN_WEEKDAY}", self._after),
            (rf"\blast {_EN_WEEKDAY}", self._before),
            (rf"\bthis (?:coming )?{_EN_WEEKDAY}", self._coming),
            (r"\bchristmas eve\b", self._fixed(12, 24)),
            (r"\bchristmas(?: day)?\b", self._fixed(12, 25)),
            (r"\bthe (?P<day>\d{1,2})(?:st|nd|rd|th)\b", self._day),
            (rf"{_EDGE}(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b", self._day),
        ]

    def _iso(self, found: re.Match[str]) -> date | None:
        return arithmetic.calendar_date(int(found[1]), int(found[3]), int(found[4]))

    def _numeric(self, found: re.Match[str]) -> date | None:
        first, second = int(found[1]), int(found[3])
        month, day = (first, second) if self.english else (second, first)
        if self.english and month > 12 and len(found[4]) == 4:
            month, day = day, month  # a day above twelve can only be a day
        year = arithmetic.full_year(found[4], month, day, today=self.today, prefer=self.prefer)
        return arithmetic.calendar_date(year, month, day)

    def _short(self, found: re.Match[str]) -> date | None:
        first, second = int(found[1]), int(found[2])
        month, day = (first, second) if self.english else (second, first)
        if self.prefer is None and first != second and max(first, second) <= 12:
            return None  # "5/3" says neither its year nor, to everybody, its month
        return self._yearless(month, day)

    def _compact(self, found: re.Match[str]) -> date | None:
        """Eight digits, when they are a date only as DDMMYYYY (MMDDYYYY) or only as YYYYMMDD."""
        first, second = int(found[1]), int(found[2])
        month, day = (first, second) if self.english else (second, first)
        year_last = self._recent(int(found[3] + found[4]), month, day)
        year_first = self._recent(int(found[1] + found[2]), int(found[3]), int(found[4]))
        return None if year_last and year_first else year_last or year_first

    def _recent(self, year: int, month: int, day: int) -> date | None:
        return arithmetic.calendar_date(year, month, day) if 1900 <= year <= 2100 else None

    def _named(self, found: re.Match[str]) -> date | None:
        months = ENGLISH_MONTHS if self.english else PORTUGUESE_MONTHS
        return self._in_month(found, months[found["month"]])

    def _said(self, found: re.Match[str]) -> date | None:
        return self._in_month(found, int(found["month"]))

    def _in_month(self, found: re.Match[str], month: int) -> date | None:
        day = _PT_ORDINAL_DAYS.get(found["day"]) or int(found["day"])
        digits = found["year"] or found.groupdict().get("short_year")
        if digits:
            year = arithmetic.full_year(digits, month, day, today=self.today, prefer=self.prefer)
            return arithmetic.calendar_date(year, month, day)
        return self._yearless(month, day)

    def _yearless(self, month: int, day: int) -> date | None:
        return arithmetic.yearless(month, day, today=self.today, prefer=self.prefer)

    def _day(self, found: re.Match[str]) -> date | None:
        day = _PT_ORDINAL_DAYS.get(found["day"]) or int(found["day"])
        return arithmetic.monthless(day, today=self.today, prefer=self.prefer)

    def _weekday_and_day(self, found: re.Match[str]) -> date | None:
        """Read "segunda 16", when the 16th is a Monday."""
        day = self._day(found)
        return day if day and day.weekday() == self._weekday_number(found) else None

    def _weekday_number(self, found: re.Match[str]) -> int:
        name = found["weekday"]
        names = ENGLISH_WEEKDAYS if self.english else PORTUGUESE_WEEKDAYS
        return names[name] if name in names else NUMBERED_WEEKDAYS[name]

    def _weekday(self, found: re.Match[str]) -> date:
        number = self._weekday_number(found)
        return arithmetic.weekday_from(number, today=self.today, prefer=self.prefer)

    def _coming(self, found: re.Match[str]) -> date:
        number = self._weekday_number(found)
        return arithmetic.weekday_from(number, today=self.today, prefer="future")

    def _after(self, found: re.Match[str]) -> date:
        return arithmetic.weekday_after(self._weekday_number(found), today=self.today)

    def _before(self, found: re.Match[str]) -> date:
        return arithmetic.weekday_before(self._weekday_number(found), today=self.today)

    def _in_week(self, weeks: int) -> Callable[[re.Match[str]], date]:
        return lambda found: arithmetic.weekday_of_week(
            self._weekday_number(found), today=self.today, weeks=weeks
        )

    def _month_day(self, months: int) -> Callable[[re.Match[str]], date | None]:
        first = arithmetic.add_months(self.today.replace(day=1), months) or self.today
        return lambda found: arithmetic.calendar_date(first.year, first.month, int(found["day"]))

    def _fixed(self, month: int, day: int) -> Callable[[re.Match[str]], date | None]:
        return lambda _found: self._yearless(month, day)

    def _away(self, days: int) -> Callable[[re.Match[str]], date | None]:
        return lambda _found: arithmetic.add_days(self.today, days)

    def _counted(self, sign: int) -> Callable[[re.Match[str]], date | None]:
        return lambda found: self._count(found, sign)

    def _count(self, found: re.Match[str], sign: int) -> date | None:
        digits = re.sub(r"\D", "", found["count"])
        count = sign * int(digits or 1)
        unit = found["unit"]
        if unit in {"mes", "month", "ano", "year"}:
            return arithmetic.add_months(self.today, count * (12 if unit in {"ano", "year"} else 1))
        days = {"dia": 1, "day": 1, "quinzena": 15, "fortnight": 14}.get(unit, 7)
        return arithmetic.add_days(self.today, count * days)
