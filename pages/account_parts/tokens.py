"""API tokens: what a program shows in place of a person's password."""

from functools import partial
from typing import Final

import streamlit as st

from flow_runtime import accounts
from pages.account_parts.notices import attempt, tell
from pages.installation import database, now
from pages.person import current_person, current_scope
from pages.texts import plain, texts_of
from pages.widgets.moments import moment
from pages.widgets.notices import Notice
from pages.widgets.roles import permission_name
from storage import api_tokens
from storage.api_tokens import ApiToken
from storage.policy import Permission

_ = texts_of("account")

_NAME: Final = "account-token-name"
_PERMISSIONS: Final = "account-token-permissions"
_DAYS: Final = "account-token-days"
_MADE: Final = "account:token"
_DAYS_OFFERED: Final = (30, 90, 180, 365)


def draw_tokens(person_id: int) -> None:
    """Draw the tokens that work, and the form for another one."""
    st.markdown("#### " + _("Access for programs"))
    st.caption(_("A program with a token acts in your name. You say what it may do."))
    _draw_made()
    for token in _working(person_id):
        _draw_token(token)
    with st.expander(_("New token"), icon=":material/add:"):
        _draw_form(person_id)


def _working(person_id: int) -> list[ApiToken]:
    with database().read() as tx:
        found = api_tokens.list_of(tx, person_id)
    return [one for one in found if one.ended_at is None and one.expires_at > now()]


def _draw_made() -> None:
    text = st.session_state.get(_MADE)
    if not text:
        return
    with st.container(border=True, key="account-token-made"):
        st.markdown(_("Copy the token now: **it is not shown again.**"))
        st.code(text, language=None, wrap_lines=True)
        st.caption(_("The command fluxo finds it in the variable FLUXO_TOKEN."))
        st.button(_("I have it"), on_click=partial(st.session_state.pop, _MADE, None))


def _draw_token(token: ApiToken) -> None:
    with st.container(
        border=True,
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key=f"account-token-{token.id}",
    ):
        with st.container(gap="xxsmall", width="stretch"):
            st.markdown(f"**{plain(token.name)}**")
            st.caption(", ".join(map(permission_name, token.permissions)))
            st.caption(_used(token))
        st.button(
            _("End it"),
            key=f"account-token-end-{token.id}",
            icon=":material/block:",
            on_click=_end,
            args=(token,),
        )


def _used(token: ApiToken) -> str:
    until = moment(token.expires_at)
    if token.used_at is None:
        return _("Works until {until}; never used.", until=until)
    return _("Works until {until}; used {used}.", until=until, used=moment(token.used_at))


def _draw_form(person_id: int) -> None:
    scope = current_scope()
    offered = [one for one in Permission if one != Permission.KNOW_ONESELF and scope.permits(one)]
    with st.form("account-token", border=False):
        st.text_input(
            _("What is it for?"), key=_NAME, max_chars=80, placeholder=_("Tests of every night")
        )
        st.pills(
            _("What may it do?"),
            offered,
            key=_PERMISSIONS,
            selection_mode="multi",
            format_func=permission_name,
        )
        st.segmented_control(
            _("How long does it work?"),
            _DAYS_OFFERED,
            default=_DAYS_OFFERED[1],
            key=_DAYS,
            required=True,
            format_func=lambda days: _("{days} days", days=days),
        )
        st.form_submit_button(_("Make the token"), on_click=_make, args=(person_id,))


def _make(person_id: int) -> None:
    name, permissions, days = (st.session_state[key] for key in (_NAME, _PERMISSIONS, _DAYS))
    if not permissions:
        tell(Notice(_("Choose what the token may do."), is_failure=True))
        return
    made = attempt(
        lambda tx: accounts.create_api_token(
            tx,
            person_id=person_id,
            name=name,
            permissions=permissions,
            days=days,
            author=current_person(),
            now=now(),
        )
    )
    if made:
        st.session_state[_MADE] = made[1]


def _end(token: ApiToken) -> None:
    ended = attempt(
        lambda tx: [accounts.end_api_token(tx, token.id, author=current_person(), now=now())]
    )
    if ended:
        tell(Notice(_("The token “{name}” works no more.", name=plain(token.name))))
