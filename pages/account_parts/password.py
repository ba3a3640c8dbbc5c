"""Another password for one's own account."""

from typing import Final

import streamlit as st

from flow_runtime import accounts
from pages.account_parts.notices import tell
from pages.installation import installation_database, now
from pages.person import current_token
from pages.texts import in_language, texts_of
from pages.widgets.notices import Notice
from storage.people import Person

_ = texts_of("account")

_OLD: Final = "account-password-old"
_NEW: Final = "account-password-new"
_MAX_CHARACTERS: Final = 200


def draw_password(person: Person) -> None:
    """Draw the form; who signs in elsewhere has no password here."""
    st.markdown("#### " + _("Password"))
    if person.password_hash is None:
        st.caption(_("You sign in with your company's sign-in: the password is kept there."))
        return
    with st.form("account-password", clear_on_submit=True):
        _field(_("Current password"), _OLD, "current-password")
        _field(_("New password"), _NEW, "new-password")
        st.caption(_("12 characters or more. In your other browsers you sign in again."))
        st.form_submit_button(_("Change the password"), on_click=_change, args=(person.id,))


def _field(label: str, key: str, autocomplete: str) -> None:
    st.text_input(
        label,
        key=key,
        type="password",
        autocomplete=autocomplete,
        max_chars=_MAX_CHARACTERS,
    )


def _change(person_id: int) -> None:
    old, new = (str(st.session_state.get(key) or "") for key in (_OLD, _NEW))
    try:
        accounts.change_password(
            installation_database(),
            person_id,
            old=old,
            new=new,
            now=now(),
            keep=current_token() or "",
        )
    except accounts.AccountError as error:
        tell(Notice(in_language(error.words), is_failure=True))
    else:
        tell(Notice(_("Your password was changed. Other browsers must sign in again.")))
