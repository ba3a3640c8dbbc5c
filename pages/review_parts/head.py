"""The head of a review: what it is about, how it stands, and what can be done."""

import streamlit as st

from flow_runtime.conversations.reviewing import Review
from pages.allowed import may
from pages.review_parts.asking import draw_submit_button
from pages.review_parts.deciding import draw_deciding
from pages.review_parts.links import leave_for_list, link_to_drawing
from pages.review_parts.standing import Standing
from pages.sharing_parts.editions import edition_name, moment
from pages.texts import plain, texts_of
from pages.widgets.header import title_slot
from storage.policy import Permission

_ = texts_of("review")


def draw_head(standing: Standing, review: Review | None) -> None:
    """Draw the head of the review of a version, or of the draft when there is none."""
    with title_slot(), st.container(horizontal=True, vertical_alignment="center", gap="small"):
        link_to_drawing(standing.flow_id, plain(standing.name))
        st.button(
            _("All reviews"),
            key="rv-all",
            icon=":material/list:",
            type="tertiary",
            on_click=leave_for_list,
        )
    with st.container(
        key="rv-head",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="small",
    ):
        with st.container(gap=None, width="content", key="rv-title"):
            _draw_title(standing, review)
        with st.container(horizontal=True, width="content", gap="small", key="rv-actions"):
            if review is not None:
                draw_deciding(review)
            elif may(Permission.SUBMIT):
                draw_submit_button(standing.flow_id)


def _draw_title(standing: Standing, review: Review | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        name = edition_name(review.version.number if review else None)
        st.subheader(name, anchor=False, width="content")
        draw_state(review)
    st.caption(_told(standing, review))


def draw_state(review: Review | None) -> None:
    """Draw how a version stands as an icon with its words."""
    if review is None:
        return
    if review.state == "approved":
        st.badge(_("Approved"), icon=":material/verified:", color="green")
    elif review.state == "sent_back":
        st.badge(_("Sent back"), icon=":material/undo:", color="red")
    elif review.submission is None:
        st.badge(_("Not sent for review"), icon=":material/edit_note:", color="gray")
    else:
        st.badge(_("Waits for review"), icon=":material/hourglass_top:", color="orange")


def _told(standing: Standing, review: Review | None) -> str:
    if review is None:
        date, person = moment(standing.draft_at), plain(standing.draft_author)
        return _("Changed {date} by {person}", date=date, person=person)
    sent = review.submission
    if sent is None:
        date, person = moment(review.version.created_at), plain(review.version.author)
        told = _("Made {date} by {person}", date=date, person=person)
    else:
        date, person = moment(sent.submitted_at), plain(sent.submitted_by)
        told = _("Sent {date} by {person}", date=date, person=person)
    comment = plain(" ".join(review.version.comment.split()))
    return f"{told} · “{comment}”" if comment else told
