"""One's own account: who one is here, the password, where one is signed in, tokens."""

from pathlib import Path
from typing import Final

import streamlit as st

from pages.account_parts.notices import draw_notice
from pages.account_parts.password import draw_password
from pages.account_parts.sign_ins import draw_sign_ins
from pages.account_parts.tokens import draw_tokens
from pages.installation import database
from pages.person import current_scope
from pages.sharing_parts.guard import shown_safely
from pages.texts import plain, texts_of
from pages.widgets.header import title_slot
from pages.widgets.roles import role_duty, role_name
from storage import people
from storage.people import Person
from storage.policy import Role

_ = texts_of("account")

_STYLE: Final = Path(__file__).parent / "account_parts" / "account.css"


def show() -> None:
    """Draw the page."""
    st.html(_STYLE)
    shown_safely(_draw)


def _draw() -> None:
    with title_slot():
        st.markdown("**" + _("My account") + "**")
    scope = current_scope()
    if scope.person_id is None:
        return
    if not scope.roles:
        no_role = _("Your account has no role yet: ask who administers Fluxo for one.")
        st.info(no_role, icon=":material/badge:")
        return
    with database().read() as tx:
        person = people.get(tx, scope.person_id)
    with st.container(key="account", gap="large"):
        draw_notice()
        _draw_oneself(person)
        with st.container(gap="small"):
            draw_password(person)
        with st.container(gap="small"):
            draw_sign_ins(person.id)
        with st.container(gap="small"):
            draw_tokens(person.id)


def _draw_oneself(person: Person) -> None:
    held = set(person.roles)
    duties = [f"- **{role_name(role)}** – {role_duty(role)}" for role in Role if role in held]
    with st.container(gap="xsmall"):
        st.subheader(plain(person.name), anchor=False)
        st.text(person.email)
        st.markdown("\n".join(duties))
