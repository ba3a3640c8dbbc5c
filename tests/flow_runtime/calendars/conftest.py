"""Calendars that the stories share."""

from collections.abc import Callable, Sequence

import pytest

from flow_runtime.calendars import Calendar, OpeningHours, opening_hours

MakeHours = Callable[..., OpeningHours]

WORKDAYS = ("mon", "tue", "wed", "thu", "fri")


@pytest.fixture
def make_hours() -> MakeHours:
    """`make_hours(mon=["09:00-12:00"], zone=…, holidays=…, overrides=…)`, ready for use."""

    def make(
        *,
        zone: str = "America/Sao_Paulo",
        holidays: dict[str, object] | None = None,
        overrides: list[dict[str, object]] | None = None,
        **weekly: Sequence[str],
    ) -> OpeningHours:
        document = {
            "id": "fila",
            "name": "Fila",
            "timezone": zone,
            "weekly": {day: [interval(text) for text in texts] for day, texts in weekly.items()},
            "holidays": holidays,
            "overrides": overrides or [],
        }
        return opening_hours(Calendar.model_validate(document))

    return make


@pytest.fixture
def office(make_hours: MakeHours) -> OpeningHours:
    """Monday to Friday from 9 to 17 in São Paulo, holidays of the state observed."""
    return make_hours(holidays={"state": "SP"}, **dict.fromkeys(WORKDAYS, ("09:00-17:00",)))


def interval(text: str) -> dict[str, str]:
    opens, closes = text.split("-")
    return {"from": opens, "to": closes}
