"""What a node is for those who work on the flow: stage, note, person responsible, deadline."""

from typing import Final

import streamlit as st

from flow_runtime.editing import FormField
from flow_runtime.nodes.base import Node
from pages.texts import in_language, texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.fields import draw_field
from pages.widgets.inspector.reference_fields import draw_reference, stages_of

_ = texts_of("inspector")

COMMON: Final = frozenset(Node.model_fields)
"""The fields that every node has; they stand in the header and here, in no group."""


def draw_organisation(node: Bound, fields: dict[str, FormField]) -> None:
    """Draw the fields that every node has, once they are asked for."""
    label, key = _("Organisation"), f"{node.key}organisation"
    with st.expander(label, icon=":material/sell:", key=key, on_change="rerun") as opened:
        if not opened.open:
            return
        if stage := fields.get("stage"):
            draw_reference(node.at("stage"), in_language(stage.title), stages_of(node.desk))
        for name in ("owner", "deadline_s", "description"):
            if name in fields:
                draw_field(node, fields[name])
