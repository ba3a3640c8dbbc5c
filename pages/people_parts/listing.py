"""Everybody, their roles, and what can be done about them."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from flow_runtime import accounts
from pages.installation import now
from pages.people_parts.dialogs import ask
from pages.people_parts.links import invite
from pages.people_parts.notices import attempt, tell
from pages.person import current_person, current_scope
from pages.texts import plain, texts_of
from pages.widgets.notices import Notice
from pages.widgets.roles import role_names
from storage.people import Person

_ = texts_of("people")

_COLUMNS: Final = (3, 4, 2, 1.2)


def draw_people(found: Sequence[Person]) -> None:
    """Draw a line for everybody, closed accounts last."""
    for person in sorted(found, key=lambda one: one.closed_at is not None):
        with st.container(key=f"people-line-{person.id}", border=True):
            _draw_line(person)


def _draw_line(person: Person) -> None:
    who, roles, state, menu = st.columns(_COLUMNS, vertical_alignment="center", gap="small")
    with who.container(gap="xxsmall"):
        st.markdown(f"**{plain(person.name)}**{_mark(person)}")
        st.text(person.email)
    names = role_names(person.roles)
    roles.markdown(" ".join(f":gray-badge[{name}]" for name in names) or _no_role())
    _draw_state(person, state)
    with menu.container(horizontal=True, horizontal_alignment="right"):
        _draw_menu(person)


def _no_role() -> str:
    none = _("No role yet")
    return f":small[:gray[{none}]]"


def _mark(person: Person) -> str:
    you = _("you")
    return f" :gray[({you})]" if person.id == current_scope().person_id else ""


def _draw_state(person: Person, place: st.delta_generator.DeltaGenerator) -> None:
    if person.closed_at is not None:
        place.badge(_("Closed"), icon=":material/block:", color="gray")
    elif person.locked_until is not None and person.locked_until > now():
        place.badge(_("Locked for some minutes"), icon=":material/lock_clock:", color="orange")
    elif person.password_hash is None:
        place.badge(_("No password yet"), icon=":material/mail:", color="blue")


def _draw_menu(person: Person) -> None:
    key = f"people-menu-{person.id}"
    actions = _actions(person)
    st.menu_button(
        _("Change"),
        list(actions),
        format_func=actions.__getitem__,
        key=key,
        on_click=lambda: _do(str(st.session_state[key]), person),
    )


def _actions(person: Person) -> dict[str, str]:
    if person.closed_at is not None:
        return {"reopen": ":material/undo: " + _("Open the account again")}
    return {
        "roles": ":material/badge: " + _("Change the roles"),
        "invite": ":material/link: " + _("New link for the password"),
        "close": ":material/block: " + _("Close the account"),
    }


def _do(action: str, person: Person) -> None:
    if action == "invite":
        invite(person)
    elif action == "reopen":
        _reopen(person)
    else:
        ask(action, person)


def _reopen(person: Person) -> None:
    reopen = partial(
        accounts.reopen_account, person_id=person.id, author=current_person(), now=now()
    )
    if attempt(lambda tx: [reopen(tx)]):
        tell(Notice(_("The account of {name} is open again.", name=plain(person.name))))
