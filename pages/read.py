"""A flow to read: the drawing with legend and script, for everybody inside; nothing can change."""

from pathlib import Path
from typing import Final

import streamlit as st

from flow_runtime.sharing.plates import Edition
from pages.sharing_parts.editions import HASHED, Shared, drawing_for, edition_of, shared
from pages.sharing_parts.flow_page import Theme, flow_page
from pages.sharing_parts.guard import shown_safely
from pages.texts import Language, language, plain, texts_of
from pages.widgets.header import title_slot

_ = texts_of("sharing")

_STYLE: Final = Path(__file__).parent / "sharing_parts" / "sharing.css"
_KEPT_PAGES: Final = 10
_HEIGHT: Final = 800


def show() -> None:
    """Draw the page of the flow, and perhaps the version, that the address names."""
    st.html(_STYLE)
    shown_safely(_draw)


def _draw() -> None:
    flow_id = st.query_params.get("flow", "")
    state = shared(flow_id, _version(st.query_params.get("version")))
    with title_slot(), st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(state.name)}**", width="content")
        st.badge(_("Only to read"), icon=":material/visibility:", color="gray")
        edition = edition_of(state)
        st.caption(plain(f"{edition.name} · {edition.when}"), width="content")
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    page = _page(state, edition, language(), theme)
    with st.container(key="read-frame"):
        st.iframe(page, height=_HEIGHT, alt=_("Drawing, legend and script of the flow"))


def _version(asked: str | None) -> int | None:
    """Return the number that the address asks for; anything else asks for one there is not."""
    if asked is None:
        return None
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0


@st.cache_resource(show_spinner=False, max_entries=_KEPT_PAGES, hash_funcs=HASHED)
def _page(state: Shared, edition: Edition, words: Language, theme: Theme) -> str:
    return flow_page(drawing_for(state), edition, words, theme=theme, is_framed=True)
