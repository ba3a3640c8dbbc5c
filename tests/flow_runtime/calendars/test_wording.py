"""The next opening as a customer reads it."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from flow_runtime.calendars import OpeningHours, describe_next_open

MakeHours = Callable[..., OpeningHours]

SAO_PAULO = ZoneInfo("America/Sao_Paulo")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SAO_PAULO)


@pytest.mark.parametrize(
    ("now", "portuguese", "english"),
    [
        ("2025-03-06 08:00", "hoje às 9h", "today at 9 am"),
        ("2025-03-06 18:00", "amanhã às 9h", "tomorrow at 9 am"),
        ("2025-03-07 18:00", "segunda-feira, 10/03, às 9h", "Monday, March 10, at 9 am"),
        ("2025-03-09 18:00", "amanhã às 9h", "tomorrow at 9 am"),
        ("2025-03-06 12:00", "agora", "now"),
    ],
)
def test_the_day_is_named_as_people_name_it(
    office: OpeningHours, now: str, portuguese: str, english: str
) -> None:
    assert describe_next_open(office, at(now), "pt-BR") == portuguese
    assert describe_next_open(office, at(now), "en") == english


@pytest.mark.parametrize(
    ("opens", "portuguese", "english"),
    [
        ("14:00", "hoje às 14h", "today at 2 pm"),
        ("14:05", "hoje às 14h05", "today at 2:05 pm"),
        ("12:00", "hoje às 12h", "today at 12 pm"),
        ("01:00", "hoje à 1h", "today at 1 am"),
        ("00:30", "hoje à 0h30", "today at 12:30 am"),
    ],
)
def test_the_hour_has_its_article_and_only_the_minutes_it_needs(
    make_hours: MakeHours, opens: str, portuguese: str, english: str
) -> None:
    desk = make_hours(mon=[f"{opens}-18:00"])
    midnight = at("2025-03-10 00:00")
    assert describe_next_open(desk, midnight, "pt-BR") == portuguese
    assert describe_next_open(desk, midnight, "en-GB") == english


def test_a_date_far_away_has_its_year(make_hours: MakeHours) -> None:
    fair = make_hours(
        overrides=[{"date": "2026-02-02", "intervals": [{"from": "09:00", "to": "10:00"}]}]
    )
    now = at("2025-03-10 00:00")
    assert describe_next_open(fair, now, "pt-BR") == "segunda-feira, 02/02/2026, às 9h"
    assert describe_next_open(fair, now, "en") == "Monday, February 2, 2026, at 9 am"


def test_a_desk_that_never_opens_says_so(make_hours: MakeHours) -> None:
    now = at("2025-03-10 00:00")
    assert describe_next_open(make_hours(), now, "pt-BR") == "sem previsão de abertura"
    assert describe_next_open(make_hours(), now, "en") == "no opening planned"


def test_the_day_is_the_one_of_the_desk_and_not_of_the_server(make_hours: MakeHours) -> None:
    desk = make_hours(zone="America/Sao_Paulo", tue=["09:00-17:00"])
    monday_22h_is_tuesday_in_utc = datetime(2025, 3, 11, 1, 0, tzinfo=ZoneInfo("UTC"))
    assert describe_next_open(desk, monday_22h_is_tuesday_in_utc, "pt-BR") == "amanhã às 9h"
