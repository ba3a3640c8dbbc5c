"""Doing what a dialog asked for: once, with what stands on the screen, and then the dialog is gone.

A button acts before the page is drawn again: so nothing that somebody else changed meanwhile takes
the place of what the person saw.
"""

from collections.abc import Callable
from typing import Final

import streamlit as st
from sqlalchemy import Connection

from flow_runtime.errors import FluxoError
from pages.publish_parts.asked import asked, close, forget
from pages.publish_parts.notices import attempt, tell
from pages.texts import texts_of
from pages.widgets.notices import Notice

_ = texts_of("publish")

Deed = Callable[[Connection], object]

_REASON: Final = "publish-reason"


class ChangedMeanwhile(FluxoError):
    """Somebody else changed what the person decided about; nothing was done."""


def leave_when_done() -> None:
    """Close the dialog that is being drawn when its button was pressed."""
    if asked() is None:
        close()


def ask_reason() -> None:
    """Draw the field for the reason."""
    st.text_input(_("Why"), max_chars=500, placeholder=_("For whoever looks later"), key=_REASON)


def given_reason() -> str:
    """Return the reason that stands on the screen."""
    return str(st.session_state.get(_REASON) or "").strip()


def do(deed: Deed, sentence: str) -> None:
    """Do something with the database, say so or why not, and let the dialog close."""
    if attempt(deed) is not None:
        tell(Notice(sentence))
    forget()


def require_same(seen: tuple[str, int], done: tuple[str, int]) -> None:
    """Undo what was done to another version than the person saw.

    Raises:
        ChangedMeanwhile: They are not the same.
    """
    if seen != done:
        raise ChangedMeanwhile(
            "Somebody else published here just now: nothing was changed. Look again.",
            pt="Outra pessoa publicou aqui agora mesmo: nada foi mudado. Olhe de novo.",
        )
