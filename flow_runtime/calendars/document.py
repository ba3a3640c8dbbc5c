"""The calendar as people write it: weekly hours, holidays and special dates."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Final, Literal, Self, get_args
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from flow_runtime.brazil.regions import UF
from flow_runtime.calendars.problems import SENTENCES

MAX_OVERRIDES: Final = 400
MAX_INTERVALS_PER_DAY: Final = 24
MINUTES_PER_DAY: Final = 24 * 60
MINUTES_PER_WEEK: Final = 7 * MINUTES_PER_DAY

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: Final[tuple[Weekday, ...]] = get_args(Weekday)

_CLOCK: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00")
# Databases refuse NUL, and terminals obey the others; a message may have lines.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _refusal(code: str) -> PydanticCustomError:
    return PydanticCustomError(
        "calendar." + code, "{sentence}", {"sentence": SENTENCES[code]["en"]}
    )


def _known_clock(text: str) -> str:
    if not _CLOCK.fullmatch(text):
        raise _refusal("clock")
    return text


def _without_control_characters(text: str) -> str:
    if _CONTROL.search(text):
        raise _refusal("control")
    return text


def _day_from_iso(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not _ISO_DATE.fullmatch(value):
        raise _refusal("date")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise _refusal("date") from error


Clock = Annotated[
    str,
    AfterValidator(_known_clock),
    Field(json_schema_extra={"pattern": f"^(?:{_CLOCK.pattern})$"}),
]
Day = Annotated[date, BeforeValidator(_day_from_iso)]
Text = Annotated[str, AfterValidator(_without_control_characters)]


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", validate_by_name=True, serialize_by_alias=True
    )


class Interval(_Part):
    """Opening hours from one clock time to another; an end before the start is on the next day."""

    opens: Clock = Field(alias="from")
    closes: Clock = Field(alias="to")

    @model_validator(mode="after")
    def _has_a_length(self) -> Self:
        if self.opens == "24:00":
            raise _refusal("clock")
        if self.opens == self.closes:
            raise _refusal("empty_interval")
        return self

    @property
    def minutes(self) -> tuple[int, int]:
        """Start and end in minutes after the day's first midnight; the end may pass 1440."""
        start, end = _minute_of(self.opens), _minute_of(self.closes)
        return (start, end) if start < end else (start, end + MINUTES_PER_DAY)


DayHours = Annotated[list[Interval], Field(max_length=MAX_INTERVALS_PER_DAY)]


class HolidayRule(_Part):
    """Which official holidays close the day; `optional` adds Carnaval, Corpus Christi and so on."""

    country: Literal["BR"] = "BR"
    state: UF | None = None
    optional: bool = False


class Override(_Part):
    """One date that does not follow the week: other hours, or closed; `message` says why."""

    date: Day
    intervals: DayHours = Field(default_factory=list)
    closed: bool = False
    message: Text = Field(default="", max_length=500)

    @model_validator(mode="after")
    def _is_open_or_closed(self) -> Self:
        if self.closed == bool(self.intervals):
            raise _refusal("override")
        if _overlap(interval.minutes for interval in self.intervals):
            raise _refusal("overlap")
        return self


class Calendar(_Part):
    """When a queue is open: weekly hours in one time zone, holidays and special dates.

    An interval belongs to the day on which it starts: the shift that starts on the eve of a holiday
    is worked to its end.
    """

    id: str = Field(pattern=r"^[a-z0-9_-]{1,64}$")
    name: Text = Field(pattern=r"\S", max_length=120)
    timezone: str = "America/Sao_Paulo"
    weekly: dict[Weekday, DayHours] = Field(default_factory=dict)
    holidays: HolidayRule | None = None
    overrides: list[Override] = Field(default_factory=list, max_length=MAX_OVERRIDES)

    @field_validator("timezone")
    @classmethod
    def _is_known_zone(cls, name: str) -> str:
        if name not in _zone_names():
            raise _refusal("zone")
        return name

    @field_validator("weekly")
    @classmethod
    def _has_no_overlap(cls, weekly: dict[Weekday, DayHours]) -> dict[Weekday, DayHours]:
        if _overlap(_week_minutes(weekly), cycle=MINUTES_PER_WEEK):
            raise _refusal("overlap")
        return weekly

    @field_validator("overrides")
    @classmethod
    def _has_each_date_once(cls, overrides: list[Override]) -> list[Override]:
        if len({override.date for override in overrides}) < len(overrides):
            raise _refusal("repeated_date")
        return overrides


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    # "localtime" is whatever this machine uses: the same calendar would differ between two hosts.
    return frozenset(available_timezones() - {"localtime"})


def _minute_of(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _week_minutes(weekly: dict[Weekday, DayHours]) -> Iterable[tuple[int, int]]:
    for day, intervals in weekly.items():
        midnight = WEEKDAYS.index(day) * MINUTES_PER_DAY
        for start, end in (interval.minutes for interval in intervals):
            yield midnight + start, midnight + end


def _overlap(spans: Iterable[tuple[int, int]], *, cycle: int | None = None) -> bool:
    """Whether two spans share a minute; with a cycle, the first follows the last again."""
    ordered = sorted(spans)
    if cycle and ordered:
        ordered.append((ordered[0][0] + cycle, ordered[0][1] + cycle))
    return _neighbours_overlap(ordered)


def _neighbours_overlap(ordered: Sequence[tuple[int, int]]) -> bool:
    return any(earlier[1] > later[0] for earlier, later in pairwise(ordered))
