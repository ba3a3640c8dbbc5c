"""A calendar is read, written and, when it is wrong, explained at the place where it is wrong."""

import re
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from flow_runtime.calendars import Calendar, CalendarProblem, calendar_problems

DOCUMENT: dict[str, Any] = {
    "id": "suporte-n1",
    "name": "Suporte N1",
    "timezone": "America/Sao_Paulo",
    "weekly": {
        "mon": [{"from": "08:00", "to": "12:00"}, {"from": "13:00", "to": "18:00"}],
        "sat": [{"from": "22:00", "to": "02:00"}],
        "sun": [{"from": "12:00", "to": "24:00"}],
    },
    "holidays": {"country": "BR", "state": "SP", "optional": True},
    "overrides": [
        {"date": "2024-02-29", "closed": True, "intervals": [], "message": "Inventário"},
        {
            "date": "2026-12-24",
            "closed": False,
            "intervals": [{"from": "09:00", "to": "12:00"}],
            "message": "",
        },
    ],
}


def problems(**changes: object) -> tuple[CalendarProblem, ...]:
    with pytest.raises(ValidationError) as refusal:
        Calendar.model_validate(DOCUMENT | changes)
    return calendar_problems(refusal.value)


def problem(**changes: object) -> tuple[str, str]:
    (only,) = problems(**changes)
    return only.pointer, only.code


def week(*intervals: tuple[str, str], **days: list[tuple[str, str]]) -> dict[str, object]:
    days = {"mon": list(intervals), **days}
    return {day: [{"from": opens, "to": closes} for opens, closes in days[day]] for day in days}


def test_a_calendar_is_written_as_it_was_read() -> None:
    assert Calendar.model_validate(DOCUMENT).model_dump(mode="json") == DOCUMENT


def test_a_calendar_reads_the_same_from_json_and_from_data() -> None:
    calendar = Calendar.model_validate(DOCUMENT)
    assert Calendar.model_validate_json(calendar.model_dump_json()) == calendar
    assert calendar.overrides[0].date == date(2024, 2, 29)


def test_a_calendar_needs_only_a_name() -> None:
    calendar = Calendar(id="loja", name="Loja")
    assert calendar.timezone == "America/Sao_Paulo"
    assert calendar.weekly == {}


@pytest.mark.parametrize(
    "text", ["25:00", "24:01", "9:00", "09:60", "0900", "", " 09:00", "09:00\n", "٠٩:٠٠", "-1:00"]
)
def test_a_clock_that_shows_no_such_time_is_refused(text: str) -> None:
    assert problem(weekly=week((text, "18:00"))) == ("/weekly/mon/0/from", "calendar.clock")


def test_only_an_end_may_be_24() -> None:
    assert problem(weekly=week(("24:00", "18:00"))) == ("/weekly/mon/0", "calendar.clock")


@pytest.mark.parametrize("clock", ["00:00", "09:00"])
def test_an_interval_without_length_is_refused(clock: str) -> None:
    place_and_code = ("/weekly/mon/0", "calendar.empty_interval")
    assert problem(weekly=week((clock, clock))) == place_and_code


@pytest.mark.parametrize(
    "weekly",
    [
        week(("09:00", "12:00"), ("11:59", "18:00")),
        week(("13:00", "18:00"), ("09:00", "14:00")),
        week(("09:00", "18:00"), ("10:00", "11:00")),
        week(("22:00", "02:00"), tue=[("01:00", "05:00")]),
        week(("01:00", "05:00"), sun=[("22:00", "02:00")]),
        week(("09:00", "18:00"), ("09:00", "18:00")),
    ],
)
def test_intervals_that_share_a_minute_are_refused(weekly: dict[str, object]) -> None:
    assert problem(weekly=weekly) == ("/weekly", "calendar.overlap")


@pytest.mark.parametrize(
    "weekly",
    [
        week(("09:00", "12:00"), ("12:00", "18:00")),
        week(("22:00", "02:00"), tue=[("02:00", "05:00")]),
        week(("02:00", "05:00"), sun=[("22:00", "02:00")]),
        week(("00:00", "24:00"), tue=[("00:00", "24:00")]),
        week(("18:00", "17:59")),
    ],
)
def test_intervals_may_touch(weekly: dict[str, object]) -> None:
    assert Calendar.model_validate(DOCUMENT | {"weekly": weekly})


@pytest.mark.parametrize(
    "name", ["", "America", "America/Atlantis", "../../etc/passwd", "localtime", "x" * 10_000]
)
def test_an_unknown_zone_is_refused(name: str) -> None:
    assert problem(timezone=name) == ("/timezone", "calendar.zone")


@pytest.mark.parametrize(
    ("override", "pointer", "code"),
    [
        ({"date": "2026-02-29", "closed": True}, "/overrides/0/date", "calendar.date"),
        ({"date": "24/12/2026", "closed": True}, "/overrides/0/date", "calendar.date"),
        ({"date": 0, "closed": True}, "/overrides/0/date", "calendar.value"),
        ({"closed": True}, "/overrides/0/date", "calendar.missing"),
        ({"date": "2026-12-24"}, "/overrides/0", "calendar.override"),
        (
            {"date": "2026-12-24", "closed": True, "intervals": [{"from": "09:00", "to": "12:00"}]},
            "/overrides/0",
            "calendar.override",
        ),
        (
            {
                "date": "2026-12-24",
                "intervals": [{"from": "09:00", "to": "12:00"}, {"from": "11:00", "to": "13:00"}],
            },
            "/overrides/0",
            "calendar.overlap",
        ),
    ],
)
def test_a_special_date_that_says_nothing_clear_is_refused(
    override: dict[str, object], pointer: str, code: str
) -> None:
    assert problem(overrides=[override]) == (pointer, code)


def test_a_special_date_appears_once() -> None:
    twice = [{"date": "2026-12-24", "closed": True}] * 2
    assert problem(overrides=twice) == ("/overrides", "calendar.repeated_date")


def test_at_most_400_special_dates() -> None:
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + offset) for offset in range(401)]
    overrides = [{"date": day.isoformat(), "closed": True} for day in days]
    assert Calendar.model_validate(DOCUMENT | {"overrides": overrides[:400]})
    assert problem(overrides=overrides) == ("/overrides", "calendar.too_many")


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"__class__": "x"}, "/__class__", "calendar.unknown_key"),
        ({"a/b~c": 1}, "/a~1b~0c", "calendar.unknown_key"),
        ({"weekly": {"monday": []}}, "/weekly/monday", "calendar.value"),
        ({"weekly": []}, "/weekly", "calendar.value"),
        ({"id": "../x"}, "/id", "calendar.value"),
        ({"id": "x\n"}, "/id", "calendar.value"),
        ({"name": ""}, "/name", "calendar.value"),
        ({"name": "   "}, "/name", "calendar.value"),
        ({"name": "x" * 121}, "/name", "calendar.too_long"),
        ({"name": "fila\x00"}, "/name", "calendar.control"),
        ({"name": "fila\ud800"}, "/name", "calendar.value"),
        ({"name": 1}, "/name", "calendar.value"),
        ({"holidays": {"country": "AR"}}, "/holidays/country", "calendar.value"),
        ({"holidays": {"state": "XX"}}, "/holidays/state", "calendar.value"),
        ({"holidays": {"optional": "yes"}}, "/holidays/optional", "calendar.value"),
    ],
)
def test_what_does_not_fit_is_located(changes: dict[str, object], pointer: str, code: str) -> None:
    assert problem(**changes) == (pointer, code)


def test_at_most_24_intervals_a_day() -> None:
    quarters = [(f"{hour:02d}:00", f"{hour:02d}:15") for hour in range(24)]
    assert Calendar.model_validate(DOCUMENT | {"weekly": week(*quarters)})
    one_more = week(*quarters, ("00:30", "00:45"))
    assert problem(weekly=one_more) == ("/weekly/mon", "calendar.too_many")


def test_a_message_may_have_lines() -> None:
    override = {"date": "2026-12-24", "closed": True, "message": "Hoje não abrimos.\nAté amanhã!"}
    assert Calendar.model_validate(DOCUMENT | {"overrides": [override]})


def test_the_schema_of_a_calendar_can_be_published() -> None:
    schema = Calendar.model_json_schema()
    assert schema["additionalProperties"] is False
    interval = schema["$defs"]["Interval"]
    assert interval["required"] == ["from", "to"]
    assert re.match(interval["properties"]["from"]["pattern"], "09:00")


def test_every_problem_is_told_at_once_and_in_both_languages() -> None:
    found = problems(timezone="x", weekly=week(("25:00", "1")), overrides=[{"date": "x"}])
    assert [p.pointer for p in found] == [
        "/timezone",
        "/weekly/mon/0/from",
        "/weekly/mon/0/to",
        "/overrides/0/date",
    ]
    assert all(p.sentence["pt-BR"] != p.sentence["en"] for p in found)
    assert found[0].sentence["pt-BR"].startswith("Este fuso horário não existe")
