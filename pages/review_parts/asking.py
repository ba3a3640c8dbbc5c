"""The dialog that sends a draft for review: whether it is open, on whichever page."""

from typing import Final

import streamlit as st

from pages.texts import texts_of

_ = texts_of("review")

EXAMINED: Final = "review:examined"
"""Under this name a session keeps what was found of the draft."""

SENT: Final = "review:sent"
"""Under this name it keeps the number of the version that was sent."""

REFUSED: Final = "review:refused"
"""Under this name it keeps why it could not be sent, in both languages."""

_ASKED: Final = "review:asked"


def ask_to_submit(flow_id: str) -> None:
    """Open the dialog of a flow at the next drawing."""
    forget_submitting()
    st.session_state[_ASKED] = flow_id


def forget_submitting() -> None:
    """Let the dialog be closed from the next drawing on."""
    for key in (_ASKED, EXAMINED, REFUSED, SENT):
        st.session_state.pop(key, None)


def draw_submit_button(flow_id: str) -> None:
    """Draw the button that opens the dialog; `open_submitting` draws it."""
    st.button(
        _("Send for review"),
        key="rv-submit",
        icon=":material/send:",
        type="primary",
        on_click=ask_to_submit,
        args=(flow_id,),
    )


def open_submitting() -> None:
    """Draw the dialog if it is open."""
    flow_id = st.session_state.get(_ASKED)
    if flow_id is None:
        return
    from pages.review_parts.submitting import draw_dialog  # checks and tests, only when needed

    title = _("Send for review")
    st.dialog(title, width="medium", on_dismiss=forget_submitting)(draw_dialog)(flow_id)
