"""What a page says when what it shall show is not there."""

from collections.abc import Callable

import streamlit as st

from flow_runtime.errors import FluxoError
from pages.texts import texts_of
from storage.errors import NotFound, StorageError

_ = texts_of("sharing")


def shown_safely(draw: Callable[[], None]) -> None:
    """Draw a page, or say in one sentence why it cannot be drawn."""
    try:
        draw()
    except NotFound:
        _say(_("There is no such flow or version here. It may have been renamed."))
    except (StorageError, FluxoError):
        _say(_("The database did not answer. Try again in a moment."))


def _say(sentence: str) -> None:
    st.info(sentence, icon=":material/search_off:")
    st.link_button(_("Back to the flows"), "/", icon=":material/arrow_back:")
