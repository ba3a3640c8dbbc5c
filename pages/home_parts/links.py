"""The way from the home into the editor."""

from typing import Final, NoReturn
from urllib.parse import urlencode

import streamlit as st

from pages.home_parts.asked import forget

_URL_PATH: Final = "editor"
_WANTED: Final = "home:open"


def link_to_editor(flow_id: str, label: str, *, icon: str | None = None) -> None:
    """Draw a link that opens a flow in the editor; the label may hold Markdown."""
    st.page_link(_editor(), label=label, icon=icon, query_params=_address(flow_id))


def open_editor(flow_id: str) -> NoReturn:
    """Leave the home for the editor of a flow."""
    forget()
    st.switch_page(_editor(), query_params=_address(flow_id))


def want_editor(flow_id: str) -> None:
    """Leave for the editor of a flow at the next drawing; a callback cannot leave by itself."""
    st.session_state[_WANTED] = flow_id


def go_to_editor_if_wanted() -> None:
    """Leave for the editor when somebody opened a flow."""
    flow_id = st.session_state.pop(_WANTED, None)
    if flow_id is not None:
        open_editor(flow_id)


def address_of(flow_id: str) -> str:
    """Return the address of a flow's editor, relative to the home's."""
    return f"{_URL_PATH}?{urlencode(_address(flow_id))}"


def _editor() -> st.Page:
    """Return the editor's page; Streamlit knows pages by their address alone."""
    return st.Page(_nothing, title="Editor", url_path=_URL_PATH)


def _nothing() -> None:
    """Stand in for the page, which builder_app.py registers."""


def _address(flow_id: str) -> dict[str, str]:
    language = st.query_params.get("language")
    return {"flow": flow_id, **({"language": language} if language else {})}
