"""Which dialog of a page is open: it stays so, however often the page is drawn, until closed."""

from typing import Generic, NoReturn, TypeVar

import streamlit as st

Asked = TypeVar("Asked")


class OpenDialog(Generic[Asked]):
    """What a page was asked for that needs a dialog, if anything: one thing at a time."""

    def __init__(self, page: str) -> None:
        """Keep what one page was asked for.

        Args:
            page: The page's name, under which the session keeps it.
        """
        self._key = f"{page}:dialog"

    def ask(self, what: Asked) -> None:
        """Open a dialog at the next drawing."""
        st.session_state[self._key] = what

    def asked(self) -> Asked | None:
        """Return what is asked for."""
        found: Asked | None = st.session_state.get(self._key)
        return found

    def forget(self) -> None:
        """Let no dialog be open from the next drawing on."""
        st.session_state.pop(self._key, None)

    def close(self) -> NoReturn:
        """Close the dialog that is being drawn and draw the page again."""
        self.forget()
        st.rerun()
