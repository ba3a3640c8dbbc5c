"""What a calendar says about moments, told as days of a service desk."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from flow_runtime.calendars import (
    OpeningHours,
    add_business_time,
    business_seconds,
    day_message,
    holiday,
    is_open,
    next_open,
    state,
)

MakeHours = Callable[..., OpeningHours]

HOUR = 3_600
SAO_PAULO = ZoneInfo("America/Sao_Paulo")
NEW_YORK = ZoneInfo("America/New_York")
EVERY_DAY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def at(text: str, zone: ZoneInfo = SAO_PAULO) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-06 08:59:59", "closed"),
        ("2026-03-06 09:00", "open"),
        ("2026-03-06 16:59:59", "open"),
        ("2026-03-06 17:00", "closed"),
        ("2026-03-07 12:00", "closed"),
    ],
)
def test_a_desk_is_open_from_its_first_second_to_before_its_last(
    office: OpeningHours, moment: str, expected: str
) -> None:
    assert state(office, at(moment)) == expected


def test_moments_of_any_zone_are_understood(office: OpeningHours) -> None:
    assert is_open(office, datetime(2026, 3, 6, 12, 0, tzinfo=UTC))
    assert not is_open(office, datetime(2026, 3, 6, 11, 59, tzinfo=UTC))


def test_answers_come_in_the_zone_of_the_calendar(office: OpeningHours) -> None:
    opening = next_open(office, datetime(2026, 3, 6, 3, 0, tzinfo=UTC))
    assert opening is not None
    assert opening.isoformat() == "2026-03-06T09:00:00-03:00"


def test_an_hour_from_friday_16_30_ends_on_monday_9_30(office: OpeningHours) -> None:
    assert add_business_time(office, at("2026-03-06 16:30"), HOUR) == at("2026-03-09 09:30")


def test_time_that_fills_the_day_ends_at_closing_and_not_the_next_morning(
    office: OpeningHours,
) -> None:
    assert add_business_time(office, at("2026-03-06 16:00"), HOUR) == at("2026-03-06 17:00")


def test_no_time_is_due_at_once_even_at_night(office: OpeningHours) -> None:
    assert add_business_time(office, at("2026-03-07 03:00"), 0) == at("2026-03-07 03:00")


def test_a_lunch_break_is_closed(make_hours: MakeHours) -> None:
    desk = make_hours(mon=["13:00-18:00", "08:00-12:00"])
    assert state(desk, at("2026-03-09 12:30")) == "closed"
    assert next_open(desk, at("2026-03-09 12:30")) == at("2026-03-09 13:00")
    assert business_seconds(desk, at("2026-03-09 00:00"), at("2026-03-10 00:00")) == 9 * HOUR


def test_a_shift_past_midnight_belongs_to_the_day_it_starts_on(make_hours: MakeHours) -> None:
    bar = make_hours(sat=["22:00-02:00"])
    assert is_open(bar, at("2026-03-08 01:59"))
    assert not is_open(bar, at("2026-03-08 02:00"))
    assert not is_open(bar, at("2026-03-07 01:00"))
    assert next_open(bar, at("2026-03-08 03:00")) == at("2026-03-14 22:00")


def test_a_desk_that_never_closes_is_always_open(make_hours: MakeHours) -> None:
    desk = make_hours(**dict.fromkeys(EVERY_DAY, ("00:00-24:00",)))
    midnight = at("2026-03-08 00:00")
    assert next_open(desk, midnight) == midnight
    assert add_business_time(desk, midnight, 1_000 * HOUR) == at("2026-04-18 16:00")


def test_a_desk_that_never_opens_has_no_next_opening(make_hours: MakeHours) -> None:
    desk = make_hours()
    assert next_open(desk, at("2026-03-08 00:00")) is None
    assert add_business_time(desk, at("2026-03-08 00:00"), 1) is None
    assert business_seconds(desk, at("2026-03-08 00:00"), at("2027-03-08 00:00")) == 0


def test_the_look_ahead_ends_after_400_days(make_hours: MakeHours) -> None:
    once = make_hours(
        overrides=[{"date": "2027-06-01", "intervals": [{"from": "09:00", "to": "10:00"}]}]
    )
    assert next_open(once, at("2026-05-01 00:00")) == at("2027-06-01 09:00")
    assert next_open(once, at("2026-04-01 00:00")) is None


def test_a_national_holiday_closes_the_desk_and_has_a_name(office: OpeningHours) -> None:
    conscience_day = at("2026-11-20 10:00")
    assert state(office, conscience_day) == "holiday"
    assert holiday(office, conscience_day) == "Dia Nacional de Zumbi e da Consciência Negra"
    assert next_open(office, conscience_day) == at("2026-11-23 09:00")


def test_a_holiday_of_the_state_is_not_one_of_the_country(make_hours: MakeHours) -> None:
    ninth_of_july = at("2026-07-09 10:00")
    paulista = make_hours(thu=["09:00-17:00"], holidays={"state": "SP"})
    carioca = make_hours(thu=["09:00-17:00"], holidays={"state": "RJ"})
    assert state(paulista, ninth_of_july) == "holiday"
    assert state(carioca, ninth_of_july) == "open"


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-02-17", "Carnaval"),
        ("2026-06-04", "Corpus Christi"),
        ("2026-12-24", "Véspera de Natal"),
        ("2026-12-31", "Véspera de Ano-Novo"),
    ],
)
def test_optional_days_close_only_a_desk_that_takes_them(
    make_hours: MakeHours, day: str, name: str
) -> None:
    noon = at(f"{day} 12:00")
    weekly = dict.fromkeys(EVERY_DAY, ("09:00-17:00",))
    assert holiday(make_hours(holidays={"optional": True}, **weekly), noon) == name
    assert state(make_hours(holidays={"optional": False}, **weekly), noon) == "open"


def test_a_desk_without_holidays_works_at_christmas(make_hours: MakeHours) -> None:
    desk = make_hours(fri=["09:00-17:00"])
    assert state(desk, at("2026-12-25 12:00")) == "open"
    assert holiday(desk, at("2026-12-25 12:00")) is None


def test_the_shift_that_starts_on_the_eve_of_a_holiday_is_worked_to_its_end(
    make_hours: MakeHours,
) -> None:
    desk = make_hours(holidays={}, **dict.fromkeys(EVERY_DAY, ("22:00-02:00",)))
    assert state(desk, at("2026-12-25 01:00")) == "open"
    assert state(desk, at("2026-12-25 23:00")) == "holiday"


def test_the_year_turns_while_looking_for_an_opening(office: OpeningHours) -> None:
    assert next_open(office, at("2026-12-31 17:00")) == at("2027-01-04 09:00")


CITY_DAY = {"date": "2026-01-26", "closed": True, "message": "Aniversário da cidade"}
CLOSED_FRIDAY = {"date": "2026-03-06", "closed": True}
SHORT_CHRISTMAS = {
    "date": "2026-12-25",
    "intervals": [{"from": "10:00", "to": "12:00"}],
    "message": "No Natal atendemos até o meio-dia.",
}


@pytest.fixture
def special(make_hours: MakeHours) -> OpeningHours:
    return make_hours(
        holidays={},
        overrides=[CITY_DAY, CLOSED_FRIDAY, SHORT_CHRISTMAS],
        **dict.fromkeys(EVERY_DAY, ("09:00-17:00",)),
    )


def test_a_date_closed_by_hand_is_a_holiday_when_its_message_names_it(
    special: OpeningHours,
) -> None:
    assert state(special, at("2026-01-26 12:00")) == "holiday"
    assert holiday(special, at("2026-01-26 12:00")) == "Aniversário da cidade"


def test_a_date_closed_without_a_word_is_just_closed(special: OpeningHours) -> None:
    assert state(special, at("2026-03-06 12:00")) == "closed"
    assert holiday(special, at("2026-03-06 12:00")) is None
    assert day_message(special, at("2026-03-06 12:00")) == ""


def test_hours_for_a_date_win_over_the_holiday(special: OpeningHours) -> None:
    assert state(special, at("2026-12-25 11:00")) == "open"
    assert state(special, at("2026-12-25 12:00")) == "closed"
    assert day_message(special, at("2026-12-25 12:00")) == "No Natal atendemos até o meio-dia."


def test_the_29th_of_february_can_be_special(make_hours: MakeHours) -> None:
    leap_day = {"date": "2028-02-29", "intervals": [{"from": "09:00", "to": "10:00"}]}
    assert is_open(make_hours(overrides=[leap_day]), at("2028-02-29 09:30"))


def test_hours_of_a_date_that_follow_a_night_shift_are_not_counted_twice(
    make_hours: MakeHours,
) -> None:
    whole_sunday = {"date": "2026-03-08", "intervals": [{"from": "00:00", "to": "24:00"}]}
    desk = make_hours(sat=["22:00-02:00"], overrides=[whole_sunday])
    assert business_seconds(desk, at("2026-03-07 00:00"), at("2026-03-10 00:00")) == 26 * HOUR


def test_short_hours_of_a_date_inside_a_night_shift_do_not_shorten_it(
    make_hours: MakeHours,
) -> None:
    inside_and_after = [{"from": "00:30", "to": "01:00"}, {"from": "01:30", "to": "03:00"}]
    desk = make_hours(
        sat=["22:00-02:00"], overrides=[{"date": "2026-03-08", "intervals": inside_and_after}]
    )
    assert business_seconds(desk, at("2026-03-07 00:00"), at("2026-03-10 00:00")) == 5 * HOUR


@pytest.mark.parametrize(
    ("hours", "worked_h"),
    [
        (["01:00-05:00"], 3),  # 2:00 to 3:00 does not exist
        (["02:00-03:00"], 0),
        (["02:30-05:00"], 2),
        (["01:00-02:30"], 1),
        (["00:00-24:00"], 23),
    ],
)
def test_the_hour_that_summer_time_skips_is_not_worked(
    make_hours: MakeHours, hours: list[str], worked_h: int
) -> None:
    desk = make_hours(zone="America/New_York", sun=hours)
    start, end = at("2026-03-08 00:00", NEW_YORK), at("2026-03-09 00:00", NEW_YORK)
    assert business_seconds(desk, start, end) == worked_h * HOUR


def test_an_opening_inside_the_skipped_hour_happens_when_the_clock_jumps(
    make_hours: MakeHours,
) -> None:
    desk = make_hours(zone="America/New_York", sun=["02:30-05:00"])
    opening = next_open(desk, at("2026-03-08 00:00", NEW_YORK))
    assert opening is not None
    assert opening.isoformat() == "2026-03-08T03:00:00-04:00"


@pytest.mark.parametrize(
    ("hours", "worked_h"),
    [
        (["00:00-05:00"], 6),  # 1:00 to 2:00 happens twice
        (["01:00-02:00"], 2),
        (["01:30-02:00"], 1.5),
        (["00:00-01:30"], 1.5),
        (["02:00-05:00"], 3),
        (["00:00-24:00"], 25),
    ],
)
def test_the_hour_that_winter_time_repeats_is_worked_twice(
    make_hours: MakeHours, hours: list[str], worked_h: float
) -> None:
    desk = make_hours(zone="America/New_York", sun=hours)
    start, end = at("2026-11-01 00:00", NEW_YORK), at("2026-11-02 00:00", NEW_YORK)
    assert business_seconds(desk, start, end) == worked_h * HOUR


def test_a_measure_reaches_the_last_minutes_after_a_skipped_hour(make_hours: MakeHours) -> None:
    desk = make_hours(zone="America/New_York", mon=["00:00-09:00"])
    start = at("2026-03-07 23:30", NEW_YORK).astimezone(UTC)
    almost_a_day_later = start + timedelta(hours=24, seconds=-1)
    assert business_seconds(desk, start, almost_a_day_later) == 30 * 60 - 1


def test_both_passes_of_a_repeated_moment_are_told_apart(make_hours: MakeHours) -> None:
    desk = make_hours(zone="America/New_York", sun=["00:00-01:30"])
    first_pass = at("2026-11-01 01:15", NEW_YORK)
    assert is_open(desk, first_pass)
    assert not is_open(desk, first_pass.replace(fold=1))


def test_brazils_last_summer_time_began_at_a_midnight_that_did_not_exist(
    make_hours: MakeHours,
) -> None:
    desk = make_hours(sun=["00:00-24:00"])
    opening = next_open(desk, at("2018-11-03 12:00"))
    assert opening is not None
    assert opening.isoformat() == "2018-11-04T01:00:00-02:00"


def test_a_desk_in_manaus_opens_an_hour_after_one_in_sao_paulo(make_hours: MakeHours) -> None:
    desk = make_hours(zone="America/Manaus", mon=["09:00-17:00"])
    assert next_open(desk, at("2026-03-09 00:00")) == at("2026-03-09 10:00")


def test_an_interval_that_ends_before_it_begins_has_no_business_time(office: OpeningHours) -> None:
    assert business_seconds(office, at("2026-03-06 16:00"), at("2026-03-06 10:00")) == 0


@pytest.mark.parametrize(
    "moment", [datetime(2026, 3, 6, 12), datetime.min.replace(tzinfo=UTC), datetime.max]
)
def test_a_moment_without_a_place_in_time_is_refused(
    office: OpeningHours, moment: datetime
) -> None:
    with pytest.raises(ValueError, match=r"Give (a|the) moment"):
        is_open(office, moment)


@pytest.mark.parametrize("year", [1900, 2100])
def test_the_first_and_the_last_year_have_answers(office: OpeningHours, year: int) -> None:
    assert next_open(office, datetime(year, 6, 1, tzinfo=UTC)) is not None


def test_a_range_beyond_ten_years_is_refused(office: OpeningHours) -> None:
    with pytest.raises(ValueError, match="days apart"):
        business_seconds(office, at("2000-01-01 00:00"), at("2026-01-01 00:00"))


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("-inf")])
def test_business_time_that_is_no_amount_is_refused(office: OpeningHours, seconds: float) -> None:
    with pytest.raises(ValueError, match="zero or more"):
        add_business_time(office, at("2026-03-06 12:00"), seconds)


@pytest.mark.parametrize("seconds", [float("inf"), 1e300, 10 * 365 * 24 * HOUR])
def test_business_time_that_never_passes_has_no_end(office: OpeningHours, seconds: float) -> None:
    assert add_business_time(office, at("2026-03-06 12:00"), seconds) is None
