"""What was just done, said above the flows, with the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import streamlit as st
from sqlalchemy import Connection

from flow_runtime.errors import FluxoError
from pages.home_parts.links import link_to_editor
from pages.installation import database
from pages.texts import in_language, texts_of
from storage.errors import Busy, Conflict, NotFound, StorageError

_ = texts_of("home")

Result = TypeVar("Result")
Work = Callable[[Connection], Result]
_KEY: Final = "home:notice"


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence; `undo` takes back what it tells, `flow_id` is the flow it is about."""

    sentence: str
    undo: Work[object] | None = None
    flow_id: str | None = None
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
            return _("This flow is not here any more. Load the page again.")
        case Conflict():
            return _("Somebody else changed this flow just now. Load the page again.")
        case Busy():
            return _("The database is busy. Nothing was changed; try again in a moment.")
        case StorageError():
            return _("The database did not answer. Nothing was changed; try again in a moment.")
    return in_language(error.words)


def draw_notice() -> None:
    """Draw the newest notice, if any."""
    notice: Notice | None = st.session_state.get(_KEY)
    if notice is None:
        return
    with st.container(
        key="home-failure" if notice.is_failure else "home-notice",
        horizontal=True,
        vertical_alignment="center",
        border=True,
        gap="small",
    ):
        icon = ":material/error:" if notice.is_failure else ":material/check_circle:"
        st.markdown(f"{icon} {notice.sentence}", width="stretch")
        if notice.flow_id:
            link_to_editor(notice.flow_id, _("Open"), icon=":material/edit:")
        if notice.undo:
            st.button(_("Undo"), icon=":material/undo:", on_click=_undo, args=(notice.undo,))
        st.button(
            _("Close this message"), key="home-notice-close", icon=":material/close:",
            type="tertiary", on_click=_dismiss,
        )  # fmt: skip


def _undo(work: Work[object]) -> None:
    _dismiss()
    attempt(work)


def _dismiss() -> None:
    st.session_state.pop(_KEY, None)
