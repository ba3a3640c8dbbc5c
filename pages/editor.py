"""The editor: a flow as a drawing or as a script, with the inspector and the panels beside it."""

from pathlib import Path
from typing import Final

import streamlit as st

from flow_runtime.editing.documents import node_of
from flow_runtime.errors import FluxoError
from pages.canvas import canvas
from pages.editing.canvas_data import canvas_data
from pages.editing.conflicts import draw_conflict, show_new_choice
from pages.editing.desk import Desk
from pages.editing.keys import listen_to_keys
from pages.editing.opening import open_desk
from pages.editing.receiving import CANVAS_KEY, hear_first_words, receiver
from pages.editing.saving import save
from pages.editing.settling import show_new_checks
from pages.editing.side import draw_side
from pages.editing.toolbar import CANVAS, draw_toolbar, leave_view
from pages.editing.typing import listen_to_typing
from pages.editing.watching import show_unsaved
from pages.person import acting_as, current_scope
from pages.review_parts.asking import open_submitting
from pages.texts import speaking, texts_of
from pages.widgets.outline import draw_outline
from pages.widgets.warming import warm_widgets
from storage.errors import NotFound, StorageError

_ = texts_of("editor")

_STYLE: Final = Path(__file__).parent / "editing" / "editor.css"
_SIDE_WIDTH: Final = (2.7, 1)
_WIDGETS_OF_INSPECTORS: Final = (
    "TextInput",
    "TextArea",
    "Selectbox",
    "MenuButton",
    "Checkbox",
    "NumberInput",
    "Multiselect",
)


def show() -> None:
    """Draw the page of the flow that the address names."""
    flow_id = st.query_params.get("flow", "")
    try:
        desk = open_desk(flow_id)
    except NotFound:
        _say(_("There is no flow “{flow}” here. It may have been renamed.", flow=flow_id))
    except (StorageError, FluxoError):
        _say(_("The database did not answer. Try again in a moment."))
    else:
        st.html(_STYLE)
        listen_to_typing()
        listen_to_keys()
        _go_to_named_node(desk)
        draw_toolbar(desk)
        draw_conflict(desk)
        _draw(desk)
        warm_widgets(*_WIDGETS_OF_INSPECTORS)
        open_submitting()


def _go_to_named_node(desk: Desk) -> None:
    """Bring the node into sight that a link to the drawing names, once."""
    named = st.query_params.get("node")
    if named is None:
        return
    del st.query_params["node"]
    if node_of(desk.document, named) is not None:
        desk.focus(named)


@st.fragment
def _draw(desk: Desk) -> None:
    """Draw what the chosen view shows; a gesture or a click in a panel draws only this again."""
    with acting_as(current_scope()), speaking():  # asked once a run, not at each widget
        _draw_newest(desk)


def _draw_newest(desk: Desk) -> None:
    if desk.unsaved_because is None:  # what could not be saved a moment ago is tried by `watch`
        save(desk)
    show_unsaved(desk)
    show_new_choice(desk)
    leave_view(desk)
    _tell(desk)
    if desk.view.value == CANVAS:
        _draw_canvas(desk)
    else:
        with st.container(key="fx-script"):
            draw_outline(desk)
    show_new_checks(desk)


def _draw_canvas(desk: Desk) -> None:
    drawing, side = st.columns(_SIDE_WIDTH, gap="small")
    with drawing:
        canvas(canvas_data(desk), key=CANVAS_KEY, on_change=receiver(desk))
        hear_first_words(desk)
    with side:
        draw_side(desk)


def _tell(desk: Desk) -> None:
    for notice in desk.notices:
        st.toast(notice, icon=":material/info:")
    desk.notices.clear()


def _say(sentence: str) -> None:
    st.info(sentence, icon=":material/search_off:")
    st.link_button(_("Back to the flows"), "/", icon=":material/arrow_back:")
