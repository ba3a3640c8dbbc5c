"""API tokens: what a CI or another program shows in place of a person's password."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from flow_runtime.accounts import tokens
from flow_runtime.accounts.errors import TokenRefused
from flow_runtime.accounts.noting import write_down
from flow_runtime.accounts.scopes import scope_of_person, scope_of_token
from flow_runtime.answers.folding import visible
from storage import api_tokens, people
from storage.api_tokens import ApiToken, NewApiToken
from storage.database import Database
from storage.people import Person
from storage.policy import Permission, Scope

PREFIX: Final = "fluxo_"
MAX_DAYS: Final = 365
MAX_TOKEN_NAME_CHARACTERS: Final = 80
_USED_EVERY: Final = timedelta(minutes=1)


def create_api_token(
    tx: Connection,
    *,
    person_id: int,
    name: str,
    permissions: Iterable[str],
    days: int,
    author: str,
    now: datetime,
) -> tuple[ApiToken, str]:
    """Make a token of an account and return it with its text, which nobody can show again.

    Args:
        tx: A transaction of the person, or of the installation.
        person_id: In whose name the token acts.
        name: What it is for.
        permissions: What it may do of what the person's roles permit, also later on.
        days: How long it works, 1 to 365.
        author: Who makes it.
        now: The time, aware.

    Raises:
        TokenRefused: The name, the days or a permission cannot be.
        storage.errors.NotFound: There is no such account, or it is somebody else's.
    """
    person = people.get(tx, person_id)
    listed = _usable(person, permissions)
    text = PREFIX + tokens.new_token()
    new = NewApiToken(
        person_id=person_id,
        name=_usable_name(name),
        token_hash=tokens.hash_of(text),
        permissions=listed,
        created_at=now,
        expires_at=now + timedelta(days=_usable_days(days)),
    )
    token = api_tokens.add(tx, new)
    details = {"permissions": listed, "expires_at": token.expires_at.isoformat()}
    subject = f"{person.name}: {token.name}"
    write_down(tx, "token.created", subject, author=author, now=now, details=details)
    return token, text


def _usable(person: Person, permissions: Iterable[str]) -> list[str]:
    wanted, scope = set(permissions), scope_of_person(person)
    allowed = [str(each) for each in Permission if scope.permits(each)]
    if person.closed_at is not None or not wanted or not wanted <= set(allowed):
        known = ", ".join(allowed) or "–"
        raise TokenRefused(
            f"A token of “{person.name}” can have some of these permissions: {known}.",
            pt=f"Uma chave de “{person.name}” pode ter algumas destas permissões: {known}.",
        )
    return [each for each in allowed if each in wanted]


def _usable_name(name: str) -> str:
    shown = visible(name)
    if not shown or len(shown) > MAX_TOKEN_NAME_CHARACTERS or not shown.isprintable():
        raise TokenRefused(
            "Say in one line what the token is for, such as “CI of the shop”.",
            pt="Diga em uma linha para que serve a chave, por exemplo “CI da loja”.",
        )
    return shown


def _usable_days(days: int) -> int:
    if not 1 <= days <= MAX_DAYS:
        raise TokenRefused(
            f"A token works for 1 to {MAX_DAYS} days: give such a number.",
            pt=f"Uma chave vale de 1 a {MAX_DAYS} dias: indique um número assim.",
        )
    return days


def end_api_token(tx: Connection, token_id: int, *, author: str, now: datetime) -> None:
    """End a token; one that has ended is fine.

    Raises:
        storage.errors.NotFound: There is no such token, or it is somebody else's.
    """
    token = api_tokens.get(tx, token_id)
    if api_tokens.end(tx, token_id, now=now):
        subject = f"{people.get(tx, token.person_id).name}: {token.name}"
        write_down(tx, "token.ended", subject, author=author, now=now)


def scope_of_api_token(database: Database, text: str | None, *, now: datetime) -> Scope | None:
    """Return what a token may do by the roles of this moment; None when it is no good.

    Args:
        database: That of the installation.
        text: What the program showed.
        now: The time, aware.
    """
    if not text or not text.startswith(PREFIX) or not tokens.is_readable(text):
        return None
    with database.read() as tx:
        token = api_tokens.find(tx, tokens.hash_of(text))
        if token is None or not tokens.same(token.token_hash, text):
            return None
        person = people.get(tx, token.person_id)
    if token.ended_at is not None or now >= token.expires_at or person.closed_at is not None:
        return None
    if token.used_at is None or now - token.used_at >= _USED_EVERY:
        database.together(lambda tx: api_tokens.use(tx, token.id, now=now))
    return scope_of_token(person, token)
