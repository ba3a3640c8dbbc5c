"""People: who works with Fluxo, what each may do, and how they come in."""

from pathlib import Path
from typing import Final

import streamlit as st

from pages.installation import database
from pages.people_parts.beginning import draw_beginning
from pages.people_parts.dialogs import ask, open_dialog
from pages.people_parts.links import draw_link
from pages.people_parts.listing import draw_people
from pages.people_parts.notices import draw_notice
from pages.people_parts.rules import draw_rules
from pages.person import is_signed_in
from pages.sharing_parts.guard import shown_safely
from pages.texts import texts_of
from pages.widgets.header import title_slot
from storage import people

_ = texts_of("people")

_STYLE: Final = Path(__file__).parent / "people_parts" / "people.css"


def show() -> None:
    """Draw the page."""
    st.html(_STYLE)
    shown_safely(_draw)


def _draw() -> None:
    with title_slot():
        st.markdown("**" + _("People and roles") + "**")
    if not is_signed_in():
        draw_beginning()
        return
    with database().read() as tx:
        found = people.list_people(tx)
    with st.container(key="people", gap="medium"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.subheader(_("Who works with Fluxo"), anchor=False, width="content")
            st.button(
                _("Add somebody"),
                type="primary",
                icon=":material/person_add:",
                on_click=ask,
                args=("add",),
            )
        draw_notice()
        draw_link()
        with st.container(gap="xsmall"):
            draw_people(found)
        draw_rules()
    open_dialog()
