"""What waits for review: the list with which an approver begins."""

from collections.abc import Sequence

import streamlit as st

from flow_runtime.conversations.reviewing import Waiting, list_waiting
from pages.installation import database
from pages.person import current_person
from pages.review_parts.links import go_to
from pages.review_parts.ready import make_ready
from pages.sharing_parts.editions import edition_name, moment
from pages.texts import plain, texts_of
from pages.widgets.header import title_slot
from storage.names import same_name

_ = texts_of("review")


def draw_waiting() -> None:
    """Draw what waits, the longest first.

    Raises:
        storage.errors.StorageError: The database does not answer.
    """
    with title_slot():
        st.markdown("**" + _("Review") + "**")
    with database().read() as tx:
        waiting = list_waiting(tx)
    st.subheader(_("Waiting for review"), anchor=False)
    if not waiting:
        _draw_nothing()
        return
    _draw_rows(waiting)
    make_ready()


def _draw_nothing() -> None:
    with st.container(key="rv-nothing", horizontal_alignment="center"):
        st.markdown(":material/task_alt: " + _("Nothing waits for review."))
        st.caption(_("A version comes here when somebody sends the draft of a flow for review."))


def _draw_rows(waiting: Sequence[Waiting]) -> None:
    for one in waiting:
        with st.container(
            key=f"rv-waiting-{one.flow_id}",
            border=True,
            horizontal=True,
            vertical_alignment="center",
            horizontal_alignment="distribute",
            gap="small",
        ):
            with st.container(gap=None, width="stretch"):
                st.markdown(f"**{plain(one.flow_name)}** · {edition_name(one.version)}")
                st.caption(_told(one))
                if one.comment.strip():
                    st.text(one.comment)
            _draw_way(one)


def _told(one: Waiting) -> str:
    date, person = moment(one.submitted_at), plain(one.submitted_by)
    return _("Sent {date} by {person}", date=date, person=person)


def _draw_way(one: Waiting) -> None:
    with st.container(width="content", gap=None, horizontal_alignment="right"):
        is_own = any(same_name(current_person(), maker) for maker in (one.author, one.submitted_by))
        label = _("Look") if is_own else _("Review it")
        key = f"rv-open-{one.flow_id}"
        icon = ":material/rate_review:"
        # A link of a page to itself leaves the address as it was.
        st.button(label, key=key, icon=icon, on_click=go_to, args=(one.flow_id, one.version))
        if is_own:
            st.caption(_("Yours: another person reviews it"))
