"""The menu of the person: who one is, the colours, one's account, and the way out."""

from typing import Final

import streamlit as st

from flow_runtime import accounts
from pages.allowed import may
from pages.installation import installation_database, now
from pages.memory import THEMES, remember
from pages.person import MAX_NAME_CHARACTERS, current_person, current_token, is_signed_in
from pages.sharing_parts.links import ACCOUNT, PEOPLE, link_to
from pages.signing.addresses import SIGNED_OUT
from pages.signing.leaving import leave_for
from pages.texts import plain, texts_of
from storage.policy import Permission

_ = texts_of("shell")

_NAME: Final = "person"


def draw_person(here: str) -> None:
    """Draw the button with one's name, and the menu under it; it closes with its page."""
    key = f"fluxo_menu_{here}"
    with (
        st.container(key="fluxo_person", width="content"),
        st.popover(plain(current_person()), icon=":material/account_circle:", key=key),
    ):
        if not is_signed_in():
            _draw_name()
        _draw_theme()
        if is_signed_in():
            link_to(ACCOUNT, _("My account"), icon=":material/badge:")
        if may(Permission.ADMINISTER):
            link_to(PEOPLE, _("People and roles"), icon=":material/group:")
        if is_signed_in():
            st.button(
                _("Sign out"),
                key="fluxo_sign_out",
                icon=":material/logout:",
                type="tertiary",
                on_click=_sign_out,
            )


def _sign_out() -> None:
    accounts.sign_out(installation_database(), current_token(), now=now())
    leave_for(SIGNED_OUT)


def _draw_name() -> None:
    st.text_input(
        _("What is your name?"),
        st.session_state.get(_NAME, ""),
        key=_NAME,
        max_chars=MAX_NAME_CHARACTERS,
        placeholder=current_person(),
        help=_("Your changes are kept under this name."),
        on_change=_remember_person,
    )


def _remember_person() -> None:
    remember({"person": st.session_state[_NAME].strip()})


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
