"""What a review needs of the browser, fetched while somebody still reads the list of what waits."""

from typing import Final

import streamlit as st
from streamlit_agraph import Config, agraph

from pages.widgets.warming import warm_widgets

_WIDGETS: Final = ("Selectbox", "TextArea")


def make_ready() -> None:
    """Have the browser fetch what draws maps and what stands around them, out of sight."""
    with st.container(key="rv-ready"):
        agraph([], [], Config(width=0, height=0, physics=False))
        warm_widgets(*_WIDGETS)
