"""Who is let in, how long it lasts, and what the door never says."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher

from flow_runtime.accounts import (
    AccountLocked,
    PasswordRefused,
    PersonRefused,
    SignInRefused,
    change_password,
    close_account,
    create_api_token,
    invitation,
    reopen_account,
    scope_of_sign_in,
    set_roles,
    sign_in,
    sign_in_elsewhere,
    sign_out,
    sign_out_everywhere,
)
from storage import people, sign_ins
from storage.database import Database
from storage.errors import NotFound
from storage.people import Person
from storage.policy import NOBODY, Role, Scope
from tests.flow_runtime.accounts.conftest import (
    BETTER,
    GOOD,
    actions,
    found,
    later,
    make,
    with_password,
)
from tests.storage.stories import NOW

WRONG = "not the password at all"


def refused(database: Database, login: str, password: str, **when: float) -> SignInRefused:
    with pytest.raises(SignInRefused) as refusal:
        sign_in(database, login=login, password=password, now=later(**when))
    return refusal.value


@pytest.mark.parametrize("login", ["Bia", "  bía ", "bia@loja.example", "BIA@Loja.Example"])
def test_a_person_comes_in_with_name_or_address(
    database: Database, bia: Person, login: str
) -> None:
    came = sign_in(database, login=login, password=GOOD, now=NOW)
    assert came.scope == Scope("Bia", frozenset({Role.DESIGNER, Role.TESTER}), bia.id)
    assert scope_of_sign_in(database, came.token, now=later(minutes=1)) == came.scope
    assert actions(database, "Bia") == ["person.created", "person.signed_in"]
    assert came.token not in repr(came)


def test_unknown_wrong_closed_and_passwordless_sound_the_same(
    database: Database, bia: Person
) -> None:
    make(database, "Gil", Role.TESTER)
    closed = with_password(database, make(database, "Eva", Role.TESTER))
    with database.transaction() as tx:
        close_account(tx, closed.id, author="Ana", now=NOW)
    pairs = [
        ("Nobody at all", GOOD),
        ("Bia", WRONG),
        ("Bia", ""),
        ("Eva", GOOD),
        ("Gil", ""),
        ("Gil", GOOD),
        ("", ""),
        ("\x00\ud800", "\ud800"),
        ("x" * 300, GOOD),
        ("Bia", "x" * 300),
    ]
    refusals = [refused(database, login, password) for login, password in pairs]
    assert {type(refusal) for refusal in refusals} == {SignInRefused}
    assert len({refusal.words["en"] for refusal in refusals}) == 1
    assert len({refusal.words["pt-BR"] for refusal in refusals}) == 1


@pytest.mark.parametrize("login", ["Bia", "Somebody unknown"])
def test_five_wrong_passwords_lock_a_quarter_of_an_hour(
    database: Database, bia: Person, login: str
) -> None:
    login = login if login == "Bia" else f"{login} {database.dialect}"
    for _ in range(4):
        assert not isinstance(refused(database, login, WRONG), AccountLocked)
    fifth = refused(database, login, WRONG)
    assert isinstance(fifth, AccountLocked)
    assert fifth.until == later(minutes=15)
    assert fifth.words["pt-BR"].endswith("tente de novo em 15 minutos.")
    right_but_early = refused(database, login, GOOD, minutes=14.5)
    assert right_but_early.words["en"].endswith("try again in 1 minute.")


def test_after_the_lock_the_right_password_lets_in_and_counts_anew(
    database: Database, bia: Person
) -> None:
    for _ in range(5):
        refused(database, "Bia", WRONG)
    assert actions(database, "Bia")[-1] == "person.locked"
    assert not isinstance(refused(database, "Bia", WRONG, minutes=15), AccountLocked)
    sign_in(database, login="Bia", password=GOOD, now=later(minutes=16))
    assert (found(database, bia).failures, found(database, bia).locked_until) == (0, None)


def test_many_tries_at_the_same_moment_are_no_more_than_five(
    database: Database, bia: Person
) -> None:
    def attempt(_: int) -> type[SignInRefused]:
        return type(refused(database, "Bia", WRONG))

    with ThreadPoolExecutor(8) as pool:
        kinds = list(pool.map(attempt, range(16)))
    assert kinds.count(SignInRefused) == 4
    assert actions(database, "Bia").count("person.locked") == 1


def test_every_sign_in_has_a_token_of_its_own(database: Database, bia: Person) -> None:
    tokens = {sign_in(database, login="Bia", password=GOOD, now=NOW).token for _ in range(2)}
    assert len(tokens) == 2
    assert min(map(len, tokens)) >= 43
    with database.read() as tx:
        kept = {each.token_hash for each in sign_ins.list_open(tx, bia.id, now=NOW)}
    assert len(kept) == 2
    assert not kept & tokens


# -- how long it lasts -------------------------------------------------------------------------


def _seen(database: Database, token: str, *hours: float) -> list[bool]:
    return [scope_of_sign_in(database, token, now=later(hours=each)) is not None for each in hours]


def test_a_sign_in_ends_after_twelve_idle_hours(database: Database, bia: Person) -> None:
    token = sign_in(database, login="Bia", password=GOOD, now=NOW).token
    assert _seen(database, token, 11.9, 23.8, 35.9) == [True, True, False]


def test_a_sign_in_ends_after_seven_days_at_most(database: Database, bia: Person) -> None:
    token = sign_in(database, login="Bia", password=GOOD, now=NOW).token
    assert all(_seen(database, token, *range(0, 7 * 24, 11)))
    assert _seen(database, token, 7 * 24 - 0.1, 7 * 24) == [True, False]


def test_being_here_is_written_at_most_once_a_minute(database: Database, bia: Person) -> None:
    token = sign_in(database, login="Bia", password=GOOD, now=NOW).token

    def seen_at(**when: float) -> object:
        assert scope_of_sign_in(database, token, now=later(**when))
        with database.read() as tx:
            return sign_ins.list_open(tx, bia.id, now=NOW)[0].seen_at

    assert seen_at(seconds=59) == NOW
    assert seen_at(seconds=61) == later(seconds=61)
    assert seen_at(seconds=90) == later(seconds=61)


def test_roles_are_those_of_the_moment(database: Database, bia: Person) -> None:
    token = sign_in(database, login="Bia", password=GOOD, now=NOW).token
    with database.transaction() as tx:
        set_roles(tx, bia.id, [Role.OPS], author="Ana", now=NOW)
    scope = scope_of_sign_in(database, token, now=NOW)
    assert scope is not None
    assert scope.roles == {Role.OPS}


# -- how it ends -------------------------------------------------------------------------------


def _out(database: Database, bia: Person, token: str) -> None:
    sign_out(database, token, now=NOW)


def _everywhere(database: Database, bia: Person, token: str) -> None:
    assert sign_out_everywhere(database, bia.id, now=NOW) == 1


def _closed(database: Database, bia: Person, token: str) -> None:
    with database.transaction() as tx:
        close_account(tx, bia.id, author="Ana", now=NOW)


def _closed_and_opened(database: Database, bia: Person, token: str) -> None:
    _closed(database, bia, token)
    with database.transaction() as tx:
        reopen_account(tx, bia.id, author="Ana", now=NOW)


def _password(database: Database, bia: Person, token: str) -> None:
    change_password(database, bia.id, old=GOOD, new=BETTER, now=NOW)


@pytest.mark.parametrize("end", [_out, _everywhere, _closed, _closed_and_opened, _password])
def test_a_token_is_worth_nothing_afterwards(
    database: Database, bia: Person, end: Callable[[Database, Person, str], None]
) -> None:
    token = sign_in(database, login="Bia", password=GOOD, now=NOW).token
    assert scope_of_sign_in(database, token, now=NOW)
    end(database, bia, token)
    assert scope_of_sign_in(database, token, now=NOW) is None


@pytest.mark.parametrize("token", [None, "", "x", "x" * 43, "x" * 10_000, "\x00", "\ud800"])
def test_what_is_no_token_is_nobody(database: Database, token: str | None) -> None:
    assert scope_of_sign_in(database, token, now=NOW) is None
    sign_out(database, token, now=NOW)


def test_a_token_of_another_kind_is_nobody(database: Database, ana: Person, bia: Person) -> None:
    with database.transaction() as tx:
        link = invitation(tx, bia.id, now=NOW, author="Ana")
        _, api = create_api_token(
            tx,
            person_id=bia.id,
            name="CI",
            permissions=["test"],
            days=1,
            author="Bia",
            now=NOW,
        )
    came = sign_in(database, login="Bia", password=GOOD, now=NOW).token
    for token in (link, api, came[:-1], came.upper(), came + " "):
        assert scope_of_sign_in(database, token, now=NOW) is None


def test_only_oneself_or_an_administrator_ends_ones_sign_ins(
    database: Database, ana: Person, bia: Person
) -> None:
    bias = sign_in(database, login="Bia", password=GOOD, now=NOW)
    sign_in(database, login="Ana", password=GOOD, now=NOW)
    with pytest.raises(NotFound):
        sign_out_everywhere(database.within(bias.scope), ana.id, now=NOW)
    assert sign_out_everywhere(database.within(bias.scope), bia.id, now=NOW) == 1


def test_signing_in_is_for_the_installations_own_database(database: Database, bia: Person) -> None:
    with pytest.raises(NotFound):
        sign_in(database.within(NOBODY), login="Bia", password=GOOD, now=NOW)


# -- passwords that change ---------------------------------------------------------------------


def test_a_changed_password_ends_the_other_sign_ins_and_keeps_this_one(
    database: Database, bia: Person
) -> None:
    here, there = (sign_in(database, login="Bia", password=GOOD, now=NOW).token for _ in range(2))
    change_password(database, bia.id, old=GOOD, new=BETTER, now=NOW, keep=here)
    assert scope_of_sign_in(database, here, now=NOW)
    assert scope_of_sign_in(database, there, now=NOW) is None
    refused(database, "Bia", GOOD)
    assert sign_in(database, login="Bia", password=BETTER, now=NOW)
    assert "person.password_changed" in actions(database, "Bia")


def test_the_old_password_is_asked_for_five_times_at_most(database: Database, bia: Person) -> None:
    kinds = []
    for _ in range(6):
        with pytest.raises(SignInRefused) as refusal:
            change_password(database, bia.id, old=WRONG, new=BETTER, now=NOW)
        kinds.append(type(refusal.value))
    assert kinds == [SignInRefused] * 4 + [AccountLocked] * 2
    assert isinstance(refused(database, "Bia", GOOD), AccountLocked)


def test_a_new_password_that_others_guess_is_refused(database: Database, bia: Person) -> None:
    with pytest.raises(PasswordRefused):
        change_password(database, bia.id, old=GOOD, new="Bia123456789", now=NOW)
    assert sign_in(database, login="Bia", password=GOOD, now=NOW)


def test_a_hash_of_earlier_costs_is_made_anew(database: Database, bia: Person) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(GOOD)
    with database.transaction() as tx:
        people.set_password_hash(tx, bia.id, cheap)
    sign_in(database, login="Bia", password=GOOD, now=NOW)
    assert "m=65536,t=3,p=1" in str(found(database, bia).password_hash)
    assert sign_in(database, login="Bia", password=GOOD, now=NOW)


# -- by the company's own sign-in --------------------------------------------------------------


def elsewhere(database: Database, email: str, name: str, roles: list[str] | None = None) -> Scope:
    came = sign_in_elsewhere(database, email=email, name=name, roles=roles, now=NOW)
    assert scope_of_sign_in(database, came.token, now=NOW) == came.scope
    return came.scope


def test_the_first_time_makes_an_account_without_roles(database: Database, ana: Person) -> None:
    first = elsewhere(database, "Caio@Loja.example", "Caio Lima")
    assert (first.person, first.roles) == ("Caio Lima", frozenset())
    assert elsewhere(database, "caio@loja.example", "Another name") == first
    refused(database, "Caio Lima", "")


def test_roles_of_the_other_side_are_followed(database: Database, ana: Person) -> None:
    email = "caio@loja.example"
    assert elsewhere(database, email, "Caio", ["designer", "boss"]).roles == {Role.DESIGNER}
    assert elsewhere(database, email, "Caio", ["ops"]).roles == {Role.OPS}
    assert elsewhere(database, email, "Caio").roles == {Role.OPS}
    assert elsewhere(database, email, "Caio", []).roles == set()
    assert actions(database, "Caio").count("person.roles_changed") == 2


def test_the_last_who_administers_keeps_it(database: Database, ana: Person) -> None:
    scope = elsewhere(database, "ana@loja.example", "Ana", ["designer"])
    assert scope.roles == {Role.DESIGNER, Role.ADMIN}


@pytest.mark.parametrize(
    ("name", "called"),
    [("Ana", "Ana 2"), ("ÁNA", "ÁNA 2"), ("Fluxo", "x loja example"), ("<b>", "x loja example")],
)
def test_nobody_gets_the_name_of_another(
    database: Database, ana: Person, name: str, called: str
) -> None:
    assert elsewhere(database, "x@loja.example", name).person == called


def test_a_closed_account_stays_closed(database: Database, bia: Person) -> None:
    _closed(database, bia, "")
    with pytest.raises(SignInRefused):
        elsewhere(database, "bia@loja.example", "Bia", ["admin"])


def test_an_address_that_is_none_is_refused(database: Database) -> None:
    with pytest.raises(PersonRefused):
        elsewhere(database, "caio", "Caio")
