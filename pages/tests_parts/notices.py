"""What was just done with the tests, said above them, with the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import streamlit as st
from sqlalchemy import Connection

from flow_runtime.errors import DocumentInvalid, FluxoError
from pages.installation import database
from pages.texts import in_language, language, texts_of
from storage.errors import Conflict, NotFound, StorageError

_ = texts_of("tests")

Result = TypeVar("Result")
Work = Callable[[Connection], Result]
_KEY: Final = "tests:notice"


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence; `undo` takes back what it tells."""

    sentence: str
    undo: Work[object] | None = None
    is_failure: bool = False


def tell(notice: Notice) -> None:
    """Show the notice at the next drawing, in place of the one before."""
    st.session_state[_KEY] = notice


def attempt(work: Work[Result]) -> Result | None:
    """Do something with the database; a failure becomes a notice and gives None."""
    try:
        with database().transaction() as tx:
            return work(tx)
    except (StorageError, FluxoError) as error:
        tell(Notice(sentence_of(error), is_failure=True))
        return None


def sentence_of(error: StorageError | FluxoError) -> str:
    """Return what a failure means for a person and what they can do."""
    match error:
        case NotFound():
            return _("This test is not here any more. Load the page again.")
        case Conflict():
            return _("Somebody else changed this test just now. Look at it again, then change it.")
        case DocumentInvalid() if error.problems:
            return error.problems[0].sentence(language())
        case StorageError():
            return _("The database did not answer. Nothing was changed; try again in a moment.")
    return in_language(error.words)


def draw_notice() -> None:
    """Draw the newest notice, if any."""
    notice: Notice | None = st.session_state.get(_KEY)
    if notice is None:
        return
    with st.container(
        key="ts-failure" if notice.is_failure else "ts-notice",
        horizontal=True,
        vertical_alignment="center",
        border=True,
        gap="small",
    ):
        icon = ":material/error:" if notice.is_failure else ":material/check_circle:"
        st.markdown(f"{icon} {notice.sentence}", width="stretch")
        if notice.undo:
            st.button(_("Undo"), icon=":material/undo:", on_click=_undo, args=(notice.undo,))
        st.button(
            _("Close this message"), key="ts-notice-close", icon=":material/close:",
            type="tertiary", on_click=_dismiss,
        )  # fmt: skip


def _undo(work: Work[object]) -> None:
    _dismiss()
    attempt(work)


def _dismiss() -> None:
    st.session_state.pop(_KEY, None)
