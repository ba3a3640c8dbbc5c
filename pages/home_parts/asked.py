"""Which dialog is open: it stays so, however often the page is drawn, until it is closed."""

from dataclasses import dataclass
from typing import Final, NoReturn

import streamlit as st

from pages.home_parts.rows import Row

_KEY: Final = "home:dialog"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants to do that needs more words; `row` is the flow it is about, if any."""

    action: str
    row: Row | None = None


def ask(action: str, row: Row | None = None) -> None:
    """Open a dialog at the next drawing."""
    st.session_state[_KEY] = Asked(action, row)


def asked() -> Asked | None:
    """Return which dialog is open."""
    found: Asked | None = st.session_state.get(_KEY)
    return found


def forget() -> None:
    """Let no dialog be open from the next drawing on."""
    st.session_state.pop(_KEY, None)


def close() -> NoReturn:
    """Close the dialog that is being drawn and draw the page again."""
    forget()
    st.rerun()
