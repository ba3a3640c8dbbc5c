"""Laws that hold for every calendar, zone and moment."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from flow_runtime.calendars import (
    Calendar,
    OpeningHours,
    add_business_time,
    business_seconds,
    is_open,
    next_open,
    opening_hours,
    state,
)
from flow_runtime.calendars.document import WEEKDAYS

# How long one example takes says nothing on a busy machine.
untimed = settings(deadline=None)

QUARTERS_PER_WEEK = 7 * 24 * 4
ZONES = ["America/Sao_Paulo", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]

# Years with Brazil's last summer times; and the moments of two changes of clocks in New York.
moments = st.datetimes(
    datetime(2017, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)
) | st.sampled_from([datetime(2026, 3, 8, 7, tzinfo=UTC), datetime(2026, 11, 1, 5, tzinfo=UTC)])
short_times = st.timedeltas(timedelta(), timedelta(days=40))


def clock(quarter: int) -> str:
    hour, quarters = divmod(quarter % (24 * 4), 4)
    return f"{hour:02d}:{quarters * 15:02d}"


def weekly_document(edges: list[int]) -> dict[str, list[dict[str, str]]]:
    """Intervals between each even edge of the week and the odd one after it, shorter than a day."""
    weekly: dict[str, list[dict[str, str]]] = {}
    for start, end in list(pairwise(sorted(edges)))[::2]:
        day = WEEKDAYS[start // (24 * 4)]
        interval = {"from": clock(start), "to": clock(min(end, start + 24 * 4 - 1))}
        weekly.setdefault(day, []).append(interval)
    return weekly


@st.composite
def calendars(draw: st.DrawFn) -> OpeningHours:
    edges = draw(
        st.lists(st.integers(0, QUARTERS_PER_WEEK - 1), min_size=2, max_size=24, unique=True)
    )
    document = {
        "id": "fila",
        "name": "Fila",
        "timezone": draw(st.sampled_from(ZONES)),
        "weekly": weekly_document(edges),
        "holidays": draw(st.none() | st.just({"state": "RJ", "optional": True})),
    }
    return opening_hours(Calendar.model_validate(document))


@untimed
@given(calendars(), moments, st.integers(0, 10**6))
def test_added_business_time_can_be_measured_again(
    calendar: OpeningHours, start: datetime, seconds: int
) -> None:
    end = add_business_time(calendar, start, seconds)
    assume(end is not None)
    assert end is not None
    assert business_seconds(calendar, start, end) == seconds


@untimed
@given(calendars(), moments, st.floats(0, 10**6))
def test_fractions_of_a_second_are_kept_to_the_microsecond(
    calendar: OpeningHours, start: datetime, seconds: float
) -> None:
    end = add_business_time(calendar, start, seconds)
    assume(end is not None)
    assert end is not None
    assert business_seconds(calendar, start, end) == pytest.approx(seconds, abs=1e-6)


@untimed
@given(calendars(), moments, short_times, short_times)
def test_business_time_adds_up(
    calendar: OpeningHours, start: datetime, first: timedelta, second: timedelta
) -> None:
    middle, end = start + first, start + first + second
    parts = business_seconds(calendar, start, middle) + business_seconds(calendar, middle, end)
    assert business_seconds(calendar, start, end) == pytest.approx(parts, abs=1e-6)


@untimed
@given(calendars(), moments, short_times)
def test_business_time_is_never_more_than_the_time_that_passes(
    calendar: OpeningHours, start: datetime, length: timedelta
) -> None:
    assert 0 <= business_seconds(calendar, start, start + length) <= length.total_seconds()


@untimed
@given(calendars(), moments)
def test_the_next_opening_is_open_and_nothing_before_it_is(
    calendar: OpeningHours, at: datetime
) -> None:
    opening = next_open(calendar, at)
    assert opening is not None
    assert opening >= at
    assert is_open(calendar, opening)
    assert business_seconds(calendar, at, opening) == 0


@untimed
@given(calendars(), moments)
def test_open_means_that_the_next_opening_is_now_and_that_the_state_says_so(
    calendar: OpeningHours, at: datetime
) -> None:
    opening = next_open(calendar, at)
    assert opening is not None
    assert is_open(calendar, at) == (opening.astimezone(UTC) == at)
    assert is_open(calendar, at) == (state(calendar, at) == "open")


@untimed
@given(calendars(), moments, st.integers(0, 10**5), st.integers(0, 10**5))
def test_deadlines_keep_the_order_of_their_times(
    calendar: OpeningHours, start: datetime, first: int, second: int
) -> None:
    shorter, longer = sorted((first, second))
    earlier = add_business_time(calendar, start, shorter)
    later = add_business_time(calendar, start, longer)
    assert later is None or (earlier is not None and earlier.astimezone(UTC) <= later)


@untimed
@given(calendars(), moments)
def test_a_minute_is_worked_when_it_begins_and_ends_open(
    calendar: OpeningHours, at: datetime
) -> None:
    minute = at.replace(second=0, microsecond=0)
    worked_s = business_seconds(calendar, minute, minute + timedelta(minutes=1))
    assert worked_s == (60 if is_open(calendar, minute) else 0)
