"""Beside the sentences: comments, what checks and tests said, and the history."""

from collections.abc import Callable, Sequence
from typing import Final, Literal

import streamlit as st

from flow_runtime.conversations.reviewing import Review, ReviewComment
from pages.review_parts.comments import draw_comments
from pages.review_parts.findings import draw_findings
from pages.review_parts.history import draw_history
from pages.review_parts.pairs import Pair
from pages.texts import texts_of
from pages.widgets.choices import Choice, draw_choice

_ = texts_of("review")

Panel = Literal["comments", "findings", "history"]
_PANELS: Final[tuple[Panel, ...]] = ("comments", "findings", "history")
_CHOICE: Final = "review:panel"


def draw_beside(pair: Pair, review: Review | None, comments: Sequence[ReviewComment]) -> None:
    """Draw the chosen panel of a version; of a draft, how it comes to be reviewed."""
    if review is None:
        st.info(
            _("This is a draft. Once it is sent for review, people comment on it here."),
            icon=":material/edit_note:",
        )
        return
    choice: Choice[Panel] = st.session_state.setdefault(_CHOICE, Choice("comments"))
    draw_choice(choice, _("Panel"), _PANELS, _title, key="review-panel", width="stretch")
    draw: dict[Panel, Callable[[], None]] = {
        "comments": lambda: draw_comments(review, comments, pair.names),
        "findings": lambda: draw_findings(review, pair.names),
        "history": lambda: draw_history(review),
    }
    draw[choice.value]()


def _title(panel: str) -> str:
    return {"comments": _("Comments"), "findings": _("Checks"), "history": _("History")}[panel]
