"""Approving a version or sending it back: never offered to whoever made it."""

from collections.abc import Callable

import streamlit as st

from flow_runtime.company_rules import may_approve_own
from flow_runtime.conversations.reviewing import Decision, Review, approve, send_back
from pages.allowed import may
from pages.installation import database, now
from pages.person import current_person
from pages.review_parts.notices import attempt, tell
from pages.texts import texts_of
from pages.widgets.notices import Notice
from storage.names import same_name
from storage.policy import Permission

_ = texts_of("review")


def draw_deciding(review: Review) -> None:
    """Draw the buttons of a decision, or why there are none."""
    if not may(Permission.REVIEW):
        return
    if is_own(review) and not _may_decide_own():
        if review.state == "waiting":
            st.caption(_("You made this version: another person reviews it."))
        return
    if review.state != "sent_back":
        _draw_sending_back(review)
    if review.state != "approved":
        _draw_approving(review)


def is_own(review: Review) -> bool:
    """Say whether who looks made the version or handed it in."""
    makers = [review.version.author]
    if review.submission is not None:
        makers.append(review.submission.submitted_by)
    return any(same_name(current_person(), maker) for maker in makers)


def _may_decide_own() -> bool:
    with database().read() as tx:
        return may_approve_own(tx)


def _draw_approving(review: Review) -> None:
    with st.popover(_("Approve"), type="primary", icon=":material/verified:"):
        st.markdown(
            _(
                "You approve version {version} exactly as it is shown here. It may be published "
                "then.",
                version=review.version.number,
            )
        )
        key = _key("approve", review)
        st.text_area(_("Why (if there is more to say)"), key=key, height=88)
        label = _("Approve version {version}", version=review.version.number)
        st.button(label, type="primary", key=f"{key}-go", on_click=_approve, args=(review,))


def _draw_sending_back(review: Review) -> None:
    with st.popover(_("Send back"), icon=":material/undo:"):
        st.markdown(_("Say what is to change. What is live stays live."))
        key = _key("send-back", review)
        st.text_area(_("What is to change"), key=key, height=88)
        label = _("Send version {version} back", version=review.version.number)
        st.button(label, type="primary", key=f"{key}-go", on_click=_send_back, args=(review,))


def _key(what: str, review: Review) -> str:
    """Return the key of a text; each decision begins with an empty one."""
    return f"rv-{what}-{review.version.number}-{len(review.decisions)}"


def _approve(review: Review) -> None:
    done = _("Version {version} is approved.", version=review.version.number)
    _decide(approve, _written("approve", review), review, done)


def _send_back(review: Review) -> None:
    done = _("Version {version} was sent back.", version=review.version.number)
    _decide(send_back, _written("send-back", review), review, done)


def _written(what: str, review: Review) -> str:
    return str(st.session_state.get(_key(what, review)) or "")


def _decide(decide: Callable[..., Decision], reason: str, review: Review, done: str) -> None:
    """Decide about exactly what is shown, and say so or why not."""
    version = review.version
    decided = attempt(
        lambda tx: decide(
            tx,
            version.flow_id,
            version.number,
            sha256=version.sha256,
            author=current_person(),
            reason=reason,
            now=now(),
        )
    )
    if decided:
        tell(Notice(done))
