"""What can be done with a step as a whole: go on, insert after it, delete it."""

from collections.abc import Sequence

import streamlit as st

from flow_runtime.editing.changes import RemoveNode
from flow_runtime.editing.outline import OutlineLine
from flow_runtime.editing.outline_ways import JUMP
from pages.texts import texts_of
from pages.widgets.outline.gestures import deletion_and_reconnection, following_of, insertion
from pages.widgets.outline.kinds import kinds
from pages.widgets.outline.state import close_step, go_to_step, outline_key
from pages.widgets.panels.desk import Desk

_ = texts_of("outline")


def draw_actions(desk: Desk, line: OutlineLine, script: Sequence[OutlineLine]) -> None:
    """Draw the buttons under a step."""
    with st.container(horizontal=True, gap="small"):
        _draw_moves(desk, line, script)
        if line.ways and line.ways[0].outcome != JUMP:
            _draw_insert(desk, line)
        _draw_deletions(desk, line)
        st.button(
            _("Show on the canvas"),
            key=_key(desk, line, "show"),
            icon=":material/my_location:",
            on_click=desk.focus,
            args=(line.node_id,),
        )
        st.button(
            _("Close"),
            key=_key(desk, line, "close"),
            icon=":material/check:",
            on_click=close_step,
            args=(desk,),
        )


def _draw_moves(desk: Desk, line: OutlineLine, script: Sequence[OutlineLine]) -> None:
    steps = [one.node_id for one in script if one.kind == "step"]
    position = steps.index(line.node_id)
    for name, label, icon, target in (
        ("previous", _("Step before"), ":material/arrow_upward:", position - 1),
        ("next", _("Next step"), ":material/arrow_downward:", position + 1),
    ):
        st.button(
            label,
            key=_key(desk, line, name),
            icon=icon,
            disabled=not 0 <= target < len(steps),
            on_click=go_to_step,
            args=(desk, steps[target] if 0 <= target < len(steps) else line.node_id),
        )


def _draw_insert(desk: Desk, line: OutlineLine) -> None:
    st.menu_button(
        _("Insert after"),
        list(kinds()),
        key=_key(desk, line, "insert"),
        icon=":material/add:",
        format_func=lambda node_type: kinds()[node_type].name,
        disabled=desk.read_only,
        on_click=_insert,
        args=(desk, line),
    )


def _insert(desk: Desk, line: OutlineLine) -> None:
    kind = kinds().get(st.session_state[_key(desk, line, "insert")])
    if kind is None:
        return
    first = kind.outcomes[0]["id"] if kind.outcomes else None
    outcome = line.ways[0].outcome
    node_id, changes = insertion(desk.document, kind.template, line.node_id, outcome, first)
    desk.apply("insert", changes)
    go_to_step(desk, node_id)


def _draw_deletions(desk: Desk, line: OutlineLine) -> None:
    st.button(
        _("Delete"),
        key=_key(desk, line, "delete"),
        icon=":material/delete:",
        disabled=desk.read_only,
        on_click=_delete,
        args=(desk, line.node_id),
    )
    if line.source is not None and following_of(desk.document, line.node_id) is not None:
        st.button(
            _("Delete and reconnect"),
            key=_key(desk, line, "reconnect"),
            icon=":material/merge:",
            help=_("What led here then leads to what follows."),
            disabled=desk.read_only,
            on_click=_delete_and_reconnect,
            args=(desk, line.node_id),
        )


def _delete(desk: Desk, node_id: str) -> None:
    desk.apply("delete", [RemoveNode(node_id)])
    close_step(desk)


def _delete_and_reconnect(desk: Desk, node_id: str) -> None:
    following = following_of(desk.document, node_id)
    desk.apply("delete_and_reconnect", deletion_and_reconnection(desk.document, node_id))
    if following is not None:
        go_to_step(desk, following)


def _key(desk: Desk, line: OutlineLine, name: str) -> str:
    return outline_key(desk, f"{line.node_id}-{name}")
