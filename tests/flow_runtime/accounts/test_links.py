"""One-time links: the twelve states of a token, for the first account and for passwords."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from flow_runtime.accounts import (
    AccountsExist,
    LinkRefused,
    PasswordRefused,
    PersonRefused,
    close_account,
    create_first_account,
    first_account_token,
    has_accounts,
    invitation,
    invited_person,
    is_first_account_token,
    reopen_account,
    scope_of_sign_in,
    set_password_by_invitation,
    sign_in,
)
from storage.database import Database
from storage.people import Person
from storage.policy import Role
from tests.flow_runtime.accounts.conftest import BETTER, GOOD, actions, later, make
from tests.storage.stories import NOW


def invite(database: Database, person: Person, now: datetime = NOW) -> str:
    with database.transaction() as tx:
        return invitation(tx, person.id, now=now, author="Ana")


def close(database: Database, person: Person) -> None:
    with database.transaction() as tx:
        close_account(tx, person.id, author="Ana", now=NOW)


# -- a password by a link: each state, and its answer -----------------------------------------


def _used(database: Database, bia: Person) -> str:
    token = invite(database, bia)
    set_password_by_invitation(database, token=token, password="outra senha inédita", now=NOW)
    return token


def _replaced(database: Database, bia: Person) -> str:
    token = invite(database, bia)
    invite(database, bia)
    return token


def _of_a_closed_account(database: Database, bia: Person) -> str:
    token = invite(database, bia)
    close(database, bia)
    return token


def _of_an_account_closed_in_between(database: Database, bia: Person) -> str:
    token = _of_a_closed_account(database, bia)
    with database.transaction() as tx:
        reopen_account(tx, bia.id, author="Ana", now=NOW)
    return token


STATES: dict[str, Callable[[Database, Person], str | None]] = {
    "unknown": lambda _database, _bia: "x" * 43,
    "empty": lambda _database, _bia: "",
    "none": lambda _database, _bia: None,
    "none in words": lambda _database, _bia: "None",
    "null": lambda _database, _bia: "null",
    "NUL": lambda _database, _bia: "\x00",
    "too long": lambda database, bia: invite(database, bia) + "x" * 10_000,
    "used": _used,
    "expired": lambda database, bia: invite(database, bia, later(hours=-72)),
    "other purpose": lambda database, _bia: (
        sign_in(database, login="Ana", password=GOOD, now=NOW).token
    ),
    "replaced by a newer one": _replaced,
    "closed account": _of_a_closed_account,
    "closed and opened again": _of_an_account_closed_in_between,
    "truncated": lambda database, bia: invite(database, bia)[:-1],
    "upper-cased": lambda database, bia: invite(database, bia).upper(),
    "with a blank": lambda database, bia: invite(database, bia) + " ",
}


@pytest.mark.parametrize("state", STATES)
def test_a_token_in_this_state_opens_nothing(
    database: Database, ana: Person, bia: Person, state: str
) -> None:
    token = STATES[state](database, bia)
    assert invited_person(database, token, now=NOW) is None
    with pytest.raises(LinkRefused) as refusal:
        set_password_by_invitation(database, token=token, password=BETTER, now=NOW)
    assert refusal.value.words == LinkRefused().words


def test_another_persons_token_opens_their_account_and_no_other(
    database: Database, ana: Person, bia: Person
) -> None:
    gil = make(database, "Gil", Role.OPS)
    came = set_password_by_invitation(
        database, token=invite(database, gil), password=BETTER, now=NOW
    )
    assert came.scope.person_id == gil.id
    assert sign_in(database, login="Bia", password=GOOD, now=NOW).scope.person_id == bia.id


def test_the_right_token_sets_a_password_once(database: Database, ana: Person, bia: Person) -> None:
    before = sign_in(database, login="Bia", password=GOOD, now=NOW).token
    token, moment = invite(database, bia), later(hours=71.9)
    known = invited_person(database, token, now=moment)
    assert known is not None
    assert known.id == bia.id
    came = set_password_by_invitation(database, token=token, password=BETTER, now=moment)
    assert scope_of_sign_in(database, came.token, now=moment) == came.scope
    assert scope_of_sign_in(database, before, now=NOW) is None
    assert sign_in(database, login="Bia", password=BETTER, now=NOW)
    assert actions(database, "Bia")[2:5] == [
        "person.invited",
        "person.password_changed",
        "person.signed_in",
    ]


def test_two_who_use_a_link_at_the_same_moment_do_not_both_come_in(
    database: Database, ana: Person, bia: Person
) -> None:
    token = invite(database, bia)

    def use(password: str) -> bool:
        try:
            set_password_by_invitation(database, token=token, password=password, now=NOW)
        except LinkRefused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(use, (GOOD, BETTER))) == [False, True]


def test_a_password_that_others_guess_leaves_the_link_as_it_was(
    database: Database, ana: Person, bia: Person
) -> None:
    token = invite(database, bia)
    with pytest.raises(PasswordRefused):
        set_password_by_invitation(database, token=token, password="senha1234567", now=NOW)
    assert set_password_by_invitation(database, token=token, password=BETTER, now=NOW)


def test_a_link_ends_a_lock(database: Database, ana: Person, bia: Person) -> None:
    for _ in range(5):
        with pytest.raises(Exception, match="password"):
            sign_in(database, login="Bia", password="wrong", now=NOW)
    set_password_by_invitation(database, token=invite(database, bia), password=BETTER, now=NOW)
    assert sign_in(database, login="Bia", password=BETTER, now=NOW)


def test_a_closed_account_is_not_invited(database: Database, ana: Person, bia: Person) -> None:
    close(database, bia)
    with pytest.raises(PersonRefused, match="is closed"):
        invite(database, bia)


# -- the first account -------------------------------------------------------------------------


def first(database: Database, token: str | None, now: datetime = NOW) -> str:
    came = create_first_account(
        database, token=token, name="Ana", email="ana@loja.example", password=GOOD, now=now
    )
    return came.scope.person


def _replaced_first(database: Database) -> str:
    token = first_account_token(database, now=NOW)
    first_account_token(database, now=NOW)
    return token


FIRST_STATES: dict[str, Callable[[Database], str | None]] = {
    "unknown": lambda _database: "x" * 43,
    "empty": lambda _database: "",
    "none": lambda _database: None,
    "expired": lambda database: first_account_token(database, now=later(hours=-24)),
    "replaced by a newer one": _replaced_first,
    "truncated": lambda database: first_account_token(database, now=NOW)[:-1],
    "upper-cased": lambda database: first_account_token(database, now=NOW).upper(),
}


@pytest.mark.parametrize("state", FIRST_STATES)
def test_no_first_account_with_a_token_in_this_state(database: Database, state: str) -> None:
    token = FIRST_STATES[state](database)
    assert not is_first_account_token(database, token, now=NOW)
    with pytest.raises(LinkRefused):
        first(database, token)
    assert not has_accounts(database)


def test_the_first_account_has_every_role_and_its_token_works_once(database: Database) -> None:
    token, moment = first_account_token(database, now=NOW), later(hours=23.9)
    assert is_first_account_token(database, token, now=moment)
    came = create_first_account(
        database, token=token, name="Ana", email="ana@loja.example", password=GOOD, now=moment
    )
    assert came.scope.roles == set(Role)
    assert has_accounts(database)
    assert not is_first_account_token(database, token, now=moment)
    with pytest.raises(LinkRefused):
        first(database, token)
    with pytest.raises(AccountsExist):
        first_account_token(database, now=NOW)


def test_a_token_for_the_first_account_ends_when_there_is_one(database: Database) -> None:
    token = first_account_token(database, now=NOW)
    make(database, "Rui", Role.ADMIN)
    assert not is_first_account_token(database, token, now=NOW)
    with pytest.raises(AccountsExist):
        first(database, token)


def test_the_two_purposes_are_not_exchanged(database: Database) -> None:
    token = first_account_token(database, now=NOW)
    assert invited_person(database, token, now=NOW) is None
    with pytest.raises(LinkRefused):
        set_password_by_invitation(database, token=token, password=BETTER, now=NOW)
    rui = make(database, "Rui", Role.ADMIN)
    with pytest.raises(LinkRefused):
        first(database, invite(database, rui))


def test_what_cannot_be_leaves_the_link_as_it_was(database: Database) -> None:
    token = first_account_token(database, now=NOW)
    for name, password, error in (("", GOOD, PersonRefused), ("Ana", "short", PasswordRefused)):
        with pytest.raises(error):
            create_first_account(
                database,
                token=token,
                name=name,
                email="ana@loja.example",
                password=password,
                now=NOW,
            )
    assert first(database, token) == "Ana"
