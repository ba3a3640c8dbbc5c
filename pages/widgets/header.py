"""The header of every page: the product's name and the language."""

import streamlit as st

from pages.widgets.words import choose_language, word


def draw_header() -> None:
    """Draw the product's name at the left and the language switch at the right."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        with st.container(width="content", gap=None):
            st.title("Fluxo", anchor=False)
            st.caption(word("subtitle"))
        choose_language()
