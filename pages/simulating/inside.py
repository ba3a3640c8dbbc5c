"""What happened in the last step and why, what would have left, and the way back to any step."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from flow_runtime.simulation import Leaving, Press, Say, SendFile, Talk, TalkTurn, TraceLine
from pages.editing.desk import Desk
from pages.simulating.painting import short_value
from pages.texts import language, plain, texts_of

_ = texts_of("simulator")

_MAX_EARLIER: Final = 12
_ICONS: Final = {
    "heard": "hearing",
    "understood": "check",
    "refused": "help",
    "arrived": "arrow_forward",
    "left": "logout",
    "saved": "bookmark",
    "told": "info",
    "failed": "error",
}
_LEAVING_ICONS: Final = {
    "api": "power",
    "notice": "mail",
    "ticket": "support_agent",
    "timer": "timer",
    "contact": "person",
    "search": "person_search",
    "consent": "verified_user",
    "survey": "star",
    "protocol": "receipt_long",
}


def draw_steps(desk: Desk) -> None:
    """Draw what the last action led to, what would leave, and the earlier actions."""
    talk = desk.simulator.talk
    if talk is None:
        return
    last = talk.turns[-1]
    st.markdown(f"**{_title(last)}**")
    st.markdown(_sentences(last.trace(language())))
    _draw_leaving(last.leaving(language()))
    _draw_earlier(desk, talk)


def _sentences(lines: Sequence[TraceLine]) -> str:
    """Return the trace as lines with an icon each, coming to a block in bold."""
    if not lines:
        nothing = _("Nothing happened.")
        return f":gray[{nothing}]"
    return "  \n".join(_sentence(line) for line in lines)


def _sentence(line: TraceLine) -> str:
    icon, text = f":material/{_ICONS[line.kind]}:", plain(line.text)
    if line.is_problem:
        return f":red[{icon} {text}]"
    return f":gray[{icon}] **{text}**" if line.kind == "arrived" else f":gray[{icon}] {text}"


def _title(turn: TalkTurn) -> str:
    """Return what an action was, in a few words."""
    if turn.action is None:
        return _("Beginning")
    return f"{turn.number}. {plain(short_value(_said(turn)))}"


def _said(turn: TalkTurn) -> str:
    match turn.action:
        case Say(text=text) | Press(label=text) | SendFile(name=text):
            return f"“{text}”"
    told = [bubble.shown(language()) for bubble in turn.bubbles if bubble.author != "flow"]
    return told[0] if told else _("What happened")


def _draw_leaving(leaving: Sequence[Leaving]) -> None:
    if not leaving:
        return
    title = _("What would leave")
    st.markdown(f"**{title}**")
    for one in leaving:
        parts = [f":material/{_LEAVING_ICONS[one.kind]}: {plain(one.title)}"]
        parts += [f":gray[{plain(name)}: {plain(value)}]" for name, value in one.lines]
        st.markdown("  \n".join(parts))
        if one.body:
            st.code(one.body, language=None, wrap_lines=True)


def _draw_earlier(desk: Desk, talk: Talk) -> None:
    """Draw the earlier actions; choosing one goes back to where it led."""
    earlier = talk.turns[-2 : -2 - _MAX_EARLIER : -1]
    if not earlier:
        return
    title = _("Go back to")
    st.markdown(f"**{title}**")
    with st.container(gap=None, key="fx-earlier"):
        for turn in earlier:
            st.button(
                _title(turn),
                key=f"simulate-back-to-{turn.number}",
                icon=":material/history:",
                type="tertiary",
                on_click=partial(desk.simulator.go_back, turn.number),
            )
