"""Everything else of a step, as the inspector shows it; drawn only when it is unfolded."""

import streamlit as st

from flow_runtime.editing.outline import OutlineLine
from pages.texts import texts_of
from pages.widgets.inspector import draw_inspector
from pages.widgets.outline.state import outline_key
from pages.widgets.panels.desk import Desk

_ = texts_of("outline")


def draw_all_fields(desk: Desk, line: OutlineLine) -> None:
    """Draw the inspector of a step inside the outline."""
    key = outline_key(desk, f"{line.node_id}-fields")
    section = st.expander(
        _("All fields of this block"), key=key, icon=":material/tune:", on_change="rerun"
    )
    if section.open:
        with section:
            draw_inspector(desk, line.node_id)
