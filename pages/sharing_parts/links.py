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
AUDIT: Final = "audit"
ACCOUNT: Final = "account"
PEOPLE: Final = "people"
PUBLISH: Final = "publish"
REVIEW: Final = "review"
_WANTED: Final = "sharing:page"


def link_to(page: str, label: str, *, icon: str | None = None, **query: object) -> None:
    """Draw a link to a page of the builder; the label may hold Markdown."""
    st.page_link(_page(page), label=label, icon=icon, query_params=_query(query))


def draw_map_button() -> None:
    """Draw the way to the map of what needs what."""
    _draw_button(MAP, _("Map"), ":material/hub:")


def draw_audit_button() -> None:
    """Draw the way to the record of who did what."""
    _draw_button(AUDIT, _("Audit"), ":material/history_edu:")


def draw_publish_button() -> None:
    """Draw the way to what is live where."""
    _draw_button(PUBLISH, _("Publishing"), ":material/rocket_launch:")


def draw_review_button(waiting: int) -> None:
    """Draw the way to what waits for review, with the number of it."""
    label = _("Review · {count}", count=waiting) if waiting else _("Review")
    _draw_button(REVIEW, label, ":material/rate_review:")


def _draw_button(page: str, label: str, icon: str) -> None:
    # The home draws itself again while it examines flows; a link that is clicked then is lost.
    st.button(label, icon=icon, type="tertiary", on_click=_want, args=(page,))


def go_where_wanted() -> None:
    """Leave for the page that somebody asked for."""
    page = st.session_state.pop(_WANTED, None)
    if page is not None:
        st.switch_page(_page(page), query_params=_query({}))


def _want(page: str) -> None:
    st.session_state[_WANTED] = page


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
