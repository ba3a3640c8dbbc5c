"""Before the first word, and above the conversation: from where it begins, again, back a step."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from flow_runtime.editing.documents import node_of, text_of
from pages.editing.desk import Desk
from pages.simulating.keeping import draw_keeping
from pages.simulating.needed import needed_from
from pages.simulating.opening import begin, begin_again, begin_from, begin_with, newest_draft
from pages.simulating.scene import draw_scene
from pages.texts import in_language, plain, texts_of
from pages.widgets.inspector.examples_cache import scope_of
from pages.widgets.inspector.known_variables import type_of_path
from pages.widgets.inspector.looks import icon_only, wear_looks
from pages.widgets.inspector.written_values import NotUnderstood, read_typed, write_value

_ = texts_of("simulator")


def draw_beginning(desk: Desk) -> None:
    """Draw what stands there while nobody talks: from where to begin."""
    if desk.simulator.asked_at is not None:
        _draw_asked(desk, desk.simulator.asked_at)
        return
    with st.container(key="fx-begin", gap="small"):
        st.subheader(_("Talk to your draft"), anchor=False)
        st.caption(
            _(
                "Write as a customer would. The way is painted on the drawing; nothing is sent "
                "and nothing is kept."
            )
        )
        st.button(
            _("Begin at the start"),
            key="simulate-start",
            icon=":material/play_arrow:",
            type="primary",
            width="stretch",
            on_click=begin,
            args=(desk,),
        )
        _draw_from_selected(desk)
        draw_refusal(desk)
    draw_scene(desk)


def _draw_from_selected(desk: Desk) -> None:
    node = desk.selection[0] if len(desk.selection) == 1 else None
    if node is None:
        st.caption(_("Select a block on the drawing to begin in the middle."))
        return
    st.button(
        _("Begin at “{block}”", block=plain(node_name(desk, node))),
        key="simulate-selected",
        icon=":material/resume:",
        width="stretch",
        on_click=begin_from,
        args=(desk, node),
    )


def draw_refusal(desk: Desk) -> None:
    """Say why the last wish could not come true."""
    if desk.simulator.refused is not None:
        st.warning(plain(in_language(desk.simulator.refused)), icon=":material/block:")


def node_name(desk: Desk, node_id: str) -> str:
    """Return what people call a node of the draft."""
    node = node_of(desk.document, node_id)
    return (text_of(node, "name") if node else "") or node_id


# -- beginning in the middle -------------------------------------------------------------------


def _draw_asked(desk: Desk, node: str) -> None:
    """Ask for what the blocks before this one would have found out."""
    names = needed_from(newest_draft(desk).program.flow, node)
    with st.container(key="fx-begin", gap="small"):
        title = _("Begin at “{block}”", block=plain(node_name(desk, node)))
        st.subheader(title, anchor=False)
        st.caption(_("The blocks before it would have found this out. Change what you like."))
        scope = scope_of(desk)
        for name in names:
            example = scope.get(name)
            text = example if isinstance(example, str) else write_value(example)
            st.text_input(plain(name), text, key=_asked_key(desk, name))
        refused = st.session_state.pop(_refused_key(desk), None)
        if refused:
            st.error(plain(str(refused)), icon=":material/error:")
        with st.container(horizontal=True):
            st.button(
                _("Begin"),
                key="simulate-asked",
                icon=":material/play_arrow:",
                type="primary",
                on_click=_begin_asked,
                args=(desk, node, names),
            )
            st.button(
                _("Cancel"), key="simulate-not", type="tertiary", on_click=desk.simulator.close
            )


def _asked_key(desk: Desk, name: str) -> str:
    return f"simulate-{desk.flow_id}-value-{name}"


def _refused_key(desk: Desk) -> str:
    return f"simulate-{desk.flow_id}~refused"


def _begin_asked(desk: Desk, node: str, names: list[str]) -> None:
    values = {}
    for name in names:
        typed = str(st.session_state.get(_asked_key(desk, name)) or "")
        try:
            values[name] = read_typed(typed, type_of_path(desk.document, name) or "text")
        except NotUnderstood:
            st.session_state[_refused_key(desk)] = _(
                "The value of {name} does not fit its type.", name=name
            )
            return
    begin_with(desk, node, values)


# -- above the conversation --------------------------------------------------------------------


def draw_head(desk: Desk) -> None:
    """Draw the line above the conversation: where it began, and ways back."""
    talk = desk.simulator.talk
    if talk is None:
        return
    wear_looks()
    with st.container(
        key="fx-talk-head", horizontal=True, vertical_alignment="center", gap=None, wrap=False
    ):
        st.caption(_title(desk), width="stretch")
        back = partial(desk.simulator.go_back, talk.turn - 1)
        _button("back", _("Back a step"), "undo", back, disabled=not talk.can_go_back)
        if talk.can_go_forward:
            _button("forward", _("Forward a step"), "redo", desk.simulator.go_forward)
        draw_keeping(desk)
        _button("again", _("Begin again"), "restart_alt", partial(begin_again, desk))
        _button("close", _("End the simulation"), "close", desk.simulator.close)


def _title(desk: Desk) -> str:
    talk = desk.simulator.talk
    if talk is None or talk.setting.node is None:
        return _("From the start")
    return _("From “{block}”", block=plain(node_name(desk, talk.setting.node)))


def _button(
    key: str, label: str, icon: str, on_click: Callable[[], None], *, disabled: bool = False
) -> None:
    st.button(
        label,
        key=icon_only(f"simulate-{key}"),
        icon=f":material/{icon}:",
        type="tertiary",
        help=label,
        disabled=disabled,
        on_click=on_click,
    )
