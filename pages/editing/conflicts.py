"""Two people changed the same thing: the person chooses for each, and sees both."""

from typing import Final

import streamlit as st

from flow_runtime.editing import NodeConflict, resolve
from flow_runtime.editing.merging import Side
from pages.editing.desk import Conflict, Desk
from pages.editing.differences import differences, subject_of
from pages.editing.saving import settle
from pages.texts import plain, texts_of

_ = texts_of("editor")
_SIDES: Final[tuple[Side, ...]] = ("mine", "theirs")


def draw_conflict(desk: Desk) -> None:
    """Say above the canvas that a choice is open; editing goes on meanwhile."""
    conflict = desk.conflict
    if conflict is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            _.plural(
                ":material/call_split: {person} changed {count} thing that you changed too. "
                "Your work is kept here until you choose.",
                ":material/call_split: {person} changed {count} things that you changed too. "
                "Your work is kept here until you choose.",
                len(conflict.merge.conflicts),
                person=plain(conflict.theirs.updated_by),
            )
        )
        if st.button(_("Choose"), type="primary", key="conflict-open"):
            st.dialog(_("What should stay?"), width="large")(_draw_choices)(desk, conflict)


def _draw_choices(desk: Desk, conflict: Conflict) -> None:
    st.caption(_("Everything else of both works is kept already."))
    choices = {one.key: _choice(desk, one, conflict) for one in conflict.merge.conflicts}
    if st.button(_("Keep this choice"), type="primary", key="conflict-keep"):
        settle(desk, resolve(conflict.merge, choices))
        st.rerun()


def _choice(desk: Desk, one: NodeConflict, conflict: Conflict) -> Side:
    with st.container(border=True):
        st.markdown(f"**{plain(subject_of(one, desk.document))}**")
        _draw_differences(desk, one, conflict.theirs.updated_by)
        chosen = st.segmented_control(
            _("Keep"),
            _SIDES,
            default=_SIDES[0],
            required=True,
            format_func=lambda side: _("Mine") if side == "mine" else _("Theirs"),
            key=f"conflict-{one.key}",
        )
    return chosen or _SIDES[0]


def _draw_differences(desk: Desk, one: NodeConflict, other: str) -> None:
    nothing, deleted = _("(nothing)"), _("deleted")
    columns = st.columns((1, 2, 2))
    heads = ("", _("Yours"), _("{person}'s", person=plain(other)))
    for column, head in zip(columns, heads, strict=True):
        column.caption(head)
    for difference in differences(one, desk.language):
        sides = (difference.field, difference.mine, difference.theirs)
        for column, said in zip(st.columns((1, 2, 2)), sides, strict=True):
            column.markdown(plain(said) or f":gray[{nothing}]")
    for side, said in ((one.mine, heads[1]), (one.theirs, heads[2])):
        if side is None:
            st.caption(f"{said}: {deleted}")
