"""One drawer at a time below the conversation: steps, variables, the world, the scene."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from pages.editing.desk import Desk
from pages.simulating.inside import draw_steps
from pages.simulating.scene import draw_scene
from pages.simulating.values import draw_values
from pages.simulating.world import draw_world
from pages.texts import texts_of

_ = texts_of("simulator")

_KEY: Final = "simulate-drawer"
_DRAWERS: Final[Mapping[str, Callable[[Desk], None]]] = {
    "steps": draw_steps,
    "values": draw_values,
    "world": draw_world,
    "scene": draw_scene,
}

_ICONS: Final = {
    "steps": "footprint",
    "values": "label",
    "world": "public",
    "scene": "theater_comedy",
}


def draw_drawers(desk: Desk) -> None:
    """Draw the drawers' handles, and the open one."""
    names = {"steps": _("Steps"), "values": _("Values"), "world": _("World"), "scene": _("Scene")}
    with st.container(key="fx-drawers", gap="small"):
        opened = st.pills(
            _("Look inside"),
            tuple(_DRAWERS),
            default=st.session_state.get(_KEY),
            format_func=lambda one: f":material/{_ICONS[one]}: {names[one]}",
            key=_KEY,
            label_visibility="collapsed",
            width="stretch",
        )
        if opened is not None:
            with st.container(key="fx-drawer", gap="small"):
                _DRAWERS[opened](desk)
