"""The example values of the document that is on the desk, worked out once a document."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st
from pydantic import JsonValue

from pages.widgets.inspector.example_values import example_scope

if TYPE_CHECKING:
    from pages.editing.desk import Desk


def scope_of(desk: "Desk") -> Mapping[str, JsonValue]:
    """Return a value for everything that a text of the flow may read."""
    key = f"inspector/{desk.flow_id}|examples"
    known = st.session_state.get(key)
    if known is None or known[0] is not desk.document:
        known = (desk.document, example_scope(desk.document))
        st.session_state[key] = known
    scope: Mapping[str, JsonValue] = known[1]
    return scope
