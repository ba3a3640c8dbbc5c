"""The ways to a review, and from it."""

from urllib.parse import urlsplit

import streamlit as st

from pages.sharing_parts.links import EDITOR, REVIEW, link_to
from pages.texts import texts_of

_ = texts_of("review")


def link_to_review(flow_id: str, label: str, *, version: int | str | None = None) -> None:
    """Draw a link that opens the review of a flow; the label may hold Markdown."""
    link_to(REVIEW, label, icon=":material/rate_review:", flow=flow_id, version=version)


def link_to_drawing(flow_id: str, label: str) -> None:
    """Draw a link that opens the drawing of a flow."""
    with st.container(key="rv-way-back", width="content"):
        link_to(EDITOR, label, icon=":material/arrow_back:", flow=flow_id)


def go_to(flow_id: str, version: int) -> None:
    """Go from one review to another, or from the list to one."""
    leave_for_list()
    st.query_params.update({"flow": flow_id, "version": str(version)})


def leave_for_list() -> None:
    """Go back to what waits for review."""
    for name in ("flow", "version", "from"):
        st.query_params.pop(name, None)


def is_review_open() -> bool:
    """Say whether the page that is drawn is a review."""
    return urlsplit(st.context.url or "").path.rpartition("/")[2] == REVIEW
