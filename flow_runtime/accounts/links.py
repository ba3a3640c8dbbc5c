"""One-time links: the first account of an installation, and passwords that their people set."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from flow_runtime.accounts import passwords, tokens, tries
from flow_runtime.accounts.errors import AccountsExist, LinkRefused, SignInRefused
from flow_runtime.accounts.names import usable_email, usable_name
from flow_runtime.accounts.noting import write_down
from flow_runtime.accounts.password_rules import MAX_PASSWORD_CHARACTERS, require_good_password
from flow_runtime.accounts.people import add_person
from flow_runtime.accounts.sign_ins import SignedIn, begin
from storage import invitations, people, sign_ins
from storage.database import Database
from storage.invitations import Invitation, Purpose
from storage.people import Person
from storage.policy import Role

FIRST_ACCOUNT_LASTS: Final = timedelta(hours=24)


# -- the first account -------------------------------------------------------------------------


def has_accounts(database: Database) -> bool:
    """Say whether anybody has an account, also a closed one."""
    with database.read() as tx:
        return people.any_exist(tx)


def first_account_token(database: Database, *, now: datetime) -> str:
    """Return a token that makes the first account, once, within 24 hours; ends earlier ones.

    Raises:
        AccountsExist: There is an account already.
    """
    token = tokens.new_token()
    ends = now + FIRST_ACCOUNT_LASTS
    with database.transaction() as tx:
        if people.any_exist(tx):
            raise AccountsExist
        kept = Invitation(tokens.hash_of(token), "first_account", None, now, ends, None)
        invitations.add(tx, kept)
    return token


def is_first_account_token(database: Database, token: str | None, *, now: datetime) -> bool:
    """Say whether a token makes the first account, without using it."""
    with database.read() as tx:
        found = _good(tx, token, "first_account", now)
        return found is not None and not people.any_exist(tx)


def create_first_account(
    database: Database, *, token: str | None, name: str, email: str, password: str, now: datetime
) -> SignedIn:
    """Make the first account, with every role, and let it in.

    Raises:
        LinkRefused: The token is no good (any more).
        AccountsExist: There is an account already.
        PersonRefused: The name or the address cannot be.
        PasswordRefused: Others would guess the password.
    """
    with database.read() as tx:
        invited = _require(tx, token, "first_account", now)
    called, address = usable_name(name), usable_email(email)
    require_good_password(password, name=called, email=address)
    kept = passwords.hash_password(password)
    with database.transaction() as tx:
        if not invitations.use(tx, invited.token_hash, now=now):
            raise LinkRefused
        if people.any_exist(tx):
            raise AccountsExist
        roles = [str(role) for role in Role]
        person = add_person(tx, called, address, roles, kept, author=called, now=now)
        return begin(tx, person, now=now)


# -- passwords ---------------------------------------------------------------------------------


def invited_person(database: Database, token: str | None, *, now: datetime) -> Person | None:
    """Return whose password a token sets, without using it; None when it is no good."""
    with database.read() as tx:
        found = _good(tx, token, "set_password", now)
        return None if found is None else _open_account(tx, found)


def set_password_by_invitation(
    database: Database, *, token: str | None, password: str, now: datetime
) -> SignedIn:
    """Set the password of whom a token is for, end their sign-ins, and let them in.

    Raises:
        LinkRefused: The token is no good (any more), or the account is closed.
        PasswordRefused: Others would guess the password.
    """
    with database.read() as tx:
        invited = _require(tx, token, "set_password", now)
        person = _open_account(tx, invited)
    if person is None:
        raise LinkRefused
    require_good_password(password, name=person.name, email=person.email)
    kept = passwords.hash_password(password)
    with database.transaction() as tx:
        held = people.hold(tx, person.id)
        if held.closed_at is not None or not invitations.use(tx, invited.token_hash, now=now):
            raise LinkRefused
        _change(tx, held, kept, now=now)
        return begin(tx, held, now=now)


def change_password(
    database: Database,
    person_id: int,
    *,
    old: str,
    new: str,
    now: datetime,
    keep: str = "",
) -> None:
    """Change a password and end all other sign-ins of the account.

    Args:
        database: That of the installation.
        person_id: The account.
        old: The password so far.
        new: The password from now on.
        now: The time, aware.
        keep: The token of the sign-in that goes on.

    Raises:
        SignInRefused: The old password is wrong, or the account is closed.
        AccountLocked: There were too many wrong passwords.
        PasswordRefused: Others would guess the new password.
        storage.errors.NotFound: There is no such account.
    """
    with database.transaction() as tx:
        person = people.get(tx, person_id)
        taken = tries.take(tx, person, now)
    readable = len(old) <= MAX_PASSWORD_CHARACTERS and person.closed_at is None
    if not readable or not passwords.matches(person.password_hash, old):
        tries.note_lock(database, person, taken, now)
        raise _wrong_password(taken, now)
    with database.transaction() as tx:
        tries.forget(tx, person)
    require_good_password(new, name=person.name, email=person.email)
    kept = passwords.hash_password(new)
    with database.transaction() as tx:
        held = people.hold(tx, person_id)
        if held.closed_at is not None or held.password_hash != person.password_hash:
            raise SignInRefused
        _change(tx, held, kept, now=now, keep=keep)


def _wrong_password(taken: tries.Tries, now: datetime) -> SignInRefused:
    if taken.locked_until is not None:
        return taken.refusal(now)
    return SignInRefused(
        "Your current password is not this one: try again.",
        pt="A senha atual não é esta: tente de novo.",
    )


def _change(
    tx: Connection, person: Person, password_hash: str, *, now: datetime, keep: str = ""
) -> None:
    people.set_password_hash(tx, person.id, password_hash)
    tries.forget(tx, person)
    sign_ins.end_all(tx, person.id, now=now, kept=tokens.hash_of(keep))
    invitations.end_all(tx, "set_password", person.id, now=now)
    write_down(tx, "person.password_changed", person.name, author=person.name, now=now)


# -- tokens ------------------------------------------------------------------------------------


def _good(tx: Connection, token: str | None, purpose: Purpose, now: datetime) -> Invitation | None:
    if not token or not tokens.is_readable(token):
        return None
    found = invitations.find(tx, tokens.hash_of(token))
    if found is None or not tokens.same(found.token_hash, token):
        return None
    fits = found.purpose == purpose and found.used_at is None and now < found.expires_at
    return found if fits else None


def _require(tx: Connection, token: str | None, purpose: Purpose, now: datetime) -> Invitation:
    found = _good(tx, token, purpose, now)
    if found is None:
        raise LinkRefused
    return found


def _open_account(tx: Connection, found: Invitation) -> Person | None:
    if found.person_id is None:
        return None
    person = people.get(tx, found.person_id)
    return person if person.closed_at is None else None
