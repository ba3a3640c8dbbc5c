"""What the company decided for everybody."""

from typing import Final

import streamlit as st

from flow_runtime import company_rules
from pages.installation import database, now
from pages.people_parts.notices import attempt
from pages.person import current_person
from pages.texts import texts_of

_ = texts_of("people")

_OWN: Final = "people-approve-own"


def draw_rules() -> None:
    """Draw the rules of the company."""
    with database().read() as tx:
        may_approve_own = company_rules.may_approve_own(tx)
    st.markdown("#### " + _("Rules"))
    with st.container(gap="xxsmall"):
        st.toggle(
            _("People may approve what they made themselves"),
            value=may_approve_own,
            key=_OWN,
            on_change=_change,
        )
        st.caption(
            _(
                "For companies of one or two people. Otherwise leave it off: a second pair of eyes "
                "sees what the first one missed. The audit tells each such approval."
            )
        )


def _change() -> None:
    allowed, author = bool(st.session_state[_OWN]), current_person()
    attempt(lambda tx: [company_rules.set_may_approve_own(tx, allowed, author=author, now=now())])
