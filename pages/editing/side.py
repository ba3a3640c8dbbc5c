"""Beside the canvas: the inspector of what is selected, the problems, the variables, the flow."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from pages.editing.desk import Desk
from pages.simulating.opening import PANEL
from pages.simulating.panel import draw_simulator
from pages.texts import texts_of
from pages.widgets.choices import draw_choice
from pages.widgets.inspector import draw_inspector
from pages.widgets.panels import draw_problems, draw_settings, draw_variables

_ = texts_of("editor")

SIMULATOR: Final = PANEL
NODE: Final = "node"
PROBLEMS: Final = "problems"
VARIABLES: Final = "variables"
SETTINGS: Final = "settings"
_PANELS: Final[Mapping[str, Callable[[Desk], None]]] = {
    NODE: lambda desk: draw_inspector(desk, desk.selection[0] if desk.selection else ""),
    PROBLEMS: draw_problems,
    VARIABLES: draw_variables,
    SETTINGS: draw_settings,
    SIMULATOR: draw_simulator,
}


def draw_side(desk: Desk) -> None:
    """Draw the chosen panel; selecting a node on the canvas brings the inspector forward."""
    _follow(desk)
    with st.container(key="fx-side"):
        key = f"side-panel-{desk.flow_id}"
        draw_choice(desk.panel, _("Panel"), tuple(_PANELS), _title, key=key, width="stretch")
        _PANELS[desk.panel.value](desk)


def _follow(desk: Desk) -> None:
    """Choose the panel that the last gesture asked for."""
    if desk.selection_is_new:
        desk.selection_is_new = False
        if desk.selection and desk.panel.value != SIMULATOR:
            desk.panel.turn_to(NODE)
    panel = NODE if desk.asked == "inspect" else desk.asked
    if panel in _PANELS:
        desk.panel.turn_to(panel)
        desk.asked = None


def _title(panel: str) -> str:
    """Return a title that never changes: the browser sends it back as what was clicked.

    With the number of problems in it, a click was lost when the checks finished meanwhile.
    """
    titles = {
        NODE: _("Block"),
        PROBLEMS: _("Problems"),
        VARIABLES: _("Variables"),
        SETTINGS: _("Flow"),
        SIMULATOR: _("Simulate"),
    }
    return titles[panel]
