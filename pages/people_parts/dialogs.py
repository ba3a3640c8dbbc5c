"""The dialogs: somebody new, other roles, an account that is closed."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from flow_runtime import accounts
from pages.installation import database, now
from pages.people_parts.links import invite
from pages.people_parts.notices import attempt, tell
from pages.person import current_person
from pages.texts import in_language, plain, texts_of
from pages.widgets.dialogs import OpenDialog
from pages.widgets.notices import Notice
from pages.widgets.roles import role_duty, role_name
from storage.errors import StorageError
from storage.people import Person
from storage.policy import Role

_ = texts_of("people")

_NAME: Final = "people-name"
_EMAIL: Final = "people-email"


@dataclass(frozen=True, slots=True)
class _Asked:
    action: str
    person: Person | None


_dialog: Final = OpenDialog[_Asked]("people")


def ask(action: str, person: Person | None = None) -> None:
    """Open a dialog at the next drawing: "add", or "roles" or "close" for somebody."""
    _dialog.ask(_Asked(action, person))


def open_dialog() -> None:
    """Draw the dialog that is open, if any."""
    asked = _dialog.asked()
    if asked is None:
        return
    if asked.person is None:
        st.dialog(_("Add somebody"), on_dismiss=_dialog.forget)(_add)()
    elif asked.action == "roles":
        title = _("Roles of {name}", name=plain(asked.person.name))
        st.dialog(title, on_dismiss=_dialog.forget)(_change_roles)(asked.person)
    elif asked.action == "close":
        st.dialog(_("Close the account?"), on_dismiss=_dialog.forget)(_close)(asked.person)


# -- somebody new ----------------------------------------------------------------------------------


def _add() -> None:
    with st.form("people-add", border=False):
        name = st.text_input(
            _("Name"),
            key=_NAME,
            max_chars=60,
            help=_("Everything this person does is kept under it; it never changes."),
        )
        email = st.text_input(_("E-mail"), key=_EMAIL, max_chars=254)
        label = _("Roles")
        st.markdown(f":small[{label}]")
        roles = _choose_roles(())
        wanted = st.form_submit_button(_("Add and make a link"), type="primary")
    if wanted:
        _added(name, email, roles)


def _added(name: str, email: str, roles: list[str]) -> None:
    author = current_person()
    try:
        with database().transaction() as tx:
            person = accounts.create_person(
                tx, name=name, email=email, roles=roles, password=None, author=author, now=now()
            )
    except (StorageError, accounts.AccountError) as error:
        st.error(in_language(error.words), icon=":material/error:")
        return
    tell(Notice(_("{name} has an account now.", name=plain(person.name))))
    invite(person)
    _dialog.close()


def _choose_roles(held: tuple[str, ...]) -> list[str]:
    """Draw the roles with what each is for, and return those that are chosen."""
    return [
        role
        for role in Role
        if st.checkbox(
            f"**{role_name(role)}** – {role_duty(role)}",
            value=role in held,
            key=f"people-role-{role}-{'-'.join(held)}",
        )
    ]


# -- other roles, closed ---------------------------------------------------------------------------


def _change_roles(person: Person) -> None:
    with st.form("people-roles", border=False):
        roles = _choose_roles(tuple(person.roles))
        wanted = st.form_submit_button(_("Keep"), type="primary")
    if not wanted:
        return
    author = current_person()
    if attempt(lambda tx: accounts.set_roles(tx, person.id, roles, author=author, now=now())):
        tell(Notice(_("The roles of {name} count from now on.", name=plain(person.name))))
    _dialog.close()


def _close(person: Person) -> None:
    st.markdown(
        _(
            "**{name}** is signed out everywhere and cannot sign in any more. What this person did "
            "stays. The account can be opened again.",
            name=plain(person.name),
        )
    )
    if st.button(_("Close the account"), type="primary", icon=":material/block:"):
        author = current_person()
        if attempt(lambda tx: [accounts.close_account(tx, person.id, author=author, now=now())]):
            tell(Notice(_("The account of {name} is closed.", name=plain(person.name))))
        _dialog.close()
