"""The three ways to a new flow: an empty one, a ready-made one, a file."""

import streamlit as st

from pages.home_parts.asked import ask
from pages.texts import texts_of

_ = texts_of("home")


def draw_new_button() -> None:
    """Draw the button that begins a new flow."""
    words = {
        "blank": ":material/add: " + _("Empty flow"),
        "gallery": ":material/auto_awesome_mosaic: " + _("Ready-made flow"),
        "file": ":material/upload_file: " + _("From a file"),
    }
    key = "home-new"
    st.menu_button(
        _("New flow"),
        list(words),
        format_func=words.__getitem__,
        key=key,
        type="primary",
        icon=":material/add:",
        on_click=lambda: ask(st.session_state[key]),
    )
