"""The header of every page: the way home, the page's title, language, colours, and who one is."""

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from pages.memory import THEMES, remember
from pages.person import MAX_NAME_CHARACTERS, current_person
from pages.texts import LANGUAGES, language, plain, texts_of

_ = texts_of("shell")
_LANGUAGE_NAMES: Final = {"pt-BR": "PT", "en": "EN"}


def draw_header(home: StreamlitPage) -> None:
    """Draw the header; the page fills `title_slot()`."""
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
        _draw_person()


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


def _draw_person() -> None:
    with (
        st.container(key="fluxo_person", width="content"),
        st.popover(plain(current_person()), icon=":material/account_circle:"),
    ):
        st.text_input(
            _("What is your name?"),
            st.session_state.get("person", ""),
            key="person",
            max_chars=MAX_NAME_CHARACTERS,
            placeholder=current_person(),
            help=_("Your changes are kept under this name."),
            on_change=_remember_person,
        )
        _draw_theme()


def _remember_person() -> None:
    remember({"person": st.session_state["person"].strip()})


def _draw_theme() -> None:
    names = {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}
    st.session_state.setdefault("theme", THEMES[0])
    st.segmented_control(
        _("Colours"),
        THEMES,
        default=st.session_state["theme"],
        format_func=names.__getitem__,
        key="theme",
        required=True,
        on_change=_remember_theme,
    )


def _remember_theme() -> None:
    remember({"theme": st.session_state["theme"]})
