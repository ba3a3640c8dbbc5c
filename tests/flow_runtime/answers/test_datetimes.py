"""Moments in a zone whose clock skips and repeats hours."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flow_runtime.answers import Refused, Understood, understand

LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 3, 28, 10, tzinfo=LISBON)


def test_the_offset_is_that_of_the_day_meant() -> None:
    understood = understand("datetime", "amanhã às 10h", now=NOW)

    assert isinstance(understood, Understood)
    assert understood.value == "2026-03-29T10:00:00+01:00"


def test_an_hour_that_the_clock_skips_is_refused() -> None:
    assert understand("datetime", "amanhã às 1h30", now=NOW) == Refused("not_a_time")


def test_hours_from_now_count_real_hours() -> None:
    late = datetime(2026, 3, 29, 0, 30, tzinfo=LISBON)

    understood = understand("datetime", "daqui a 2 horas", now=late)

    assert isinstance(understood, Understood)
    assert understood.value == "2026-03-29T03:30:00+01:00"
