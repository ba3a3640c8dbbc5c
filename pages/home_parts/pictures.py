"""The small picture of a flow's graph: shapes only, never a word that a person typed.

It is shown as an image, so that nothing in it can ever run.
"""

from base64 import b64encode
from collections.abc import Mapping
from typing import Final

import streamlit as st

_NOTHING: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 280 96"><g fill="none" '
    'stroke="var(--line)" stroke-width="1.5"><rect x="52" y="36" width="44" height="24" rx="5"/>'
    '<rect x="118" y="36" width="44" height="24" rx="5"/>'
    '<rect x="184" y="36" width="44" height="24" rx="5"/><path d="M96 48h22M162 48h22"/></g></svg>'
)
_DAY: Final[Mapping[str, str]] = {
    "begin": "#636A74",
    "end": "#636A74",
    "say": "#0C64DF",
    "ask": "#6D18AA",
    "decide": "#8B4304",
    "do": "#0E434E",
    "people": "#7B0A13",
    "survey": "#2B823A",
    "unknown": "#475569",
    "line": "#94A3B8",
}
_NIGHT: Final[Mapping[str, str]] = {
    "begin": "#7C92B1",
    "end": "#7C92B1",
    "say": "#9ED4FA",
    "ask": "#B870EB",
    "decide": "#F97706",
    "do": "#1BF3D6",
    "people": "#EB8E96",
    "survey": "#CBED9B",
    "unknown": "#94A3B8",
    "line": "#64748B",
}


def draw_picture(svg: str) -> None:
    """Draw a picture that `picture_of` made; without one, a flow as such."""
    data = b64encode(painted(svg).encode()).decode()
    st.html(f'<div class="home-picture"><img alt="" src="data:image/svg+xml;base64,{data}"></div>')


def painted(svg: str) -> str:
    """Return the picture in the colours of the visitor's theme."""
    colours = _NIGHT if st.context.theme.type == "dark" else _DAY
    style = ";".join(f"--{name}:{colour}" for name, colour in colours.items())
    return (svg or _NOTHING).replace("<svg ", f'<svg style="{style}" ', 1)
