"""The few rules of style that the inspector needs: buttons that show an icon and say their name."""

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

_ICON_ONLY: Final = "icononly"
_STYLE: Final = f"""<style>
[class*="-{_ICON_ONLY}"] button [data-testid="stMarkdownContainer"] {{
  position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap;
}}
[class*="-{_ICON_ONLY}"] button [data-testid="stIconMaterial"] ~ * [data-testid="stIconMaterial"],
[class*="-{_ICON_ONLY}"] button > div > :not(:first-child) {{ display: none; }}
</style>"""


def wear_looks() -> None:
    """Put the rules into the page."""
    st.html(_STYLE)


def icon_only(key: str) -> DeltaGenerator:
    """Return a place for one button whose label is for screen readers, and its icon for all."""
    return st.container(key=f"{key}/{_ICON_ONLY}", width="content", gap=None)
