"""The line above the canvas, in the header: the flow, how it is seen, and who else is here."""

from typing import Final

import streamlit as st

from flow_runtime.editing import Document
from pages.allowed import may
from pages.editing.desk import Desk, View
from pages.editing.watching import watch
from pages.review_parts.asking import ask_to_submit
from pages.sharing_parts.links import SHARE, link_to
from pages.simulating.opening import bring_forward
from pages.tests_parts.coverage import coverage_paint, hide_coverage
from pages.texts import plain, texts_of
from pages.widgets.choices import draw_choice
from pages.widgets.header import title_slot
from storage.policy import Permission

_ = texts_of("editor")

CANVAS: Final[View] = "canvas"
OUTLINE: Final[View] = "outline"
_TESTS: Final = "tests"
_DRAWN: Final = "view-drawn"
VIEWS: Final = (CANVAS, OUTLINE)


def draw_toolbar(desk: Desk) -> None:
    """Draw the line in the page's header."""
    with (
        title_slot(),
        st.container(
            key="fx-toolbar",
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            gap="small",
        ),
    ):
        st.markdown(f"**{plain(flow_name(desk.document))}**", width="content")
        if desk.is_archived:
            st.badge(_("Archived: only to look at"), icon=":material/inventory_2:", color="gray")
        elif desk.read_only:
            st.badge(_("Only to look at"), icon=":material/visibility:", color="gray")
        watch(desk)
        _draw_ways(desk)
        _draw_views(desk)


def _draw_ways(desk: Desk) -> None:
    """Draw the ways from the drawing: talk to it, its tests, and to others."""
    with st.container(
        key="fx-ways", horizontal=True, vertical_alignment="center", gap="xsmall", width="content"
    ):
        if coverage_paint(desk.flow_id) is not None:
            label = _("Hide “Not tested”")
            st.button(label, key="hide-coverage", icon=":material/close:", on_click=hide_coverage)
        st.button(
            _("Simulate"),
            key="simulate",
            icon=":material/play_arrow:",
            type="primary",
            help=_("Talk to the draft (Ctrl+Enter)"),
            on_click=bring_forward,
            args=(desk,),
        )
        link_to(_TESTS, _("Tests"), icon=":material/checklist:", flow=desk.flow_id)
        if may(Permission.SUBMIT):
            st.button(
                _("Review"),
                key="submit",
                icon=":material/send:",
                type="tertiary",
                help=_("Send the draft for review"),
                on_click=ask_to_submit,
                args=(desk.flow_id,),
            )
        link_to(SHARE, _("Share"), icon=":material/ios_share:", flow=desk.flow_id)


def leave_view(desk: Desk) -> None:
    """Draw the whole page again when another view is wished than the toolbar shows."""
    if st.session_state.get(_DRAWN) != (desk.flow_id, desk.view.turns):
        st.rerun()


def _draw_views(desk: Desk) -> None:
    st.session_state[_DRAWN] = (desk.flow_id, desk.view.turns)
    key = f"view-{desk.flow_id}"
    draw_choice(desk.view, _("View"), VIEWS, _name_of_view, key=key, width="content")


def flow_name(document: Document) -> str:
    """Return the flow's name, or its id while it has none."""
    name = document.get("name")
    return name if isinstance(name, str) and name.strip() else str(document.get("id", ""))


def _name_of_view(view: str) -> str:
    return {CANVAS: _("Drawing"), OUTLINE: _("Script")}[view]
