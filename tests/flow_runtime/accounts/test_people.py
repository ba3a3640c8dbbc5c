"""Accounts as an administrator keeps them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from flow_runtime.accounts import (
    LastAdmin,
    PasswordRefused,
    PersonRefused,
    close_account,
    create_person,
    invitation,
    reopen_account,
    set_roles,
    sign_in,
)
from storage import people
from storage.audit import AuditFilter, each
from storage.database import Database
from storage.errors import Conflict, Forbidden, NotFound
from storage.people import NewPerson, Person
from storage.policy import NOBODY, Role, Scope
from tests.flow_runtime.accounts.conftest import GOOD, actions, found, make
from tests.storage.stories import NOW


def test_what_is_kept_of_a_person(database: Database) -> None:
    with database.transaction() as tx:
        made = create_person(
            tx,
            name="Zé da Silva",
            email="Zé@Loja.example",
            roles=["ops", "designer"],
            password=GOOD,
            author="Ana",
            now=NOW,
        )
    assert (made.name, made.key, made.email) == (
        "Zé da Silva",
        "ze da silva",
        "zé@loja.example",
    )
    assert made.roles == ["designer", "ops"]
    assert (made.created_at, made.created_by, made.closed_at) == (NOW, "Ana", None)
    assert str(made.password_hash).startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert str(made.password_hash) not in repr(made)


def test_no_secret_and_no_address_goes_into_the_audit(database: Database, ana: Person) -> None:
    sign_in(database, login="Ana", password=GOOD, now=NOW)
    with database.transaction() as tx:
        invitation(tx, ana.id, now=NOW, author="Ana")
        written = [dict(entry.details) for entry in each(tx, AuditFilter())]
    assert written == [{"roles": ["admin"]}, {}, {}]


@pytest.mark.parametrize("name", ["ana", " ANA ", "Ána", "A\u200bna", "Ａｎａ"])
def test_a_name_exists_only_once_however_it_is_written(
    database: Database, ana: Person, name: str
) -> None:
    with pytest.raises(PersonRefused, match="There is an account “Ana” already"):
        make(database, name)


def test_an_address_exists_only_once(database: Database, ana: Person) -> None:
    with pytest.raises(PersonRefused, match="has this e-mail"), database.transaction() as tx:
        create_person(
            tx, name="Bia", email="ANA@loja.example", roles=(), password=None, author="", now=NOW
        )


def test_the_table_too_refuses_a_second_one(database: Database, ana: Person) -> None:
    twin = NewPerson("ana", ana.key, "x@loja.example", [], None, NOW, "Ana")
    with pytest.raises(Conflict), database.transaction() as tx:
        people.add(tx, twin)


def test_the_name_of_a_closed_account_is_not_given_again(database: Database, bia: Person) -> None:
    with database.transaction() as tx:
        close_account(tx, bia.id, author="Ana", now=NOW)
    with pytest.raises(PersonRefused):
        make(database, "Bia")


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "fluxo",
        "FLUXO ",
        "a@b",
        "<b>Ana</b>",
        "x" * 81,
        "Ana\nBia",
        "-",
        "А\u006ea",
        "\x00",
    ],
)
def test_names_that_nobody_has(database: Database, name: str) -> None:
    with pytest.raises(PersonRefused):
        make(database, name)


@pytest.mark.parametrize("name", ["José D'Ávila-Sá", "M. Müller 2", "田中", "Ольга", "x" * 80])
def test_names_that_people_have(database: Database, name: str) -> None:
    with database.transaction() as tx:
        made = create_person(
            tx, name=name, email="x@loja.example", roles=(), password=None, author="", now=NOW
        )
    assert made.name == name


@pytest.mark.parametrize("email", ["", "ana", "ana@", "@loja.example", "ana@loja", "a b@c.de"])
def test_addresses_that_nobody_has(database: Database, email: str) -> None:
    with pytest.raises(PersonRefused), database.transaction() as tx:
        create_person(tx, name="Ana", email=email, roles=(), password=None, author="", now=NOW)


def test_an_unknown_role_is_named_with_those_there_are(database: Database, ana: Person) -> None:
    said = pytest.raises(PersonRefused, match=r"'boss'.*designer, tester")
    with said, database.transaction() as tx:
        set_roles(tx, ana.id, ["admin", "boss"], author="Ana", now=NOW)


def test_a_password_that_others_guess_makes_no_account(database: Database) -> None:
    with pytest.raises(PasswordRefused), database.transaction() as tx:
        create_person(
            tx,
            name="Ana",
            email="ana@loja.example",
            roles=(),
            password="ana.loja.2024",
            author="",
            now=NOW,
        )
    assert actions(database) == []


def test_roles_are_changed_and_written_down(database: Database, bia: Person) -> None:
    with database.transaction() as tx:
        changed = set_roles(tx, bia.id, ["ops", "designer"], author="Ana", now=NOW)
        same = set_roles(tx, bia.id, ["designer", "ops"], author="Ana", now=NOW)
        [entry] = each(tx, AuditFilter(action="person.roles_changed"))
    assert changed == same == found(database, bia)
    assert (entry.actor, entry.subject) == ("Ana", "Bia")
    assert dict(entry.details) == {"before": ["designer", "tester"], "after": ["designer", "ops"]}


def test_the_last_who_administers_can_neither_go_nor_lose_the_role(
    database: Database, ana: Person, bia: Person
) -> None:
    gone = make(database, "Eva", Role.ADMIN)
    with database.transaction() as tx:
        close_account(tx, gone.id, author="Ana", now=NOW)
    with database.transaction() as tx, pytest.raises(LastAdmin):
        close_account(tx, ana.id, author="Ana", now=NOW)
    with database.transaction() as tx, pytest.raises(LastAdmin):
        set_roles(tx, ana.id, ["designer"], author="Ana", now=NOW)
    with database.transaction() as tx:
        set_roles(tx, bia.id, ["admin"], author="Ana", now=NOW)
        close_account(tx, ana.id, author="Bia", now=NOW)
    with database.transaction() as tx, pytest.raises(LastAdmin):
        close_account(tx, bia.id, author="Bia", now=NOW)


def test_two_who_administer_cannot_take_the_role_from_each_other_at_once(
    database: Database, ana: Person
) -> None:
    eva = make(database, "Eva", Role.ADMIN)

    def take_from(person: Person) -> bool:
        try:
            with database.transaction() as tx:
                set_roles(tx, person.id, [], author="root", now=NOW)
        except LastAdmin:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take_from, (ana, eva))) == [False, True]


def test_closing_and_opening_are_written_down_once(database: Database, bia: Person) -> None:
    with database.transaction() as tx:
        for change in (close_account, close_account, reopen_account, reopen_account):
            change(tx, bia.id, author="Ana", now=NOW)
    assert actions(database, "Bia") == ["person.created", "person.closed", "person.reopened"]
    assert sign_in(database, login="Bia", password=GOOD, now=NOW)


def test_only_those_who_administer_keep_accounts(
    database: Database, ana: Person, bia: Person
) -> None:
    everything_else = frozenset(set(Role) - {Role.ADMIN})
    for scope in (NOBODY, Scope("Bia", everything_else, bia.id)):
        with database.within(scope).transaction() as tx:
            for refused in (
                lambda tx=tx: set_roles(tx, bia.id, ["admin"], author="Bia", now=NOW),
                lambda tx=tx: close_account(tx, ana.id, author="Bia", now=NOW),
                lambda tx=tx: reopen_account(tx, ana.id, author="Bia", now=NOW),
                lambda tx=tx: invitation(tx, bia.id, now=NOW),
                lambda tx=tx: people.list_people(tx),
                lambda tx=tx: people.get(tx, ana.id),
                lambda tx=tx: people.find_by_key(tx, "ana"),
                lambda tx=tx: create_person(
                    tx,
                    name="Gil",
                    email="g@loja.example",
                    roles=["admin"],
                    password=None,
                    author="Bia",
                    now=NOW,
                ),
            ):
                with pytest.raises(NotFound):
                    refused()


def test_an_administrator_acts_within_their_scope(
    database: Database, ana: Person, bia: Person
) -> None:
    scope = Scope("Ana", frozenset({Role.ADMIN}), ana.id)
    with database.within(scope).transaction() as tx:
        set_roles(tx, bia.id, ["ops"], author=scope.person, now=NOW)
        invitation(tx, bia.id, now=NOW)
        with pytest.raises(Forbidden):
            people.set_password_hash(tx, bia.id, "x")
        newest = list(each(tx, AuditFilter(action="person.invited")))
    assert newest[-1].actor == "Ana"
