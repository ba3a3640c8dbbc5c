"""The outline ("roteiro"): the flow as an indented script, edited and printed from the keyboard."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from flow_runtime.editing.documents import nodes_of
from flow_runtime.editing.outline import OutlineLine, outline_of
from pages.texts import texts_of
from pages.widgets.outline.finding import found, page_count, page_of
from pages.widgets.outline.gestures import new_node
from pages.widgets.outline.kinds import kinds
from pages.widgets.outline.lines import draw_lines
from pages.widgets.outline.looks import draw_style
from pages.widgets.outline.reading import draw_script
from pages.widgets.outline.state import go_to_step, outline_key, shown_page, turn_to_page
from pages.widgets.outline.step_editor import stage_names
from pages.widgets.outline.toolbar import READ, draw_toolbar
from pages.widgets.panels.desk import Desk
from pages.widgets.panels.problems import draw_problems
from pages.widgets.shown import shown_key, told

_ = texts_of("outline")


def draw_outline(desk: Desk) -> None:
    """Draw the whole flow as a script."""
    draw_style()
    if not nodes_of(desk.document):
        _draw_beginning(desk)
        return
    stages = stage_names(desk.document)
    view, words, stage = draw_toolbar(desk, stages)
    script = outline_of(desk.document)
    shown = found(script, words, stage)
    _draw_pending(desk)
    if words or stage:
        st.caption(_.plural("{count} step found", "{count} steps found", len(shown)))
    if view == READ:
        draw_script(desk.document, shown)
    else:
        _draw_page(desk, shown, script, stages)


def _draw_pending(desk: Desk) -> None:
    """Draw the list of what is pending, folded; it opens steps instead of moving the canvas."""
    count = len(desk.examination.problems)
    if not count:
        return
    section = st.expander(
        _.plural("{count} pending item", "{count} pending items", count),
        key=outline_key(desk, "pending"),
        icon=":material/checklist:",
        on_change="rerun",
    )
    if section.open:
        with section:
            draw_problems(desk, partial(go_to_step, desk))


def _draw_page(
    desk: Desk,
    shown: Sequence[OutlineLine],
    script: Sequence[OutlineLine],
    stages: Mapping[str, str],
) -> None:
    pages = page_count(shown)
    number = min(shown_page(desk), pages)
    draw_lines(desk, page_of(shown, number), script, stages)
    if pages > 1:
        key = outline_key(desk, "pages")
        st.pagination(
            pages,
            default=number,
            key=shown_key(key, number),
            on_change=lambda: turn_to_page(desk, told(key)),
        )


def _draw_beginning(desk: Desk) -> None:
    st.info(
        _("This flow has no blocks yet. It begins with the entry of the conversation."),
        icon=":material/flag:",
    )
    st.button(
        _("Begin"),
        key=outline_key(desk, "begin"),
        type="primary",
        disabled=desk.read_only,
        on_click=_begin,
        args=(desk,),
    )


def _begin(desk: Desk) -> None:
    node_id, changes = new_node(desk.document, kinds()["start"].template)
    desk.apply("add", changes)
    go_to_step(desk, node_id)
