"""The simulator's panel: a head, the conversation, the answer, and one drawer at a time."""

from pathlib import Path
from typing import Final

import streamlit as st

from pages.editing.desk import Desk
from pages.simulating.answering import draw_answer
from pages.simulating.beginning import draw_beginning, draw_head
from pages.simulating.calls import draw_call
from pages.simulating.chat import draw_chat
from pages.simulating.clicks import listen_to_bubbles
from pages.simulating.drawers import draw_drawers
from pages.simulating.troubles import draw_troubles

_STYLE: Final = Path(__file__).parent / "simulator.css"


def draw_simulator(desk: Desk) -> None:
    """Draw the simulator of the draft on the desk."""
    st.html(_STYLE)
    listen_to_bubbles()
    with st.container(key="fx-simulator", gap="small"):
        if desk.simulator.talk is None:
            draw_beginning(desk)
            return
        draw_head(desk)
        draw_chat(desk)
        draw_troubles(desk)
        draw_call(desk)
        draw_answer(desk)
        draw_drawers(desk)
