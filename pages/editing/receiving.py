"""What the canvas tells: gestures, what is selected, and what the person asked for by a key."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from pages.editing.desk import Desk
from pages.editing.opening import pick_up, remember_history
from pages.editing.saving import save
from pages.simulating.opening import take_wish

CANVAS_KEY: Final = "canvas"
_HEARD: Final = "canvas-heard"


def receiver(desk: Desk) -> Callable[[], None]:
    """Return what takes the canvas's new state, before anything is drawn."""

    def receive() -> None:
        state = st.session_state.get(CANVAS_KEY)
        if isinstance(state, Mapping):
            _take(desk, state)

    return receive


def hear_first_words(desk: Desk) -> None:
    """Take what the canvas told a server that is gone, and draw again; after it is drawn.

    A page that outlives its server sends what it told last in its first message. It sends the very
    same again until that is acknowledged, which is no change and reaches no receiver.
    """
    if _HEARD in st.session_state:
        return
    st.session_state[_HEARD] = True
    state = st.session_state.get(CANVAS_KEY)
    gestures = state.get("gestures") if isinstance(state, Mapping) else None
    if isinstance(gestures, Mapping) and gestures.get("operations"):
        _take(desk, {"gestures": gestures})
        st.rerun()


def _take(desk: Desk, state: Mapping[str, object]) -> None:
    gestures, selection, asked = (state.get(key) for key in ("gestures", "selection", "asked"))
    if isinstance(gestures, Mapping):
        pick_up(desk, gestures.get("client"))
        desk.receive(gestures)
        save(desk)
        remember_history(desk)
    if isinstance(selection, Mapping):
        desk.select(selection.get("nodes"))
    if isinstance(asked, Mapping):
        desk.hear(asked)
        take_wish(desk)
