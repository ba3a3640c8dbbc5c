"""The small lines beneath a field: what is wrong, what to look at, what it comes to."""

import streamlit as st

from pages.texts import plain


def draw_error(sentence: str) -> None:
    """Say what is wrong."""
    st.markdown(f":small[:red[:material/error:] {plain(sentence)}]")


def draw_warning(sentence: str) -> None:
    """Say what should be looked at."""
    st.markdown(f":small[:orange[:material/warning:] {plain(sentence)}]")


def draw_result(sentence: str) -> None:
    """Say what a text or a formula comes to; lines stay lines."""
    st.caption(f":material/visibility: {plain(sentence)}".replace("\n", "  \n"))
