"""The conversation as bubbles: each belongs to a block, and shows it when it is clicked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Final
from zlib import crc32

import streamlit as st

from flow_runtime.simulation import Bubble, Talk, looks_of
from pages.editing.desk import Desk
from pages.simulating.beginning import node_name
from pages.simulating.media import draw_media
from pages.simulating.reading import asking_now
from pages.texts import in_language, language, plain, texts_of

_ = texts_of("simulator")

_SHOWN_AT_ONCE: Final = 30
_NAMES: Final = {"customer": "user", "flow": "assistant", "attendant": "assistant"}


@dataclass(frozen=True, slots=True)
class Group:
    """What one author said at one block without a break; `number` counts the groups of a talk."""

    number: int
    author: str
    node_id: str | None
    bubbles: tuple[Bubble, ...]


def draw_chat(desk: Desk) -> None:
    """Draw the conversation, the newest words in sight."""
    talk = desk.simulator.talk
    if talk is None:
        return
    _mark(desk)
    groups = groups_of(talk)
    hidden = 0 if st.session_state.get(_all_key(desk)) else max(0, len(groups) - _SHOWN_AT_ONCE)
    with st.container(key="fx-talk", height=320, gap="small", autoscroll=True):
        if hidden:
            _draw_more(desk, hidden)
        for group in groups[hidden:]:
            _draw_group(desk, group, talk)
        if talk.is_over:
            st.caption(_ending(talk), text_alignment="center")


def groups_of(talk: Talk) -> list[Group]:
    """Return the bubbles of a talk by who said them where; what is told of the world alone."""
    return [
        Group(number, str(bubbles[0].author), bubbles[0].node_id, tuple(bubbles))
        for number, bubbles in enumerate(_runs(talk.bubbles))
    ]


def _runs(bubbles: Sequence[Bubble]) -> Iterator[list[Bubble]]:
    for _key, run in groupby(bubbles, key=lambda one: (one.author, one.turn, one.node_id)):
        yield list(run)


def _draw_group(desk: Desk, group: Group, talk: Talk) -> None:
    if group.author == "world":
        for bubble in group.bubbles:
            st.caption(plain(bubble.shown(language())), text_alignment="center")
        return
    with (
        st.container(key=group_key(group), gap=None),
        st.chat_message(_NAMES[group.author], avatar=":material/person:"),
    ):
        if group.author == "attendant":
            st.caption(f":material/support_agent: {plain(group.bubbles[0].who)}")
        for bubble in group.bubbles:
            _draw_as_it_arrives(bubble, talk)
        if group.node_id is not None:
            _draw_place(desk, group, group.node_id)


def group_key(group: Group) -> str:
    """Return the key of a group's place; the style of marked blocks finds it by its end."""
    return f"fx-said-{group.author}-{group.number}{_at(group.node_id)}"


def _at(node_id: str | None) -> str:
    return "" if node_id is None else f"-at-{crc32(node_id.encode()):08x}"


def _draw_as_it_arrives(bubble: Bubble, talk: Talk) -> None:
    """Draw a bubble as its channel shows it, and what became of it there.

    The choices that can be pressed now stand below the conversation.
    """
    if bubble.author != "flow":
        _draw_bubble(bubble)
        return
    look = looks_of(bubble, talk.setting.channel, language())
    for part in look.bubbles:
        _draw_bubble(replace(bubble, text=part.text, kind=part.kind, url=part.url, name=part.name))
    choices = [*look.bubbles[-1].buttons, *look.bubbles[-1].rows]
    if choices and bubble is not asking_now(talk):
        st.markdown(" ".join(f":gray-badge[{plain(one.label)}]" for one in choices))
    for note in look.notes:
        st.caption(f":material/info: {plain(in_language(note))}")


def _draw_bubble(bubble: Bubble) -> None:
    if bubble.kind != "text":
        draw_media(bubble)
    elif bubble.copyable:
        st.code(bubble.text, language=None, wrap_lines=True)
    if bubble.text and not (bubble.copyable and bubble.kind == "text"):
        st.markdown(said(bubble.text))


def said(text: str) -> str:
    """Return what was said with its lines, and nothing of it taken for a mark."""
    return plain(text).replace("\n", "  \n")


def _draw_place(desk: Desk, group: Group, node_id: str) -> None:
    name = node_name(desk, node_id)
    st.button(
        plain(name),
        key=f"fx-place-{group.number}",
        icon=":material/my_location:",
        type="tertiary",
        help=_("Show this block on the drawing"),
        on_click=partial(desk.focus, node_id),
    )


def _mark(desk: Desk) -> None:
    """Mark the bubbles of the blocks that are selected on the drawing."""
    places = ", ".join(
        f'[class*="st-key-fx-said-"][class$="{_at(node_id)}"] [data-testid="stChatMessage"], '
        f'[class*="st-key-fx-said-"][class*="{_at(node_id)} "] [data-testid="stChatMessage"]'
        for node_id in desk.selection
    )
    rule = "{ box-shadow: 0 0 0 2px var(--sim-accent) !important; }"
    st.html(f"<style>{places or '.fx-none'} {rule}</style>")


def _all_key(desk: Desk) -> str:
    return f"simulate-{desk.flow_id}-all"


def _draw_more(desk: Desk, hidden: int) -> None:
    st.button(
        _.plural("Show {count} earlier message", "Show {count} earlier messages", hidden),
        key="simulate-earlier",
        type="tertiary",
        icon=":material/expand_less:",
        width="stretch",
        on_click=partial(st.session_state.__setitem__, _all_key(desk), True),
    )


def _ending(talk: Talk) -> str:
    if talk.session.status == "failed":
        return ":material/error: " + _("The conversation ended with an error.")
    return ":material/flag: " + _("The conversation is over.")
