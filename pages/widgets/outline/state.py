"""What the outline remembers between runs: which step is open, which page is shown."""

import streamlit as st

from flow_runtime.editing.outline import outline_of
from pages.widgets.outline.finding import page_with
from pages.widgets.panels.desk import Desk


def outline_key(desk: Desk, name: str) -> str:
    """Return the key of a widget or a memory of the outline."""
    return f"outline-{desk.flow_id}-{name}"


def open_step(desk: Desk) -> str | None:
    """Return the step that is open for editing."""
    found = st.session_state.get(outline_key(desk, "open"))
    return found if isinstance(found, str) else None


def toggle_step(desk: Desk, node_id: str) -> None:
    """Open a step, or close it if it is open."""
    opened = None if open_step(desk) == node_id else node_id
    st.session_state[outline_key(desk, "open")] = opened


def close_step(desk: Desk) -> None:
    """Close the step that is open."""
    st.session_state[outline_key(desk, "open")] = None


def go_to_step(desk: Desk, node_id: str) -> None:
    """Open a step and turn to its page; a search or a stage that hides it is left."""
    st.session_state[outline_key(desk, "open")] = node_id
    st.session_state[outline_key(desk, "find")] = ""
    st.session_state[outline_key(desk, "stage")] = ""
    turn_to_page(desk, page_with(outline_of(desk.document), node_id))


def shown_page(desk: Desk) -> int:
    """Return the page of the script that is shown, counted from 1."""
    return int(st.session_state.get(outline_key(desk, "page"), 1))


def turn_to_page(desk: Desk, number: object) -> None:
    """Turn to a page."""
    st.session_state[outline_key(desk, "page")] = number if isinstance(number, int) else 1
