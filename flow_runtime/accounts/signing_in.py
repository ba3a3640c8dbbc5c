"""Who is at the door: by a password of ours, or by the word of the company's own sign-in."""

from collections.abc import Iterable
from datetime import datetime
from itertools import count

from sqlalchemy import Connection

from flow_runtime.accounts import passwords, tries
from flow_runtime.accounts.errors import PersonRefused, SignInRefused
from flow_runtime.accounts.names import (
    MAX_NAME_CHARACTERS,
    email_key,
    name_key,
    usable_email,
    usable_name,
    usable_roles,
)
from flow_runtime.accounts.password_rules import MAX_PASSWORD_CHARACTERS
from flow_runtime.accounts.people import add_person, administers_alone, change_roles
from flow_runtime.accounts.sign_ins import SignedIn, begin
from flow_runtime.accounts.tries import Tries
from storage import people
from storage.database import Database
from storage.people import Person
from storage.policy import Role

MAX_LOGIN_CHARACTERS = 254


def sign_in(database: Database, *, login: str, password: str, now: datetime) -> SignedIn:
    """Let in who knows the password of an account.

    Args:
        database: That of the installation.
        login: The e-mail address or the name of the account.
        password: As it was typed.
        now: The time, aware.

    Raises:
        SignInRefused: There is no such account, it is closed, or the password is wrong; nobody
            is told which.
        AccountLocked: There were too many wrong passwords.
    """
    if len(login) > MAX_LOGIN_CHARACTERS or len(password) > MAX_PASSWORD_CHARACTERS:
        raise SignInRefused
    person, taken = _try(database, login, now)
    kept = person.password_hash if person else None
    if not passwords.matches(kept, password) or person is None or kept is None:
        if person is not None:
            tries.note_lock(database, person, taken, now)
        raise taken.refusal(now)
    fresh = passwords.hash_password(password) if passwords.is_outdated(kept) else None
    with database.transaction() as tx:
        held = people.hold(tx, person.id)
        if held.closed_at is not None or held.password_hash != kept:
            raise SignInRefused
        if fresh:
            people.set_password_hash(tx, person.id, fresh)
        tries.forget(tx, person)
        return begin(tx, held, now=now)


def _try(database: Database, login: str, now: datetime) -> tuple[Person | None, Tries]:
    """Find the account and count the try; one that is closed is like one that is not there."""
    key = email_key(login) if "@" in login else name_key(login)
    with database.transaction() as tx:
        person = people.find_by_email(tx, key) if "@" in login else people.find_by_key(tx, key)
        if person is not None and person.closed_at is None:
            return person, tries.take(tx, person, now)
    return None, tries.take_unknown(key, now)


def sign_in_elsewhere(
    database: Database, *, email: str, name: str, roles: Iterable[str] | None, now: datetime
) -> SignedIn:
    """Let in whom the company's own sign-in vouches for; the first time makes the account.

    Args:
        database: That of the installation.
        email: An address that the other side has verified.
        name: What the person is called there; a number follows where another one has it.
        roles: The roles that the other side gives, in place of those here; None leaves it to
            an administrator. The last one who administers keeps that role.
        now: The time, aware.

    Raises:
        SignInRefused: The account is closed.
        PersonRefused: The address is none.
    """
    address = usable_email(email)
    with database.transaction() as tx:
        person = people.find_by_email(tx, address)
        if person is None:
            called = _free_name(tx, name, address)
            given = usable_roles(_known(roles or ()))
            person = add_person(tx, called, address, given, None, author=called, now=now)
        elif person.closed_at is not None:
            raise SignInRefused
        elif roles is not None:
            person = _with_roles(tx, person, set(_known(roles)), now=now)
        return begin(tx, person, now=now)


def _known(roles: Iterable[str]) -> Iterable[str]:
    """Leave out what the other side calls a role and we do not."""
    return [role for role in roles if role in set(Role)]


def _with_roles(tx: Connection, person: Person, roles: set[str], *, now: datetime) -> Person:
    if Role.ADMIN not in roles and administers_alone(tx, person.id):
        roles.add(Role.ADMIN)
    return change_roles(tx, person, usable_roles(roles), author=person.name, now=now)


def _free_name(tx: Connection, name: str, address: str) -> str:
    """Return a name that nobody has, as near as possible to the given one."""
    try:
        wanted = usable_name(name)
    except PersonRefused:
        wanted = usable_name("".join(c if c.isascii() and c.isalnum() else " " for c in address))
    taken = {person.key for person in people.list_people(tx)}
    if name_key(wanted) not in taken:
        return wanted
    shorter = wanted[: MAX_NAME_CHARACTERS - 8]
    numbered = (f"{shorter} {number}" for number in count(2))
    return next(name for name in numbered if name_key(name) not in taken)
