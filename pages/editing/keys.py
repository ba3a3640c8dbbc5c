"""Keys of the editor's page where no canvas hears them: V turns from the script to the drawing."""

from pathlib import Path
from typing import Final

import streamlit as st

_SCRIPT: Final = (Path(__file__).parent / "keys.js").read_text(encoding="utf-8")
_listener = st.components.v2.component("fluxo_keys", js=_SCRIPT)


def listen_to_keys() -> None:
    """Let V and Shift+V turn to the next view of the flow."""
    with st.container(key="fx-keys"):
        _listener(key="keys")
