"""The inspector when nothing is selected, and when several nodes are."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from flow_runtime.editing.changes import SetField
from flow_runtime.editing.documents import edges_of, items_of, node_of, nodes_of, text_of
from pages.texts import plain, texts_of
from pages.widgets.inspector.header import draw_actions
from pages.widgets.inspector.reference_fields import distinct_words, stages_of

if TYPE_CHECKING:
    from pages.editing.desk import Desk

_ = texts_of("inspector")

_LISTED: Final = 8


def draw_nothing(desk: "Desk") -> None:
    """Say how to begin, and what the flow has."""
    document = desk.document
    st.markdown(f"**{plain(text_of(document, 'name'))}**")
    if objective := text_of(document, "objective"):
        st.caption(plain(objective))
    st.caption(_("Select a block on the canvas to see and change it here."))
    counts = (
        _.plural("{count} block", "{count} blocks", len(nodes_of(document))),
        _.plural("{count} connection", "{count} connections", len(edges_of(document))),
        _.plural(
            "{count} variable", "{count} variables", len(items_of(document, "variables", "name"))
        ),
    )
    st.caption(" · ".join(counts))


def draw_several(desk: "Desk", node_ids: Sequence[str]) -> None:
    """Draw what can be done with several nodes at once."""
    found = [node for node_id in node_ids if (node := node_of(desk.document, node_id))]
    key = f"inspector/{desk.flow_id}/several"
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        count = _.plural("{count} block", "{count} blocks", len(found))
        st.markdown(f"**{count}**")
        draw_actions(desk, [str(node["id"]) for node in found], key)
    for node in found[:_LISTED]:
        st.caption(plain(text_of(node, "name")))
    if len(found) > _LISTED:
        st.caption(_("… and {count} more", count=len(found) - _LISTED))
    _draw_stage(desk, [str(node["id"]) for node in found], key)


def _draw_stage(desk: "Desk", node_ids: list[str], key: str) -> None:
    stages = stages_of(desk)
    if not stages:
        return
    words = distinct_words(stages)
    widget = f"{key}/stage"
    st.session_state[widget] = None
    st.selectbox(
        _("Move to stage"),
        [*stages],
        key=widget,
        index=None,
        format_func=words.__getitem__,
        placeholder=_("Choose"),
        on_change=partial(_set_stage, desk, node_ids, widget),
        disabled=desk.read_only,
    )


def _set_stage(desk: "Desk", node_ids: list[str], widget: str) -> None:
    stage = st.session_state.get(widget)
    if stage:
        desk.apply("set_stage", [SetField(node_id, "stage", stage) for node_id in node_ids])
