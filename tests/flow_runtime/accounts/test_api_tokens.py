"""Tokens of programs: never more than their person may do, and of no use afterwards."""

from collections.abc import Callable

import pytest

from flow_runtime.accounts import (
    TokenRefused,
    close_account,
    create_api_token,
    end_api_token,
    scope_of_api_token,
    set_roles,
)
from storage import api_tokens
from storage.api_tokens import ApiToken
from storage.audit import AuditFilter, each
from storage.database import Database
from storage.errors import Forbidden, NotFound
from storage.people import Person
from storage.policy import Permission, Role, Scope
from tests.flow_runtime.accounts.conftest import later, make
from tests.storage.stories import NOW


def new_token(
    database: Database, person: Person, *permissions: str, days: int = 30
) -> tuple[ApiToken, str]:
    with database.transaction() as tx:
        return create_api_token(
            tx,
            person_id=person.id,
            name="CI",
            permissions=permissions or ("read_flows", "submit"),
            days=days,
            author=person.name,
            now=NOW,
        )


def test_a_token_acts_in_its_persons_name_within_its_list(database: Database, bia: Person) -> None:
    token, text = new_token(database, bia)
    assert text.startswith("fluxo_")
    assert len(text) >= 49
    assert token.expires_at == later(days=30)
    scope = scope_of_api_token(database, text, now=NOW)
    assert scope is not None
    assert (scope.person, scope.person_id) == ("Bia", bia.id)
    permitted = {each for each in Permission if scope.permits(each)}
    assert permitted == {Permission.READ_FLOWS, Permission.SUBMIT, Permission.KNOW_ONESELF}


def test_only_the_hash_is_kept_and_no_secret_is_written_down(
    database: Database, bia: Person
) -> None:
    token, text = new_token(database, bia)
    assert text not in repr(token)
    assert token.token_hash not in repr(token)
    with database.read() as tx:
        [entry] = each(tx, AuditFilter(action="token.created"))
    assert entry.subject == "Bia: CI"
    assert set(entry.details) == {"permissions", "expires_at"}


def test_a_token_loses_what_its_person_loses(database: Database, bia: Person) -> None:
    _, text = new_token(database, bia)
    with database.transaction() as tx:
        set_roles(tx, bia.id, [Role.TESTER], author="Ana", now=NOW)
    scope = scope_of_api_token(database, text, now=NOW)
    assert scope is not None
    assert scope.permits(Permission.READ_FLOWS)
    assert not scope.permits(Permission.SUBMIT)


def _ended(database: Database, bia: Person) -> str:
    token, text = new_token(database, bia)
    with database.transaction() as tx:
        end_api_token(tx, token.id, author="Bia", now=NOW)
        end_api_token(tx, token.id, author="Bia", now=NOW)
        assert len(list(each(tx, AuditFilter(action="token.ended")))) == 1
    return text


def _of_a_closed_account(database: Database, bia: Person) -> str:
    _, text = new_token(database, bia)
    with database.transaction() as tx:
        close_account(tx, bia.id, author="Ana", now=NOW)
    return text


STATES: dict[str, Callable[[Database, Person], str | None]] = {
    "unknown": lambda _database, _bia: "fluxo_" + "x" * 43,
    "empty": lambda _database, _bia: "",
    "none": lambda _database, _bia: None,
    "prefix alone": lambda _database, _bia: "fluxo_",
    "without prefix": lambda database, bia: new_token(database, bia)[1].removeprefix("fluxo_"),
    "ended": _ended,
    "closed account": _of_a_closed_account,
    "truncated": lambda database, bia: new_token(database, bia)[1][:-1],
    "upper-cased": lambda database, bia: new_token(database, bia)[1].upper(),
    "too long": lambda database, bia: new_token(database, bia)[1] + "x" * 10_000,
    "its hash": lambda database, bia: new_token(database, bia)[0].token_hash,
    "half characters": lambda _database, _bia: "fluxo_\ud800",
}


@pytest.mark.parametrize("state", STATES)
def test_a_token_in_this_state_is_nobody(database: Database, bia: Person, state: str) -> None:
    assert scope_of_api_token(database, STATES[state](database, bia), now=NOW) is None


def test_a_token_ends_with_its_days(database: Database, bia: Person) -> None:
    _, text = new_token(database, bia, days=1)
    assert scope_of_api_token(database, text, now=later(days=0.99))
    assert scope_of_api_token(database, text, now=later(days=1)) is None


def test_its_use_is_noted_at_most_once_a_minute(database: Database, bia: Person) -> None:
    token, text = new_token(database, bia)

    def used_at(**when: float) -> object:
        assert scope_of_api_token(database, text, now=later(**when))
        with database.read() as tx:
            return api_tokens.get(tx, token.id).used_at

    assert used_at() == NOW
    assert used_at(seconds=59) == NOW
    assert used_at(seconds=60) == later(seconds=60)


@pytest.mark.parametrize(
    "permissions", [["run"], ["publish"], ["read_flows", "publish"], ["nothing"], []]
)
def test_no_token_has_more_than_its_person(
    database: Database, bia: Person, permissions: list[str]
) -> None:
    with pytest.raises(TokenRefused, match="read_flows"), database.transaction() as tx:
        create_api_token(
            tx, person_id=bia.id, name="CI", permissions=permissions, days=1, author="", now=NOW
        )


@pytest.mark.parametrize(
    ("name", "days"), [("", 1), ("x" * 81, 1), ("a\nb", 1), ("CI", 0), ("CI", 366)]
)
def test_names_and_days_that_cannot_be(
    database: Database, bia: Person, name: str, days: int
) -> None:
    with pytest.raises(TokenRefused), database.transaction() as tx:
        create_api_token(
            tx,
            person_id=bia.id,
            name=name,
            permissions=["read_flows"],
            days=days,
            author="",
            now=NOW,
        )


def test_nobody_makes_a_token_in_anothers_name(
    database: Database, ana: Person, bia: Person
) -> None:
    admin = Scope("Ana", frozenset({Role.ADMIN}), ana.id)
    with pytest.raises(Forbidden):
        new_token(database.within(admin), bia)
    assert new_token(database.within(admin), ana, "administer")


def test_no_token_makes_one_that_may_do_more(database: Database, bia: Person) -> None:
    _, text = new_token(database, bia, "read_flows")
    scope = scope_of_api_token(database, text, now=NOW)
    assert scope is not None
    within = database.within(scope)
    with pytest.raises(Forbidden):
        new_token(within, bia, "submit")
    assert new_token(within, bia, "read_flows")


def test_tokens_of_others_are_not_there(database: Database, ana: Person, bia: Person) -> None:
    token, _ = new_token(database, bia)
    gil = make(database, "Gil", Role.OPS)
    stranger = database.within(Scope("Gil", frozenset({Role.OPS}), gil.id))
    with stranger.transaction() as tx:
        for refused in (api_tokens.get, api_tokens.list_tokens, api_tokens.list_of):
            with pytest.raises(NotFound):
                refused(*((tx,) if refused is api_tokens.list_tokens else (tx, token.id)))
        with pytest.raises(NotFound):
            end_api_token(tx, token.id, author="Gil", now=NOW)
    admin = database.within(Scope("Ana", frozenset({Role.ADMIN}), ana.id))
    with admin.transaction() as tx:
        assert [each.id for each in api_tokens.list_tokens(tx)] == [token.id]
        end_api_token(tx, token.id, author="Ana", now=NOW)
        assert [each.ended_at for each in api_tokens.list_of(tx, bia.id)] == [NOW]
