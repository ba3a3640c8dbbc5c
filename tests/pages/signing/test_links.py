"""One-time links: the first account, and the password that somebody new chooses."""

from datetime import UTC, datetime, timedelta

import pytest

from flow_runtime import accounts
from storage import people
from storage.database import Database
from tests.pages.signing.conftest import OpenBrowser
from tests.pages.signing.visitor import PASSWORD, Visitor

NO_GOOD = "Este link não funciona mais"
FIRST = {"name": "Caio Prado", "email": "caio@exemplo.com.br", "password": PASSWORD}


def now() -> datetime:
    return datetime.now(UTC)


def test_the_first_account_is_made_once_and_by_its_link(
    empty_database: Database, new_browser: OpenBrowser
) -> None:
    visitor = new_browser()
    assert "Ninguém tem conta ainda" in visitor.see("/sign-in").form.text
    path = f"/first-account?token={accounts.first_account_token(empty_database, now=now())}"
    assert visitor.fill_in(path, **{**FIRST, "password": "curta"}).status == 422
    assert visitor.form.values["name"] == "Caio Prado"
    assert visitor.send(password=PASSWORD).led_to == "/"
    assert visitor.is_in
    with empty_database.read() as tx:
        (made,) = people.list_people(tx)
    assert (made.name, "admin" in made.roles) == ("Caio Prado", True)
    assert "Já existem contas" in new_browser().see(path).form.text


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "%00"])
def test_without_its_link_nobody_makes_the_first_account(
    token: str, empty_database: Database, visitor: Visitor
) -> None:
    accounts.first_account_token(empty_database, now=now())
    visitor.see(f"/first-account?token={token}")
    assert visitor.status == 410
    assert NO_GOOD in visitor.form.text
    assert not accounts.has_accounts(empty_database)


def test_an_old_link_makes_no_account(empty_database: Database, visitor: Visitor) -> None:
    token = accounts.first_account_token(empty_database, now=now() - timedelta(hours=25))
    assert NO_GOOD in visitor.see(f"/first-account?token={token}").form.text


def test_somebody_invited_chooses_a_password_once(
    database: Database, new_browser: OpenBrowser
) -> None:
    with database.transaction() as tx:
        caio = accounts.create_person(
            tx,
            name="Caio",
            email="caio@exemplo.com.br",
            roles=["designer"],
            password=None,
            author="Ana",
            now=now(),
        )
        token = accounts.invitation(tx, caio.id, now=now(), author="Ana")
    visitor, path = new_browser(), f"/set-password?token={token}"
    assert "Olá, Caio." in visitor.see(path).form.text
    assert visitor.send(password="123456789012").status == 422
    assert visitor.send(password="uma casa no campo verde").led_to == "/"
    assert visitor.is_in
    assert NO_GOOD in new_browser().see(path).form.text
    assert new_browser().sign_in("Caio", "uma casa no campo verde").led_to == "/"


def test_the_language_of_a_link_can_be_changed(database: Database, visitor: Visitor) -> None:
    token = "x"
    assert (
        "This link leads nowhere"
        in visitor.see(f"/set-password?token={token}&language=en").form.text
    )
