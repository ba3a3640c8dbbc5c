"""The few rules of style that the inspector needs: buttons that show an icon and say their name."""

from typing import Final

import streamlit as st

_ICON_ONLY: Final = "icon-only"
_BUTTON: Final = f':is([class$="-{_ICON_ONLY}"], [class*="-{_ICON_ONLY} "]) button'
_STYLE: Final = f"""<style>
{_BUTTON} [data-testid="stMarkdownContainer"] {{
  position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap;
}}
{_BUTTON} [data-testid="stIconMaterial"] ~ * [data-testid="stIconMaterial"],
{_BUTTON} > div > :not(:first-child) {{ display: none; }}
</style>"""


def wear_looks() -> None:
    """Put the rules into the page."""
    st.html(_STYLE)


def icon_only(key: str) -> str:
    """Return the key of a button whose label is for screen readers, and its icon for all."""
    return f"{key}|{_ICON_ONLY}"
