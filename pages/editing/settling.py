"""After everything is drawn: wait for the checks, and draw once more when they found news."""

import time
from typing import Final

import streamlit as st
from streamlit.errors import StreamlitAPIException

from flow_runtime.conversations.drafting import keep_card
from pages.editing.desk import Desk
from pages.editing.opening import remember_history
from pages.installation import database
from storage.errors import StorageError

_WAIT_S: Final = 10.0
_LOOK_EVERY_S: Final = 0.03


def show_new_checks(desk: Desk) -> None:
    """Draw the page again when the checks of the newest draft find other problems than before.

    A gesture that comes meanwhile ends the waiting: every look at the page's own placeholder lets
    Streamlit begin the next run.
    """
    remember_history(desk)
    place = st.empty()
    end = time.monotonic() + _WAIT_S
    while desk.checking.is_running and time.monotonic() < end:
        has_news = desk.checking.collect()
        desk.checking.want(desk.document)
        if has_news:
            _draw_again()
        time.sleep(_LOOK_EVERY_S)
        place.empty()
    _keep_card(desk)


def _draw_again() -> None:
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:  # the whole page is being drawn, not only the fragment
        st.rerun()


def _keep_card(desk: Desk) -> None:
    """Let the list of flows know what was found; it looks for itself when this fails."""
    checking = desk.checking
    if checking.finished_for is not desk.saved_document or checking.kept_for is desk.saved_document:
        return
    checking.kept_for = desk.saved_document
    try:
        with database().transaction() as tx:
            keep_card(
                tx,
                desk.flow_id,
                desk.saved.revision,
                desk.saved_document,
                desk.examination.problems,
            )
    except StorageError:
        return
