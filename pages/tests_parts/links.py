"""The ways between the tests of a flow and its drawing."""

from typing import Final

import streamlit as st

_EDITOR: Final = "editor"
_TESTS: Final = "tests"


def link_to_node(flow_id: str, node_id: str, label: str) -> None:
    """Draw a link that opens the drawing at a node; the label may hold Markdown."""
    st.page_link(
        _page(_EDITOR),
        label=label,
        icon=":material/my_location:",
        query_params=_address(flow_id, node=node_id),
        width="content",
    )


def link_to_editor(flow_id: str, label: str) -> None:
    """Draw a link that opens the drawing of a flow."""
    st.page_link(
        _page(_EDITOR),
        label=label,
        icon=":material/arrow_back:",
        query_params=_address(flow_id),
        width="content",
    )


def link_to_tests(flow_id: str, label: str) -> None:
    """Draw a link that opens the tests of a flow."""
    st.page_link(
        _page(_TESTS),
        label=label,
        icon=":material/checklist:",
        query_params=_address(flow_id),
        width="content",
    )


def go_to_editor(flow_id: str) -> None:
    """Leave for the drawing of a flow."""
    st.switch_page(_page(_EDITOR), query_params=_address(flow_id))


def _page(url_path: str) -> st.Page:
    """Return a page; Streamlit knows pages by their address alone."""
    return st.Page(_nothing, title="Fluxo", url_path=url_path)


def _nothing() -> None:
    """Stand in for the page, which builder_app.py registers."""


def _address(flow_id: str, **more: str) -> dict[str, str]:
    language = st.query_params.get("language")
    return {"flow": flow_id, **more, **({"language": language} if language else {})}
