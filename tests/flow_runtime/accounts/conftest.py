"""Accounts for the tests: Ana administers, Bia draws."""

from datetime import datetime, timedelta
from functools import cache

import pytest

from flow_runtime.accounts import create_person, passwords
from storage import audit, people
from storage.audit import AuditFilter
from storage.database import Database
from storage.people import Person
from storage.policy import Role
from tests.storage.stories import NOW

GOOD = "jabuti toca oboé na varanda"
BETTER = "girafa míope coleciona selos"


def later(**parts: float) -> datetime:
    return NOW + timedelta(**parts)


@cache
def good_hash() -> str:
    """Return the hash of the good password; it costs as much as it should, so once is enough."""
    return passwords.hash_password(GOOD)


def make(database: Database, name: str, *roles: Role, by: str = "root") -> Person:
    """Make an account without a password."""
    email = f"{name.lower().replace(' ', '.')}@loja.example"
    with database.transaction() as tx:
        return create_person(
            tx, name=name, email=email, roles=roles, password=None, author=by, now=NOW
        )


def with_password(database: Database, person: Person) -> Person:
    """Give an account the good password."""
    with database.transaction() as tx:
        people.set_password_hash(tx, person.id, good_hash())
        return people.get(tx, person.id)


def found(database: Database, person: Person) -> Person:
    with database.read() as tx:
        return people.get(tx, person.id)


def actions(database: Database, subject: str = "") -> list[str]:
    """Return what was written down about a subject, oldest first."""
    with database.read() as tx:
        return [entry.action for entry in audit.each(tx, AuditFilter(text=subject))]


@pytest.fixture
def ana(database: Database) -> Person:
    return with_password(database, make(database, "Ana", Role.ADMIN))


@pytest.fixture
def bia(database: Database, ana: Person) -> Person:
    return with_password(database, make(database, "Bia", Role.DESIGNER, Role.TESTER))
