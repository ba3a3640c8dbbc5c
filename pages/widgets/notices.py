"""What was just done, said above a page, with the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import streamlit as st
from sqlalchemy import Connection

from flow_runtime.errors import FluxoError
from pages.installation import database
from pages.texts import in_language, texts_of
from storage.errors import Busy, Forbidden, StorageError

_ = texts_of("shell")

Result = TypeVar("Result")
Work = Callable[[Connection], Result]
Failure = StorageError | FluxoError
_STYLE: Final = Path(__file__).parent / "notices.css"


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence; `undo` takes back what it tells, `draw_way_on` draws where it leads."""

    sentence: str
    undo: Work[object] | None = None
    draw_way_on: Callable[[], None] | None = None
    is_failure: bool = False


@dataclass(frozen=True, slots=True)
class Notices:
    """The newest notice of one page; `own_words` says what a failure means there, or None."""

    page: str
    own_words: Callable[[Failure], str | None]

    def tell(self, notice: Notice) -> None:
        """Show the notice at the next drawing, in place of the one before."""
        st.session_state[self._key] = notice

    def attempt(self, work: Work[Result]) -> Result | None:
        """Do something with the database; a failure becomes a notice and gives None."""
        try:
            with database().transaction() as tx:
                return work(tx)
        except (StorageError, FluxoError) as error:
            words = self.own_words(error) or _words_of(error)
            self.tell(Notice(words, is_failure=True))
            return None

    def draw(self) -> None:
        """Draw the newest notice, if any."""
        notice: Notice | None = st.session_state.get(self._key)
        if notice is None:
            return
        st.html(_STYLE)
        with st.container(
            key=f"fx-failure {self.page}" if notice.is_failure else f"fx-notice {self.page}",
            horizontal=True,
            vertical_alignment="center",
            border=True,
            gap="small",
        ):
            icon = ":material/error:" if notice.is_failure else ":material/check_circle:"
            st.markdown(f"{icon} {notice.sentence}", width="stretch")
            self._draw_ways(notice)

    def _draw_ways(self, notice: Notice) -> None:
        if notice.draw_way_on:
            notice.draw_way_on()
        if notice.undo:
            st.button(_("Undo"), icon=":material/undo:", on_click=self._undo, args=(notice.undo,))
        st.button(
            _("Close this message"), key=f"fx-notice-close {self.page}", icon=":material/close:",
            type="tertiary", on_click=self._dismiss,
        )  # fmt: skip

    def _undo(self, work: Work[object]) -> None:
        self._dismiss()
        self.attempt(work)

    def _dismiss(self) -> None:
        st.session_state.pop(self._key, None)

    @property
    def _key(self) -> str:
        return f"{self.page}:notice"


def _words_of(error: Failure) -> str:
    match error:
        case Busy():
            return _("The database is busy. Nothing was changed; try again in a moment.")
        case Forbidden():
            return in_language(error.words)
        case StorageError():
            return _("The database did not answer. Nothing was changed; try again in a moment.")
    return in_language(error.words)
