"""Moments worth trying: open, closed, a holiday."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from flow_runtime.program import compile_flow
from flow_runtime.simulation import ActionRefused, Setting, begin_talk, moment_when, state_now
from tests.flow_runtime.building import TUESDAY_MORNING, end, flow, node, program

ZONE = ZoneInfo("America/Sao_Paulo")


def hours():
    return program(
        [
            node("open", "hours", calendar="comercial"),
            end("yes", text="Aberto"),
            end("no", text="Fechado"),
            end("feast", text="Feriado"),
        ],
        ["open.open>yes", "open.closed>no", "open.holiday>feast"],
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("wanted", "after", "found", "holiday"),
    [
        ("open", "2026-03-10T10:00", "2026-03-10T10:00", ""),
        ("open", "2026-03-10T19:00", "2026-03-11T09:00", ""),
        ("open", "2026-03-13T19:00", "2026-03-16T09:00", ""),
        ("closed", "2026-03-10T10:07", "2026-03-10T18:00", ""),
        ("closed", "2026-03-10T22:07", "2026-03-10T22:07", ""),
        ("holiday", "2026-03-10T10:00", "2026-04-03T10:00", "Sexta-feira Santa"),
        ("holiday", "2026-04-03T11:00", "2026-04-03T11:00", "Sexta-feira Santa"),
    ],
)
def test_the_next_moment_of_a_state(wanted: str, after: str, found: str, holiday: str):
    moment = moment_when(hours(), wanted, at(after))  # type: ignore[arg-type]
    assert moment is not None
    assert (moment.at, moment.holiday, moment.calendar) == (at(found), holiday, "comercial")
    assert state_now(hours(), moment.at) == wanted


@pytest.mark.parametrize(
    ("business", "said"), [("open", "Aberto"), ("closed", "Fechado"), ("holiday", "Feriado")]
)
def test_a_talk_begins_in_the_state_that_was_wished(business: str, said: str):
    talk = begin_talk(hours(), Setting(TUESDAY_MORNING, business=business))  # type: ignore[arg-type]
    assert [bubble.text for bubble in talk.bubbles] == [said]


def test_without_a_calendar_there_is_no_such_moment():
    bare = compile_flow(flow([end(text="Oi")], []))
    assert moment_when(bare, "holiday", TUESDAY_MORNING) is None
    assert state_now(bare, TUESDAY_MORNING) is None
    with pytest.raises(ActionRefused) as refused:
        begin_talk(bare, Setting(TUESDAY_MORNING, business="closed"))
    assert refused.value.words["pt-BR"] == "Nenhum calendário da empresa tem um momento assim."
