"""The header of every page: the way home, the page's title, language, colours, and who one is."""

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from pages.memory import remember
from pages.texts import LANGUAGES, language, texts_of
from pages.widgets.person_menu import draw_person

_ = texts_of("shell")
_LANGUAGE_NAMES: Final = {"pt-BR": "PT", "en": "EN"}


def draw_header(home: StreamlitPage, here: str = "") -> None:
    """Draw the header; the page fills `title_slot()`.

    Args:
        home: The page that the product's name leads to.
        here: The path of the page that is drawn.
    """
    language()  # settles it before the switch is drawn
    with st.container(
        key="fluxo_header",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="small",
    ):
        with st.container(key="fluxo_home", width="content"):
            st.page_link(home, label="Fluxo", icon=":material/account_tree:")
        st.session_state["title_slot"] = st.container(key="fluxo_title", width="stretch")
        _draw_language()
        draw_person(here)


def title_slot() -> DeltaGenerator:
    """Return the place in the header where a page says what it shows."""
    slot: DeltaGenerator = st.session_state["title_slot"]
    return slot


def _draw_language() -> None:
    with st.container(key="fluxo_language", width="content"):
        _draw_language_switch()


def _draw_language_switch() -> None:
    st.segmented_control(
        _("Language"),
        LANGUAGES,
        default=language(),
        format_func=_LANGUAGE_NAMES.__getitem__,
        key="language",
        required=True,
        label_visibility="collapsed",
        width="content",
        on_change=_remember_language,
    )


def _remember_language() -> None:
    remember({"language": st.session_state["language"]})
