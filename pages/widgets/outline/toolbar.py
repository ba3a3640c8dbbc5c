"""The line above the script: find, one stage, read or edit, and a new block."""

from collections.abc import Mapping

import streamlit as st

from pages.texts import texts_of
from pages.widgets.outline.gestures import new_node
from pages.widgets.outline.kinds import kinds
from pages.widgets.outline.state import go_to_step, outline_key
from pages.widgets.panels.desk import Desk

_ = texts_of("outline")
EDIT, READ = "edit", "read"


def draw_toolbar(desk: Desk, stages: Mapping[str, str]) -> tuple[str, str, str | None]:
    """Draw the toolbar; return the view, what is looked for and the stage that is shown."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        words = st.text_input(
            _("Find in the script"),
            key=outline_key(desk, "find"),
            placeholder=_("Name or text"),
            width=260,
        )
        stage = ""
        if stages:
            stage = st.selectbox(
                _("Stage"),
                ["", *stages],
                key=outline_key(desk, "stage"),
                format_func=lambda one: stages.get(one) or _("All stages"),
                width=220,
            )
        view = st.segmented_control(
            _("View"),
            [EDIT, READ],
            default=EDIT,
            required=True,
            key=outline_key(desk, "view"),
            format_func=lambda one: _("Edit") if one == EDIT else _("Read and print"),
        )
        if not desk.read_only:
            draw_new_block(desk)
    return view or EDIT, words or "", stage or None


def draw_new_block(desk: Desk) -> None:
    """Draw the menu that adds a block which nothing leads to yet."""
    st.menu_button(
        _("New block"),
        list(kinds()),
        key=outline_key(desk, "new"),
        icon=":material/add:",
        format_func=lambda node_type: kinds()[node_type].name,
        help=_("Adds a block at the end; connect it from a step before it."),
        on_click=_add,
        args=(desk,),
    )


def _add(desk: Desk) -> None:
    kind = kinds().get(st.session_state[outline_key(desk, "new")])
    if kind is not None:
        node_id, changes = new_node(desk.document, kind.template)
        desk.apply("add", changes)
        go_to_step(desk, node_id)
