"""What a person sees when we made a mistake: one sentence and a number for the log."""

import secrets

import streamlit as st
import structlog

from pages.texts import texts_of

_ = texts_of("shell")
_log = structlog.get_logger(__name__)


def show_failure(error: Exception) -> bool:
    """Say so on the page, and keep the details in the log; Streamlit itself then says nothing."""
    error_id = secrets.token_hex(4)
    _log.error("builder.unexpected_error", id=error_id, exc_info=error)
    st.error(
        _(
            "Something went wrong on our side; what was saved stays saved. Load the page again. "
            "If it stays, tell who runs Fluxo this number: {id}.",
            id=error_id,
        ),
        icon=":material/error:",
    )
    return True
