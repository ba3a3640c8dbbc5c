"""The review: two states of a flow side by side, and what is decided about the newer one."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from flow_runtime.conversations.reviewing import (
    Review,
    ReviewComment,
    list_comments,
    review_of,
)
from pages.installation import database
from pages.review_parts.asking import open_submitting
from pages.review_parts.beside import draw_beside
from pages.review_parts.choosing import chosen_states
from pages.review_parts.comments import open_by_block
from pages.review_parts.comparing import draw_comparison
from pages.review_parts.head import draw_head
from pages.review_parts.notices import draw_notice
from pages.review_parts.pairs import Pair
from pages.review_parts.sentences import draw_sentences
from pages.review_parts.standing import read_standing
from pages.review_parts.waiting import draw_waiting
from pages.sharing_parts.guard import shown_safely
from pages.texts import speaking

_STYLE: Final = Path(__file__).parent / "review_parts" / "review.css"
_WIDTHS: Final = (1.9, 1)


def show() -> None:
    """Draw the page of the flow that the address names, or what waits."""
    st.html(_STYLE)
    shown_safely(_draw)


def _draw() -> None:
    flow_id = st.query_params.get("flow", "")
    with speaking():
        if flow_id:
            _draw_review(flow_id)
        else:
            draw_waiting()


def _draw_review(flow_id: str) -> None:
    standing = read_standing(flow_id)
    states = chosen_states(standing)
    review, comments = _read(flow_id, states[1])
    draw_head(standing, review)
    with st.container():  # keeps its place, so that nothing below is drawn twice for a moment
        draw_notice()
    draw_comparison(standing, states, lambda pair: _draw_below(pair, review, comments))
    open_submitting()


def _read(flow_id: str, number: int | None) -> tuple[Review | None, Sequence[ReviewComment]]:
    if number is None:
        return None, ()
    with database().read() as tx:
        return review_of(tx, flow_id, number), list_comments(tx, flow_id, number)


def _draw_below(pair: Pair, review: Review | None, comments: Sequence[ReviewComment]) -> None:
    told, beside = st.columns(_WIDTHS, gap="medium")
    with told:
        draw_sentences(pair, open_by_block(comments))
    with beside, st.container(key="rv-beside"):
        draw_beside(pair, review, comments)
