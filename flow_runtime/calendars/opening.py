"""A calendar ready for use, and what it says about moments: open or not, and for how long.

Every rule rests on one definition: an edge of the opening hours happens at the first moment at
which the clock on the wall shows it *or later*. So an hour that summer time skips is not worked, an
hour that it repeats is counted twice, and edges stay in order on every day of the year.

Answers are in the calendar's zone. Compare them with other moments in UTC: inside an hour that is
repeated, Python holds two equal moments of different zones to be unequal (PEP 495).
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal
from zoneinfo import ZoneInfo

from holidays import country_holidays

from flow_runtime.calendars.document import WEEKDAYS, Calendar, HolidayRule, Interval, Override

LOOK_AHEAD_DAYS: Final = 400
MAX_RANGE_DAYS: Final = 3_660
# The years whose holidays are known.
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100

OpeningState = Literal["open", "closed", "holiday"]
Minutes = tuple[tuple[int, int], ...]
Span = tuple[datetime, datetime]

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A date that does not follow the week: its own hours (none when closed) and its message."""

    minutes: Minutes
    message: str


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """A calendar made ready: `weekly` has seven days from Monday, in minutes after midnight."""

    zone: ZoneInfo
    weekly: tuple[Minutes, ...]
    special_days: Mapping[date, SpecialDay]
    holiday_rule: HolidayRule | None


def opening_hours(calendar: Calendar) -> OpeningHours:
    """Make a calendar document ready for the questions below."""
    return OpeningHours(
        zone=ZoneInfo(calendar.timezone),
        weekly=tuple(_minutes(calendar.weekly.get(day, [])) for day in WEEKDAYS),
        special_days=MappingProxyType({o.date: _special_day(o) for o in calendar.overrides}),
        holiday_rule=calendar.holidays,
    )


def is_open(calendar: OpeningHours, at: datetime) -> bool:
    """Whether the calendar is open at an aware moment."""
    moment = _utc(at)
    return any(start <= moment < end for start, end in _spans(calendar, moment, days=1))


def state(calendar: OpeningHours, at: datetime) -> OpeningState:
    """Open, closed because of a holiday, or closed for any other reason."""
    if is_open(calendar, at):
        return "open"
    return "closed" if holiday(calendar, at) is None else "holiday"


def holiday(calendar: OpeningHours, at: datetime) -> str | None:
    """Name, in Portuguese, of the holiday that closes the calendar's day at this moment.

    A date closed by hand is a holiday too when its message names it (municipal holidays are only
    there); a date opened by hand is none, whatever the official list says.
    """
    return _holiday_on(calendar, _local_day(calendar, _utc(at)))


def day_message(calendar: OpeningHours, at: datetime) -> str:
    """The message of the special date at this moment, or an empty text."""
    special_day = calendar.special_days.get(_local_day(calendar, _utc(at)))
    return special_day.message if special_day else ""


def next_open(calendar: OpeningHours, at: datetime) -> datetime | None:
    """The moment itself when open, else the next opening, in the calendar's zone.

    None when nothing opens within `LOOK_AHEAD_DAYS`.
    """
    moment = _utc(at)
    for start, end in _spans(calendar, moment, days=LOOK_AHEAD_DAYS):
        if end > moment:
            return max(start, moment).astimezone(calendar.zone)
    return None


def business_seconds(calendar: OpeningHours, start: datetime, end: datetime) -> float:
    """Seconds of opening hours between two aware moments; 0 when the end is not after the start.

    Raises:
        ValueError: when they are more than `MAX_RANGE_DAYS` apart.
    """
    first, last = _utc(start), _utc(end)
    days = (last - first).days
    if days > MAX_RANGE_DAYS:
        raise ValueError(f"The two moments must be at most {MAX_RANGE_DAYS} days apart.")
    spans = _spans(calendar, first, days=days + 2)
    shares = (min(closes, last) - max(opens, first) for opens, closes in spans)
    return sum((share for share in shares if share > timedelta()), timedelta()).total_seconds()


def add_business_time(calendar: OpeningHours, start: datetime, seconds: float) -> datetime | None:
    """The moment, in the calendar's zone, when so many seconds of opening hours have passed.

    None when that lies more than `MAX_RANGE_DAYS` ahead, as on a calendar that never opens.

    Raises:
        ValueError: when the seconds are negative or no number.
    """
    if not seconds >= 0:
        raise ValueError("Give the business time as seconds that are zero or more.")
    if seconds > MAX_RANGE_DAYS * _DAY.total_seconds():
        return None
    moment = _reach(calendar, _utc(start), timedelta(seconds=seconds))
    return moment.astimezone(calendar.zone) if moment else None


def _reach(calendar: OpeningHours, moment: datetime, remaining: timedelta) -> datetime | None:
    if not remaining:
        return moment
    for opens, closes in _spans(calendar, moment, days=MAX_RANGE_DAYS - 1):
        begin = max(opens, moment)
        if closes - begin >= remaining:
            return begin + remaining
        remaining -= max(closes - begin, timedelta())
    return None


def _spans(calendar: OpeningHours, moment: datetime, *, days: int) -> Iterator[Span]:
    """Opening times as UTC spans, in order and disjoint, that may touch `moment` or later ones.

    Yesterday comes first because its last interval may pass midnight.
    """
    today = _local_day(calendar, moment)
    covered_until = datetime.min.replace(tzinfo=UTC)
    for offset in range(-1, days + 1):
        for start, end in _day_spans(calendar, today + offset * _DAY):
            if end > covered_until and end > start:
                yield max(start, covered_until), end
                covered_until = end


def _day_spans(calendar: OpeningHours, day: date) -> Iterator[Span]:
    midnight = datetime.combine(day, time())
    for start, end in _day_minutes(calendar, day):
        opens = _first_moment(midnight + timedelta(minutes=start), calendar.zone)
        yield opens, _first_moment(midnight + timedelta(minutes=end), calendar.zone)


def _day_minutes(calendar: OpeningHours, day: date) -> Minutes:
    special_day = calendar.special_days.get(day)
    if special_day:
        return special_day.minutes
    return () if _official_holiday(calendar, day) else calendar.weekly[day.weekday()]


def _holiday_on(calendar: OpeningHours, day: date) -> str | None:
    special_day = calendar.special_days.get(day)
    if special_day is None:
        return _official_holiday(calendar, day)
    if special_day.minutes:
        return None
    return special_day.message or _official_holiday(calendar, day)


def _official_holiday(calendar: OpeningHours, day: date) -> str | None:
    rule = calendar.holiday_rule
    return _holiday_names(rule.state, rule.optional, day.year).get(day) if rule else None


@lru_cache(maxsize=512)
def _holiday_names(state: str | None, optional: bool, year: int) -> Mapping[date, str]:
    """Brazilian holidays of one year by date, with the days a state law adds.

    Carnaval, Corpus Christi, 24 and 31 December are optional days (pontos facultativos), not
    holidays by law, and come only with `optional`.
    """
    categories = ("public", "optional") if optional else ("public",)
    names = country_holidays(
        "BR", subdiv=state, years=year, categories=categories, language="pt_BR"
    )
    return MappingProxyType(dict(names.items()))


def _first_moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first moment, in UTC, at which the zone's clock shows `wall` or later."""
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    if _wall_clock(moment, zone) == wall:
        return moment
    # The clock skips this time. PEP 495 reads it with the offset from before the gap (fold 0) and
    # from after it (fold 1): the change lies between the two.
    before_change = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    skipped_s = int((moment - before_change).total_seconds())
    seconds_to_change = bisect_left(
        range(skipped_s),
        wall,
        key=lambda seconds: _wall_clock(before_change + timedelta(seconds=seconds), zone),
    )
    return before_change + timedelta(seconds=seconds_to_change)


def _wall_clock(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _utc(at: datetime) -> datetime:
    """The moment in UTC.

    Raises:
        ValueError: when it has no offset or lies outside the years that calendars answer for.
    """
    if at.utcoffset() is None:
        raise ValueError("Give the moment with its offset: a naive datetime has no place in time.")
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise ValueError(f"Give a moment in the years {FIRST_YEAR} to {LAST_YEAR}.")
    return at.astimezone(UTC)


def _local_day(calendar: OpeningHours, moment: datetime) -> date:
    return moment.astimezone(calendar.zone).date()


def _special_day(override: Override) -> SpecialDay:
    return SpecialDay(minutes=_minutes(override.intervals), message=override.message)


def _minutes(intervals: list[Interval]) -> Minutes:
    return tuple(sorted(interval.minutes for interval in intervals))
