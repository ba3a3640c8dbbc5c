"""What people write about a version or one of its blocks, open first."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import streamlit as st

from flow_runtime.conversations.reviewing import (
    Review,
    ReviewComment,
    reopen_comment,
    resolve_comment,
    write_comment,
)
from pages.allowed import may
from pages.installation import now
from pages.person import current_person
from pages.review_parts.chosen import choose, chosen
from pages.review_parts.findings import draw_block
from pages.review_parts.notices import attempt
from pages.sharing_parts.editions import moment
from pages.texts import plain, texts_of
from storage.policy import Permission

_ = texts_of("review")

_WRITTEN: Final = "review:written"


def open_by_block(comments: Sequence[ReviewComment]) -> dict[str, int]:
    """Return how many open comments each block has."""
    counts: dict[str, int] = {}
    for one in comments:
        if one.node_id is not None and one.resolved_at is None:
            counts[one.node_id] = counts.get(one.node_id, 0) + 1
    return counts


def draw_comments(
    review: Review, comments: Sequence[ReviewComment], names: Mapping[str, str]
) -> None:
    """Draw the comments on a version, and the place for one more."""
    if may(Permission.COMMENT):
        _draw_writing(review, names)
    waiting = [one for one in comments if one.resolved_at is None]
    done = [one for one in comments if one.resolved_at is not None]
    for one in waiting:
        _draw_one(one, names)
    if not comments:
        st.caption(_("Nobody wrote anything yet."))
    if done:
        words = _.plural("{count} resolved", "{count} resolved ones", len(done))
        with st.expander(words, icon=":material/check_circle:"):
            for one in reversed(done):
                _draw_one(one, names)


def _draw_writing(review: Review, names: Mapping[str, str]) -> None:
    node_id = chosen()
    with st.container(key="rv-writing", border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if node_id in names:
                about = _("About the block “{block}”", block=plain(names[node_id]))
                st.markdown(about, width="stretch")
                st.button(
                    _("About the whole version"),
                    key="rv-about-all",
                    type="tertiary",
                    icon=":material/close:",
                    on_click=choose,
                    args=(None,),
                )
            else:
                st.markdown(_("About the whole version"))
        key = f"rv-text-{st.session_state.get(_WRITTEN, 0)}"
        hint = "" if node_id in names else _("Choose a block on a map to write about it")
        st.text_area(
            _("Comment"), key=key, height=76, placeholder=hint, label_visibility="collapsed"
        )
        st.button(
            _("Write"),
            key="rv-write",
            icon=":material/add_comment:",
            on_click=_write,
            args=(review, node_id if node_id in names else None, key),
        )


def _write(review: Review, node_id: str | None, key: str) -> None:
    text, version = str(st.session_state.get(key) or ""), review.version
    done = attempt(
        lambda tx: write_comment(
            tx,
            version.flow_id,
            version.number,
            text=text,
            node_id=node_id,
            author=current_person(),
            now=now(),
        )
    )
    if done:
        st.session_state[_WRITTEN] = st.session_state.get(_WRITTEN, 0) + 1


def _draw_one(one: ReviewComment, names: Mapping[str, str]) -> None:
    with st.container(key=f"rv-comment-{one.id}", border=True, gap=None):
        if one.node_id is not None:
            draw_block(one.node_id, names, key=f"rv-comment-block-{one.id}")
        st.text(one.text)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(_told(one), width="stretch")
            if may(Permission.COMMENT):
                _draw_button(one)


def _told(one: ReviewComment) -> str:
    told = f"{plain(one.written_by)} · {moment(one.written_at)}"
    if one.resolved_by is None:
        return told
    return f"{told} · " + _("resolved by {person}", person=plain(one.resolved_by))


def _draw_button(one: ReviewComment) -> None:
    is_open = one.resolved_at is None
    st.button(
        _("Resolve") if is_open else _("Open again"),
        key=f"rv-comment-turn-{one.id}",
        type="tertiary",
        icon=":material/check:" if is_open else ":material/undo:",
        on_click=_turn,
        args=(resolve_comment if is_open else reopen_comment, one.id),
    )


def _turn(turn: Callable[..., ReviewComment], comment_id: int) -> None:
    attempt(lambda tx: turn(tx, comment_id, author=current_person(), now=now()))
