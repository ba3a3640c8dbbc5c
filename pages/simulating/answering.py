"""The customer's turn: the choices that were shown, and the field to write and send files."""

from collections.abc import Sequence
from functools import partial
from typing import Final, Literal

import streamlit as st

from flow_runtime.limits import MAX_ANSWER_CHARACTERS
from flow_runtime.simulation import Attend, Press, Say, SendFile, Talk, looks_of
from flow_runtime.simulation.looks import LookChoice
from pages.editing.desk import Desk
from pages.simulating.beginning import draw_refusal
from pages.simulating.opening import act, begin_again
from pages.simulating.reading import asking_now, has_ticket
from pages.texts import language, plain, texts_of

_ = texts_of("simulator")

_FIELD: Final = "simulate-say"
_WRITER: Final = "simulate-writer"
CUSTOMER: Final = "customer"
ATTENDANT: Final = "attendant"


def draw_answer(desk: Desk) -> None:
    """Draw what the customer, or the attendant, can do now."""
    talk = desk.simulator.talk
    if talk is None:
        return
    draw_refusal(desk)
    if talk.is_over:
        st.button(
            _("Begin again"),
            key="simulate-over",
            icon=":material/restart_alt:",
            width="stretch",
            on_click=begin_again,
            args=(desk,),
        )
        return
    if has_ticket(talk):
        _draw_writer()
    if writer(talk) == CUSTOMER:
        _draw_choices(desk, talk)
    _draw_field(desk, talk)


def writer(talk: Talk) -> str:
    """Return who writes: the attendant only while there is a ticket."""
    chosen = st.session_state.get(_WRITER, CUSTOMER) if has_ticket(talk) else CUSTOMER
    return str(chosen or CUSTOMER)


def _draw_writer() -> None:
    words = {CUSTOMER: _("Customer"), ATTENDANT: _("Attendant")}
    st.segmented_control(
        _("Write as"),
        tuple(words),
        default=st.session_state.get(_WRITER, CUSTOMER),
        format_func=words.__getitem__,
        key=_WRITER,
        required=True,
        width="stretch",
        label_visibility="collapsed",
    )


def _draw_choices(desk: Desk, talk: Talk) -> None:
    asking = asking_now(talk)
    if asking is None:
        return
    look = looks_of(asking, talk.setting.channel, language()).bubbles[-1]
    if look.rows:
        with st.popover(plain(look.opener), icon=":material/list:", width="stretch"):
            _draw_buttons(desk, talk, look.rows, "stretch")
    elif look.buttons:
        with st.container(key="fx-choices", horizontal=True, gap="xsmall"):
            _draw_buttons(desk, talk, look.buttons, "content")


def _draw_buttons(
    desk: Desk, talk: Talk, choices: Sequence[LookChoice], width: Literal["stretch", "content"]
) -> None:
    for number, one in enumerate(choices):
        st.button(
            plain(one.label),
            key=f"simulate-choice-{talk.turn}-{number}",
            help=plain(one.choice.label) if one.is_cut else None,
            width=width,
            on_click=partial(act, desk, Press(one.choice.label, one.choice.id)),
        )


def _draw_field(desk: Desk, talk: Talk) -> None:
    is_customer = writer(talk) == CUSTOMER
    st.chat_input(
        _("Write as the customer") if is_customer else _("Write as the attendant"),
        key=_FIELD,
        max_chars=MAX_ANSWER_CHARACTERS,
        accept_file=is_customer,
        on_submit=_send,
        args=(desk,),
    )


def _send(desk: Desk) -> None:
    told = st.session_state.get(_FIELD)
    text, files = (told, []) if isinstance(told, str) else (told.text, told.files)
    if desk.simulator.talk is not None and writer(desk.simulator.talk) == ATTENDANT:
        act(desk, Attend("reply", text))
        return
    for file in files:
        act(desk, SendFile(file.name, file.type or "application/octet-stream"))
    if text.strip():
        act(desk, Say(text))
