"""Which block is chosen on the maps and in the sentences."""

from typing import Final

import streamlit as st

_CHOSEN: Final = "review:chosen"


def chosen() -> str | None:
    """Return the chosen block's id."""
    node_id: str | None = st.session_state.get(_CHOSEN)
    return node_id


def choose(node_id: str | None) -> None:
    """Choose a block, or none."""
    st.session_state[_CHOSEN] = node_id or None
