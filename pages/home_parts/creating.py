"""The three ways to a new flow: an empty one, a ready-made one, a file."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from pages.home_parts.blank import draw_blank
from pages.home_parts.gallery import draw_gallery
from pages.home_parts.incoming import draw_incoming
from pages.texts import texts_of

_ = texts_of("home")

_ASKED: Final = "home:new"


def draw_new_button() -> None:
    """Draw the button that begins a new flow."""
    words = {
        "blank": f":material/add: {_('Empty flow')}",
        "gallery": f":material/auto_awesome_mosaic: {_('Ready-made flow')}",
        "file": f":material/upload_file: {_('From a file')}",
    }
    key = "home-new"
    st.menu_button(
        _("New flow"),
        list(words),
        format_func=words.__getitem__,
        key=key,
        type="primary",
        icon=":material/add:",
        on_click=lambda: ask_for_new(st.session_state[key]),
    )


def ask_for_new(way: str) -> None:
    """Open the dialog of a way at the next drawing."""
    st.session_state[_ASKED] = way


def open_new_dialog(folders: Sequence[str]) -> None:
    """Open the dialog that was asked for, if any."""
    way = st.session_state.pop(_ASKED, None)
    if way == "blank":
        st.dialog(_("New flow"))(draw_blank)(folders)
    elif way == "gallery":
        st.dialog(_("Begin with a ready-made flow"), width="large")(draw_gallery)()
    elif way == "file":
        st.dialog(_("Bring a file"), width="medium")(draw_incoming)(folders)
