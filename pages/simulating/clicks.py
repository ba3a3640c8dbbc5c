"""A click on a bubble is a click on the button beneath it that shows its block."""

from pathlib import Path
from typing import Final

import streamlit as st

_SCRIPT: Final = (Path(__file__).parent / "bubbles.js").read_text(encoding="utf-8")
_listener = st.components.v2.component("fluxo_bubbles", js=_SCRIPT)


def listen_to_bubbles() -> None:
    """Let the bubbles of the conversation be clicked."""
    with st.container(key="fx-bubbles"):
        _listener(key="bubbles")
