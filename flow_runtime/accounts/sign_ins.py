"""A browser that acts for an account: how it begins, how long it lasts, how it ends."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from flow_runtime.accounts import tokens
from flow_runtime.accounts.noting import write_down
from flow_runtime.accounts.scopes import scope_of_person
from storage import people, sign_ins
from storage.database import Database
from storage.people import Person
from storage.policy import Scope
from storage.scope import scope_of
from storage.sign_ins import SignIn

IDLE_AFTER: Final = timedelta(hours=12)
LASTS_AT_MOST: Final = timedelta(days=7)
_KEPT_AFTERWARDS: Final = timedelta(days=30)
_SEEN_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody was let in; `token` goes to their browser and nowhere else."""

    token: str = field(repr=False)
    scope: Scope


def begin(tx: Connection, person: Person, *, now: datetime) -> SignedIn:
    """Let a person in, and write it down."""
    token = tokens.new_token()
    sign_ins.forget_old(tx, person.id, before=now - _KEPT_AFTERWARDS)
    new = SignIn(tokens.hash_of(token), person.id, now, now, now + LASTS_AT_MOST, None)
    sign_ins.add(tx, new)
    write_down(tx, "person.signed_in", person.name, author=person.name, now=now)
    return SignedIn(token, scope_of_person(person))


def scope_of_sign_in(database: Database, token: str | None, *, now: datetime) -> Scope | None:
    """Return what a browser may do, by the roles of this moment; None when it is not signed in.

    Args:
        database: That of the installation.
        token: What the browser showed.
        now: The time, aware.
    """
    if not token or not tokens.is_readable(token):
        return None
    with database.read() as tx:
        found = sign_ins.find(tx, tokens.hash_of(token))
        if found is None or not tokens.same(found.token_hash, token) or _is_over(found, now):
            return None
        person = people.get(tx, found.person_id)
    if person.closed_at is not None:
        return None
    if now - found.seen_at >= _SEEN_EVERY:
        database.together(lambda tx: sign_ins.see(tx, found.token_hash, now=now))
    return scope_of_person(person)


def _is_over(found: SignIn, now: datetime) -> bool:
    return (
        found.ended_at is not None or now >= found.expires_at or now >= found.seen_at + IDLE_AFTER
    )


def sign_out(database: Database, token: str | None, *, now: datetime) -> None:
    """End a browser's sign-in; one that is none is fine."""
    if token and tokens.is_readable(token):
        with database.transaction() as tx:
            sign_ins.end(tx, tokens.hash_of(token), now=now)


def sign_out_everywhere(
    database: Database, person_id: int, *, now: datetime, author: str = ""
) -> int:
    """End every sign-in of an account and return how many there were.

    Args:
        database: That of the installation, or of who may do it.
        person_id: The account.
        now: The time, aware.
        author: Who does it, where the database does not say and it is not the person.

    Raises:
        storage.errors.NotFound: There is no such account, or it is somebody else's.
    """
    with database.transaction() as tx:
        name = people.get(tx, person_id).name
        ended = sign_ins.end_all(tx, person_id, now=now)
        scope = scope_of(tx)
        by = author or (name if scope.is_installation else scope.person)
        write_down(tx, "person.signed_out_everywhere", name, author=by, now=now)
    return ended
