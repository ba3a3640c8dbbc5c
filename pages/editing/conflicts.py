"""Two people changed the same thing: the person chooses for each, and sees both."""

from functools import partial
from typing import Final

import streamlit as st

from flow_runtime.editing import NodeConflict
from flow_runtime.editing.merging import Side
from pages.editing.desk import Conflict, Desk
from pages.editing.differences import differences, names_in, subject_of
from pages.editing.saving import settle
from pages.texts import plain, texts_of

_ = texts_of("editor")
_SIDES: Final[tuple[Side, ...]] = ("mine", "theirs")
_WIDTHS: Final = (1, 2, 2)
_DRAWN: Final = "conflict-drawn"
_CHOOSING: Final = "conflict-choosing"


def draw_conflict(desk: Desk) -> None:
    """Say over the canvas that a choice is open; editing goes on meanwhile."""
    st.session_state[_DRAWN] = _count(desk)
    with st.container(key="fx-conflict"):
        if desk.conflict is not None:
            _draw_line(desk.conflict)
    if desk.conflict is None:
        _close()
    elif st.session_state.get(_CHOOSING):
        st.dialog(_("What should stay?"), width="large", on_dismiss=_close)(_draw_choices)(desk)


def show_new_choice(desk: Desk) -> None:
    """Draw the whole page again when a choice opened or closed since it was drawn."""
    if st.session_state.get(_DRAWN, 0) != _count(desk):
        st.rerun()


def _count(desk: Desk) -> int:
    return len(desk.conflict.merge.conflicts) if desk.conflict else 0


def _draw_line(conflict: Conflict) -> None:
    with st.container(
        key="fx-conflict-line", border=True, horizontal=True, vertical_alignment="center"
    ):
        st.markdown(
            _.plural(
                ":material/call_split: {person} changed {count} thing that you changed too. "
                "Your work is kept here until you choose.",
                ":material/call_split: {person} changed {count} things that you changed too. "
                "Your work is kept here until you choose.",
                len(conflict.merge.conflicts),
                person=plain(conflict.theirs.updated_by),
            ),
            width="stretch",
        )
        st.button(_("Choose"), type="primary", key="conflict-open", on_click=_open)


def _open() -> None:
    st.session_state[_CHOOSING] = True


def _close() -> None:
    st.session_state.pop(_CHOOSING, None)


def _draw_choices(desk: Desk) -> None:
    conflict = desk.conflict
    if conflict is None:  # both works agree by now
        st.rerun()
    st.markdown(_("Everything else that you and {person} did is kept.", person=_other(conflict)))
    for one in conflict.merge.conflicts:
        _draw_choice(desk, one, conflict)
    # A callback: a click that another run overtakes would be lost otherwise.
    st.button(
        _("Keep this choice"),
        type="primary",
        key="conflict-keep",
        on_click=partial(_keep, desk, conflict),
    )


def _keep(desk: Desk, conflict: Conflict) -> None:
    chosen = {one.key: _chosen(one) for one in conflict.merge.conflicts}
    settle(desk, {key: side for key, side in chosen.items() if side is not None})


def _chosen(one: NodeConflict) -> Side | None:
    """Return what stands on the screen; None keeps the choice open, a side is never guessed."""
    side: Side | None = st.session_state.get(f"conflict-{one.key}")
    return side


def _draw_choice(desk: Desk, one: NodeConflict, conflict: Conflict) -> None:
    with st.container(border=True, key=f"fx-choice-{one.key}"):
        st.markdown(f"**{plain(subject_of(one, desk.document, desk.language))}**")
        _draw_differences(desk, one, conflict)
        words = {"mine": _("Mine"), "theirs": _("{person}'s", person=_other(conflict))}
        st.segmented_control(
            _("Keep"),
            _SIDES,
            default=_SIDES[0],
            required=True,
            format_func=words.__getitem__,
            key=f"conflict-{one.key}",
        )


def _draw_differences(desk: Desk, one: NodeConflict, conflict: Conflict) -> None:
    heads = ("", _("Yours"), _("{person}'s", person=_other(conflict)))
    for column, head in zip(st.columns(_WIDTHS), heads, strict=True):
        column.caption(head)
    names = names_in(conflict.merge.theirs) | names_in(conflict.merge.mine)
    for difference in differences(one, desk.language, names):
        field, mine, theirs = st.columns(_WIDTHS)
        field.markdown(plain(difference.field))
        mine.text(_said(difference.mine, is_gone=one.mine is None))
        theirs.text(_said(difference.theirs, is_gone=one.theirs is None))


def _said(value: str, *, is_gone: bool) -> str:
    return _("(deleted)") if is_gone else value or _("(nothing)")


def _other(conflict: Conflict) -> str:
    return plain(conflict.theirs.updated_by)
