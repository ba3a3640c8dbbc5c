"""The canvas: the typed Python face of the component in `src/`, whose bundle stands in `dist/`."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st
from pydantic import JsonValue

NAME: Final = "builder-app.canvas"
STATES: Final = ("gestures", "selection", "asked")
"""What the canvas tells: its state values, CanvasState in src/model/types.ts."""


def canvas(data: Mapping[str, JsonValue], *, key: str, on_change: Callable[[], None]) -> None:
    """Draw the canvas.

    Args:
        data: What it shows: CanvasData in src/model/types.ts.
        key: Where the session keeps what it tells.
        on_change: Called before the page is drawn again when it told something new.
    """
    told = {f"on_{state}_change": on_change for state in STATES}
    _mounted()(key=key, data=dict(data), **told)


def _mounted() -> Callable[..., object]:
    return st.components.v2.component(NAME, js="canvas.js", isolate_styles=True)
