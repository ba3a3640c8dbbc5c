"""The cards: one component draws them all from plain data, for hundreds are many widgets.

Drawn by Streamlit's own elements, 24 cards kept a browser busy for seconds.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from pages.home_parts.actions import act
from pages.home_parts.card_data import CardData, card_data
from pages.home_parts.rows import Row
from pages.home_parts.wording import categories
from pages.texts import texts_of

_ = texts_of("home")

_HERE: Final = Path(__file__).parent
_KEY: Final = "home-cards"
_component = st.components.v2.component(
    "fluxo_home_cards",
    js=(_HERE / "cards.js").read_text(encoding="utf-8"),
    css=(_HERE / "cards.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def draw_cards(rows: Sequence[Row], pictures: Mapping[str, str]) -> None:
    """Draw the flows side by side, as many in a line as have room."""
    words = categories()
    by_id = {row.flow.id: row for row in rows}
    cards = [card_data(row, pictures.get(row.flow.id, ""), words) for row in rows]
    mount(cards, by_id)


def mount(cards: Sequence[CardData], rows: Mapping[str, Row]) -> None:
    """Mount the component; what a person asks for reaches `act`."""
    _component(
        key=_KEY,
        data={"cards": list(cards), "words": {"none": _("No objective yet")}},
        on_asked_change=lambda: _asked(rows),
    )


def _asked(rows: Mapping[str, Row]) -> None:
    """Do what was asked for; it comes from a browser and may be anything."""
    asked = st.session_state[_KEY].get("asked")
    if not isinstance(asked, Mapping):
        return
    row = rows.get(str(asked.get("flow")))
    if row is not None:
        act(str(asked.get("action")), row)
