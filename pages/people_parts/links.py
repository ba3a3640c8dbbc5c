"""The one-time links that people set their password with."""

from functools import partial
from typing import Final

import streamlit as st

from flow_runtime import accounts
from flow_runtime.accounts.addresses import set_password_link
from pages.installation import now, settings
from pages.people_parts.notices import attempt
from pages.person import current_person
from pages.sharing_parts.links import address_of
from pages.texts import plain, texts_of
from storage.people import Person

_ = texts_of("people")

_MADE: Final = "people:link"


def invite(person: Person) -> None:
    """Make a link for somebody, and show it until it was taken."""
    token = attempt(
        lambda tx: accounts.invitation(tx, person.id, now=now(), author=current_person())
    )
    if token:
        st.session_state[_MADE] = (person.name, token)


def draw_link() -> None:
    """Draw the link that was made, if any."""
    made = st.session_state.get(_MADE)
    if made is None:
        return
    name, token = made
    with st.container(border=True, key="people-link", gap="small"):
        st.markdown(
            _(
                "Send this link to **{name}**. It works once, for 72 hours, and sets the password.",
                name=plain(name),
            )
        )
        st.code(_address(token), language=None, wrap_lines=True)
        st.button(
            _("Sent"),
            key="people-link-taken",
            icon=":material/check:",
            on_click=partial(st.session_state.pop, _MADE, None),
        )


def _address(token: str) -> str:
    public = settings().public_url.rstrip("/")
    here = address_of("set-password").partition("/set-password")[0]
    return set_password_link(public or here, token)
