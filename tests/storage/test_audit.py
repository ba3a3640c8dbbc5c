import random
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Executable, delete, update

from storage import audit
from storage.audit import NewAuditEntry
from storage.database import Database
from tests.storage.stories import at_once, later

ENTRIES = 6
TRIES = 1_000


def an_entry(number: int) -> NewAuditEntry:
    details = {"version": number, "z": 1, "a": ["é", None, 1.5, {"k\x00": "\x00"}]}
    return NewAuditEntry("ana\x00", "publish", f"flow {number}", details)


@pytest.fixture
def chain(database: Database) -> list[int]:
    with database.transaction() as tx:
        return [
            audit.append(tx, an_entry(number), now=later(number + 0.123456)).id
            for number in range(ENTRIES)
        ]


def test_intact_chain_verifies(database: Database, chain: list[int]) -> None:
    with database.read() as tx:
        assert audit.verify(tx) == []
        newest = audit.newest(tx, limit=2)
    assert [entry.id for entry in newest] == [chain[-1], chain[-2]]
    assert newest[0].previous_hash == newest[1].hash


def test_empty_chain_verifies(database: Database) -> None:
    with database.read() as tx:
        assert audit.verify(tx) == []


CHANGES: dict[str, object] = {
    "at": later(99),
    "actor": "eve",
    "action": "approve",
    "subject": "another flow",
    "details": {"version": 9},
    "previous_hash": "f" * 64,
    "hash": "e" * 64,
}


@pytest.mark.parametrize("column", CHANGES)
def test_changing_any_one_entry_is_found(database: Database, chain: list[int], column: str) -> None:
    change = update(audit.audit).values({column: CHANGES[column]})
    with database.transaction() as tx:
        found = [_shows(tx, change.where(audit.audit.c.id == entry)) for entry in chain]
    assert found == [True] * ENTRIES


def test_removing_any_one_entry_is_found(database: Database, chain: list[int]) -> None:
    with database.transaction() as tx:
        removals = [delete(audit.audit).where(audit.audit.c.id == entry) for entry in chain]
        found = [_shows(tx, removal) for removal in removals]
    assert found == [True] * ENTRIES


def test_a_thousand_ways_of_tampering_are_all_found(
    sqlite_database: Database,
) -> None:
    with sqlite_database.transaction() as tx:
        ids = [audit.append(tx, an_entry(n), now=later(n)).id for n in range(40)]
        chance = random.Random(2026)
        found = [_shows(tx, _tampering(chance, ids)) for _ in range(TRIES)]
    assert found == [True] * TRIES


def _tampering(chance: random.Random, ids: list[int]) -> Executable:
    """Return the removal of an entry, or another value in one of its columns."""
    entry = audit.audit.c.id == chance.choice(ids)
    column = chance.choice(["", *CHANGES])
    if not column:
        return delete(audit.audit).where(entry)
    return update(audit.audit).where(entry).values({column: CHANGES[column]})


def _shows(tx: Connection, tampering: Executable) -> bool:
    """Whether `verify` finds the tampering, which is undone afterwards."""
    before = tx.begin_nested()
    tx.execute(tampering)
    found = audit.verify(tx) != []
    before.rollback()
    assert audit.verify(tx) == []
    return found


@pytest.mark.parametrize(
    "wipe",
    [
        lambda tx: tx.execute(delete(audit.audit)),
        lambda tx: tx.execute(delete(audit.audit_head)),
    ],
)
def test_removing_all_of_it_is_found(
    database: Database, chain: list[int], wipe: Callable[[Connection], object]
) -> None:
    with database.transaction() as tx:
        wipe(tx)
        assert audit.verify(tx)


def test_writers_at_once_make_one_chain(database: Database) -> None:
    def append() -> None:
        with database.transaction() as tx:
            audit.append(tx, an_entry(1), now=later(1))

    at_once([append] * 8)
    with database.read() as tx:
        assert audit.verify(tx) == []
        assert len(audit.newest(tx)) == 8
