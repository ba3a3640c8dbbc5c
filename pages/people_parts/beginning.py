"""The open demo: nobody has an account yet, and everybody on this machine may do everything."""

import streamlit as st

from flow_runtime import accounts
from flow_runtime.accounts.addresses import first_account_link
from pages.installation import now, runtime_database
from pages.signing.leaving import leave_for, leave_if_wanted
from pages.texts import texts_of
from storage.policy import Permission

_ = texts_of("people")


def draw_beginning() -> None:
    """Draw the way to the first account."""
    leave_if_wanted()
    with st.container(key="people-beginning", horizontal_alignment="center", gap="small"):
        st.subheader(_("Nobody has an account yet"), anchor=False)
        st.markdown(
            _(
                "Whoever uses this machine may do everything here. Create your account when others "
                "shall work with you: from then on everybody signs in, and may do what their roles "
                "say."
            )
        )
        st.button(
            _("Create the first account"),
            type="primary",
            icon=":material/person_add:",
            on_click=_begin,
        )


def _begin() -> None:
    token = accounts.first_account_token(runtime_database(Permission.ADMINISTER), now=now())
    leave_for(first_account_link("", token))
