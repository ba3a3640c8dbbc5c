"""The addresses of the pages that share a flow, and the links to them."""

from typing import Final
from urllib.parse import urlencode, urlsplit

import streamlit as st

from pages.texts import texts_of

_ = texts_of("sharing")

EDITOR: Final = "editor"
SHARE: Final = "share"
READ: Final = "read"
MAP: Final = "map"
_WANTED: Final = "sharing:map"


def link_to(page: str, label: str, *, icon: str | None = None, **query: object) -> None:
    """Draw a link to a page of the builder; the label may hold Markdown."""
    st.page_link(_page(page), label=label, icon=icon, query_params=_query(query))


def draw_map_button() -> None:
    """Draw the way to the map of what needs what.

    The home draws itself again while it examines flows; a link that is clicked then is lost.
    """
    st.button(_("Map"), icon=":material/hub:", type="tertiary", on_click=_want_map)


def go_to_map_if_wanted() -> None:
    """Leave for the map when somebody asked for it."""
    if st.session_state.pop(_WANTED, False):
        st.switch_page(_page(MAP), query_params=_query({}))


def _want_map() -> None:
    st.session_state[_WANTED] = True


def address_of(page: str, **query: object) -> str:
    """Return the whole address of a page, to be sent to somebody."""
    here = urlsplit(st.context.url or "")
    base = f"{here.scheme}://{here.netloc}" if here.netloc else ""
    folder = here.path.rpartition("/")[0]
    return f"{base}{folder}/{page}?{urlencode(_query(query))}"


def _query(query: dict[str, object]) -> dict[str, str]:
    said = {name: str(value) for name, value in query.items() if value is not None}
    language = st.query_params.get("language")
    return {**said, **({"language": language} if language else {})}


def _page(url_path: str) -> st.Page:
    """Return a page; Streamlit knows pages by their address alone."""
    return st.Page(_nothing, title="Fluxo", url_path=url_path)


def _nothing() -> None:
    """Stand in for the page, which builder_app.py registers."""
