"""The frame around every page: our style sheet and our icon."""

from pathlib import Path
from typing import Final

import streamlit as st

_HERE: Final = Path(__file__).parent
ICON: Final = str(_HERE / "favicon.svg")
"""An icon of ours: Streamlit's own are fetched from another host."""


def wear_style() -> None:
    """Add our style sheet to the page."""
    st.html(_HERE / "style.css")
