"""Where one is signed in, and the way out everywhere."""

import streamlit as st

from flow_runtime import accounts
from flow_runtime.accounts import tokens
from pages.installation import database, installation_database, now
from pages.person import current_token
from pages.signing.addresses import SIGNED_OUT
from pages.signing.leaving import leave_for
from pages.texts import texts_of
from pages.widgets.moments import moment
from storage import sign_ins
from storage.sign_ins import SignIn

_ = texts_of("account")


def draw_sign_ins(person_id: int) -> None:
    """Draw the browsers that are signed in, and the button that ends them all."""
    with database().read() as tx:
        found = sign_ins.list_open(tx, person_id, now=now())
    st.markdown("#### " + _("Where your account is open"))
    st.table(
        {
            _("Since"): [_since(one) for one in found],
            _("Last used"): [moment(one.seen_at) for one in found],
            _("Ends on"): [moment(one.expires_at) for one in found],
        },
        border="horizontal",
        hide_index=True,
    )
    st.button(
        _("Sign out everywhere"),
        icon=":material/logout:",
        help=_("Also here. Whoever used your account must sign in again."),
        on_click=_sign_out_everywhere,
        args=(person_id,),
    )


def _since(one: SignIn) -> str:
    began, token = moment(one.began_at), current_token()
    is_here = token is not None and tokens.same(one.token_hash, token)
    return _("{began} (this browser)", began=began) if is_here else began


def _sign_out_everywhere(person_id: int) -> None:
    accounts.sign_out_everywhere(installation_database(), person_id, now=now())
    leave_for(SIGNED_OUT)
