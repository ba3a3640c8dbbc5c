"""Accounts as an administrator keeps them: made, given roles, closed, invited."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from flow_runtime.accounts import passwords, tokens
from flow_runtime.accounts.errors import LastAdmin, PersonRefused
from flow_runtime.accounts.names import name_key, usable_email, usable_name, usable_roles
from flow_runtime.accounts.noting import write_down
from flow_runtime.accounts.password_rules import require_good_password
from storage import api_tokens, invitations, people, sign_ins
from storage.invitations import Invitation
from storage.people import NewPerson, Person
from storage.policy import Role
from storage.scope import scope_of

INVITATION_LASTS: Final = timedelta(hours=72)


def create_person(
    tx: Connection,
    *,
    name: str,
    email: str,
    roles: Iterable[str],
    password: str | None,
    author: str,
    now: datetime,
) -> Person:
    """Make an account.

    Args:
        tx: A transaction of somebody who administers.
        name: Under which everything is written down; never changed, and never given again.
        email: To sign in with.
        roles: What the person is in the company.
        password: None for who gets an invitation, or signs in elsewhere.
        author: Who makes it.
        now: The time, aware.

    Raises:
        PersonRefused: The name, the address or a role cannot be, or another account has it.
        PasswordRefused: Others would guess the password.
    """
    called, address, given = usable_name(name), usable_email(email), usable_roles(roles)
    if password is not None:
        require_good_password(password, name=called, email=address)
    _require_free(people.list_people(tx), called, address)
    kept = None if password is None else passwords.hash_password(password)
    return add_person(tx, called, address, given, kept, author=author, now=now)


def _require_free(others: Iterable[Person], name: str, email: str) -> None:
    for other in others:
        if other.key == name_key(name):
            raise PersonRefused(
                f"There is an account “{other.name}” already: choose another name. Those of "
                "closed accounts are not given again.",
                pt=f"Já existe uma conta “{other.name}”: escolha outro nome. Os de contas "
                "encerradas não voltam a ser usados.",
            )
        if other.email == email:
            raise PersonRefused(
                f"The account “{other.name}” has this e-mail address: give another one.",
                pt=f"A conta “{other.name}” já usa este e-mail: indique outro.",
            )


def add_person(
    tx: Connection,
    name: str,
    email: str,
    roles: list[str],
    password_hash: str | None,
    *,
    author: str,
    now: datetime,
) -> Person:
    """Add an account whose parts were checked, and write it down."""
    new = NewPerson(name, name_key(name), email, roles, password_hash, now, author)
    person = people.add(tx, new)
    write_down(tx, "person.created", name, author=author, now=now, details={"roles": roles})
    return person


def set_roles(
    tx: Connection, person_id: int, roles: Iterable[str], *, author: str, now: datetime
) -> Person:
    """Give an account these roles in place of the earlier ones; they count from now on.

    Raises:
        PersonRefused: There is no such role.
        LastAdmin: Nobody would be left who administers.
        storage.errors.NotFound: There is no such account, or you do not administer.
    """
    given = usable_roles(roles)
    if Role.ADMIN not in given and administers_alone(tx, person_id):
        raise LastAdmin
    return change_roles(tx, people.get(tx, person_id), given, author=author, now=now)


def change_roles(
    tx: Connection, person: Person, roles: list[str], *, author: str, now: datetime
) -> Person:
    """Change the roles of an account where they differ, and write it down."""
    if roles != person.roles:
        people.set_roles(tx, person.id, roles)
        details = {"before": person.roles, "after": roles}
        write_down(tx, "person.roles_changed", person.name, author=author, now=now, details=details)
    return people.get(tx, person.id)


def administers_alone(tx: Connection, person_id: int) -> bool:
    """Say whether an open account is the only one that administers; holds all of them."""
    admins = {
        person.id
        for person in people.hold_all(tx)
        if person.closed_at is None and Role.ADMIN in person.roles
    }
    return admins == {person_id}


def close_account(tx: Connection, person_id: int, *, author: str, now: datetime) -> None:
    """Close an account: its sign-ins, tokens and invitations end; what it did stays.

    Raises:
        LastAdmin: Nobody would be left who administers.
        storage.errors.NotFound: There is no such account, or you do not administer.
    """
    if administers_alone(tx, person_id):
        raise LastAdmin
    person = people.get(tx, person_id)
    if person.closed_at is not None:
        return
    people.set_closed(tx, person_id, now)
    sign_ins.end_all(tx, person_id, now=now)
    api_tokens.end_all(tx, person_id, now=now)
    invitations.end_all(tx, "set_password", person_id, now=now)
    write_down(tx, "person.closed", person.name, author=author, now=now)


def reopen_account(tx: Connection, person_id: int, *, author: str, now: datetime) -> None:
    """Open a closed account again, with its roles and its password.

    Raises:
        storage.errors.NotFound: There is no such account, or you do not administer.
    """
    person = people.get(tx, person_id)
    if person.closed_at is not None:
        people.set_closed(tx, person_id, None)
        write_down(tx, "person.reopened", person.name, author=author, now=now)


def invitation(tx: Connection, person_id: int, *, now: datetime, author: str = "") -> str:
    """Return a token with which a person sets a password, once, within 72 hours.

    An earlier one works no more. `author` is who asks for it, where the transaction does not say.

    Raises:
        PersonRefused: The account is closed.
        storage.errors.NotFound: There is no such account, or you do not administer.
    """
    person = people.get(tx, person_id)
    if person.closed_at is not None:
        raise PersonRefused(
            f"The account “{person.name}” is closed: open it again first.",
            pt=f"A conta “{person.name}” está encerrada: reabra-a antes.",
        )
    token = tokens.new_token()
    ends = now + INVITATION_LASTS
    kept = Invitation(tokens.hash_of(token), "set_password", person_id, now, ends, None)
    invitations.add(tx, kept)
    by = author or scope_of(tx).person
    write_down(tx, "person.invited", person.name, author=by, now=now)
    return token
