"""Which day is meant, around a Wednesday and around the ends of months and years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.answers import Prefer
from flow_runtime.answers import date_arithmetic as arithmetic

WEDNESDAY = date(2026, 3, 11)
days = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))


@given(days, st.integers(min_value=0, max_value=6))
def test_a_weekday_lies_within_a_week_on_its_side(today: date, weekday: int) -> None:
    future = arithmetic.weekday_from(weekday, today=today, prefer=None)
    past = arithmetic.weekday_from(weekday, today=today, prefer="past")

    assert future.weekday() == past.weekday() == weekday
    assert timedelta() <= future - today < timedelta(days=7)
    assert timedelta() <= today - past < timedelta(days=7)


@given(days, st.integers(min_value=0, max_value=6))
def test_next_and_last_are_never_today(today: date, weekday: int) -> None:
    assert arithmetic.weekday_before(weekday, today=today) < today
    assert arithmetic.weekday_after(weekday, today=today) > today


@pytest.mark.parametrize(
    ("today", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 11), 1, date(2027, 1, 11)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (WEDNESDAY, 12 * 1000, None),
    ],
)
def test_a_month_away_ends_with_the_shorter_month(
    today: date, months: int, expected: date | None
) -> None:
    assert arithmetic.add_months(today, months) == expected


@pytest.mark.parametrize(
    ("digits", "prefer", "expected"),
    [
        ("85", None, 1985),
        ("45", None, 2045),
        ("46", None, 1946),
        ("26", "past", 1926),
        ("25", "past", 2025),
        ("1785", "past", 1785),
    ],
)
def test_two_digits_of_a_year(digits: str, prefer: Prefer, expected: int) -> None:
    assert arithmetic.full_year(digits, 12, 1, today=WEDNESDAY, prefer=prefer) == expected


def test_the_29th_of_february_waits_for_a_leap_year() -> None:
    assert arithmetic.yearless(2, 29, today=WEDNESDAY, prefer="future") == date(2028, 2, 29)
    assert arithmetic.yearless(2, 29, today=WEDNESDAY, prefer="past") == date(2024, 2, 29)
    assert arithmetic.yearless(2, 30, today=WEDNESDAY, prefer="future") is None
