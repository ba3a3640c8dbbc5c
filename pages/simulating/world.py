"""The world around the conversation: its clock, other systems, the attendant and events."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import streamlit as st
from babel.dates import format_datetime

from flow_runtime.calendars import OpeningState
from flow_runtime.nodes.wait import WaitNode
from flow_runtime.program import Program
from flow_runtime.simulation import Attend, Deed, ReceiveEvent, Talk, Wait, WaitUntil, timer_words
from flow_runtime.simulation.moments import moment_when
from pages.editing.desk import Desk
from pages.simulating.opening import act
from pages.simulating.reading import has_ticket
from pages.texts import language, plain, texts_of

_ = texts_of("simulator")

_TEN_MINUTES: Final = 600
_TWO_HOURS: Final = 7_200
_DAY: Final = 86_400
_DATE: Final = "simulate-date"
_TIME: Final = "simulate-time"


def draw_world(desk: Desk) -> None:
    """Draw what can happen around the conversation."""
    talk = desk.simulator.talk
    if talk is None:
        return
    _draw_clock(desk, talk)
    if has_ticket(talk):
        _draw_attendant(desk)
    _draw_events(desk, talk)
    _draw_systems(desk)


# -- time --------------------------------------------------------------------------------------


def said_moment(moment: datetime) -> str:
    """Return a moment as people write it: the day of the week, the date and the time."""
    return format_datetime(
        moment, "EEE, d MMM, HH:mm", tzinfo=moment.tzinfo, locale=language().replace("-", "_")
    )


def _draw_clock(desk: Desk, talk: Talk) -> None:
    st.markdown(f":material/schedule: **{plain(said_moment(talk.now))}**")
    with st.container(horizontal=True, gap="xsmall"):
        _move(desk, "+10min", _("+ 10 min"), Wait(_TEN_MINUTES))
        _move(desk, "+2h", _("+ 2 h"), Wait(_TWO_HOURS))
        _move(desk, "+1d", _("+ 1 day"), Wait(_DAY))
        for key, label, moment in special_moments(talk.program, talk.now):
            _move(desk, key, label, WaitUntil(moment))
    _draw_timers(desk, talk)
    with st.expander(_("To a date"), icon=":material/event:"):
        day, hour = f"{_DATE}-{talk.turn}", f"{_TIME}-{talk.turn}"
        st.date_input(_("Day"), talk.now.date(), key=day, format=_date_format())
        st.time_input(_("Time"), talk.now.time().replace(second=0, microsecond=0), key=hour)
        st.button(
            _("Go there"),
            key="simulate-go-there",
            width="stretch",
            on_click=_go_there,
            args=(desk, day, hour),
        )


def special_moments(program: Program, after: datetime) -> Iterator[tuple[str, str, datetime]]:
    """Yield the moments of the business calendar that are worth trying, with their names."""
    words: dict[OpeningState, str] = {
        "open": _("Working hours"),
        "closed": _("After hours"),
        "holiday": _("Holiday"),
    }
    for wanted, label in words.items():
        found = moment_when(program, wanted, after)
        if found is not None and found.at > after:
            yield wanted, label, found.at


def _date_format() -> str:
    return "DD/MM/YYYY" if language() == "pt-BR" else "YYYY-MM-DD"


def _move(desk: Desk, key: str, label: str, action: Wait | WaitUntil) -> None:
    st.button(label, key=f"simulate-time-{key}", on_click=partial(act, desk, action))


def _draw_timers(desk: Desk, talk: Talk) -> None:
    if not talk.timers:
        st.caption(_("Nothing waits for time to pass."))
        return
    words = [f":material/timer: {plain(timer_words(one, language()))}" for one in talk.timers]
    st.caption("  \n".join(words))
    until_next = (talk.timers[0].due_at - talk.now) + timedelta(seconds=1)
    _move(desk, "next", _("Until the next one"), Wait(max(1.0, until_next.total_seconds())))


def _go_there(desk: Desk, day: str, hour: str) -> None:
    talk = desk.simulator.talk
    if talk is not None:
        wanted = datetime.combine(st.session_state[day], st.session_state[hour], talk.now.tzinfo)
        act(desk, WaitUntil(wanted))


# -- people and other systems ------------------------------------------------------------------


def _draw_attendant(desk: Desk) -> None:
    title = _("The attendant")
    st.markdown(f":material/support_agent: **{title}**")
    deeds: dict[Deed, str] = {
        "take": _("Takes it"),
        "resolve": _("Resolves it"),
        "release": _("Gives it back"),
        "nobody": _("Nobody there"),
        "expire": _("Time runs out"),
    }
    with st.container(horizontal=True, gap="xsmall"):
        for deed, label in deeds.items():
            st.button(label, key=f"simulate-deed-{deed}", on_click=partial(act, desk, Attend(deed)))


def _draw_events(desk: Desk, talk: Talk) -> None:
    names = event_names(talk.program)
    if not names:
        return
    title = _("Events of other systems")
    st.markdown(f":material/bolt: **{title}**")
    with st.container(horizontal=True, gap="xsmall"):
        for name in names:
            st.button(
                plain(name),
                key=f"simulate-event-{name}",
                on_click=partial(act, desk, ReceiveEvent(name)),
            )


def event_names(program: Program) -> list[str]:
    """Return the events that blocks of a flow wait for, once each."""
    nodes = (node for node in program.nodes.values() if isinstance(node, WaitNode))
    return list(dict.fromkeys(node.event for node in nodes if node.until == "event" and node.event))


def _draw_systems(desk: Desk) -> None:
    by_hand = desk.simulator.scene.by_hand
    st.toggle(
        _("I answer for the other systems"),
        by_hand,
        key=f"simulate-by-hand-{by_hand}",
        help=_("Otherwise they answer with the example of their block."),
        on_change=desk.simulator.answer_by_hand,
        args=(not by_hand,),
    )
