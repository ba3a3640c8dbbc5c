"""What became of a version until now: made, sent, approved or sent back, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from flow_runtime.conversations.reviewing import Decision, Review
from pages.sharing_parts.editions import moment
from pages.texts import plain, texts_of

_ = texts_of("review")


@dataclass(frozen=True, slots=True)
class _Event:
    icon: str
    words: str
    person: str
    at: datetime
    reason: str = ""


def draw_history(review: Review) -> None:
    """Draw what became of a version."""
    for number, event in enumerate(_events(review)):
        with st.container(key=f"rv-event-{number}", border=True, gap=None):
            st.markdown(f"{event.icon} **{event.words}**")
            st.caption(f"{plain(event.person)} · {moment(event.at)}")
            if event.reason:
                st.text(event.reason)


def _events(review: Review) -> Iterator[_Event]:
    yield from map(_of_decision, review.decisions)
    sent, version = review.submission, review.version
    if sent is not None:
        words = _("Sent for review")
        yield _Event(
            ":material/send:", words, sent.submitted_by, sent.submitted_at, version.comment
        )
    else:
        words = _("Version made")
        yield _Event(":material/edit_note:", words, version.author, version.created_at)


def _of_decision(one: Decision) -> _Event:
    if one.verdict == "sent_back":
        icon, words = ":red[:material/undo:]", _("Sent back")
    elif one.by_author:
        icon, words = ":green[:material/verified:]", _("Approved by its own author")
    else:
        icon, words = ":green[:material/verified:]", _("Approved")
    return _Event(icon, words, one.decided_by, one.decided_at, one.reason)
