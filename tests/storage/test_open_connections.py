"""Connections that are lent again and again: nothing of the one before stays, none is lost."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from storage import channels, conversations
from storage.channels import Channel
from storage.database import READERS, Database, open_database
from storage.errors import Busy, Forbidden, StorageError, Unavailable, ViewNotNoted
from storage.policy import INSTALLATION, NOBODY, Role, Scope
from storage.scope import as_runtime, let_see_customers, scope_of
from tests.storage.stories import World

SUPERVISOR = Scope("ana", frozenset({Role.SUPERVISOR}), 1)
A_CHANNEL = Channel("outro", "webchat", {})


def driver_of(tx: Connection) -> object:
    return tx.connection.dbapi_connection


def test_connection_is_lent_again(database: Database) -> None:
    with database.transaction() as tx:
        first = driver_of(tx)
    with database.within(SUPERVISOR).transaction() as tx:
        assert driver_of(tx) is first


def test_each_loan_acts_in_its_own_name(database: Database) -> None:
    for scope in (SUPERVISOR, INSTALLATION, NOBODY, SUPERVISOR):
        with database.within(scope).transaction() as tx:
            assert scope_of(tx) == scope
        supposed = database.within(scope).transaction()
        with suppress(ZeroDivisionError), supposed as tx, as_runtime(tx):
            1 / 0  # noqa: B018
    with pytest.raises(Forbidden), database.within(SUPERVISOR).transaction() as tx:
        channels.save(tx, A_CHANNEL)


def test_noted_view_ends_with_its_transaction(database: Database, world: World) -> None:
    supervised = database.within(SUPERVISOR)
    with supervised.transaction() as tx:
        let_see_customers(tx)
        assert conversations.get(tx, world.conversation.id) == world.conversation
    with pytest.raises(ViewNotNoted), supervised.transaction() as tx:
        conversations.get(tx, world.conversation.id)


def test_what_sqlalchemy_carried_out_is_committed_and_undone_too(database: Database) -> None:
    with suppress(ZeroDivisionError), database.transaction() as tx:
        tx.execute(
            text("INSERT INTO channels (name, kind, settings) VALUES ('a', 'webchat', '{}')")
        )
        1 / 0  # noqa: B018
    with database.transaction() as tx:
        tx.execute(
            text("INSERT INTO channels (name, kind, settings) VALUES ('b', 'webchat', '{}')")
        )
    with database.read() as tx:
        assert [
            channel.name for channel in channels.list_channels(tx) if len(channel.name) == 1
        ] == ["b"]


def test_connection_that_breaks_in_a_transaction_is_not_lent_again(
    postgresql_database: Database,
) -> None:
    broken: list[object] = []

    def lose_the_connection() -> None:
        with postgresql_database.transaction() as tx:
            broken.append(driver_of(tx))
            tx.connection.dbapi_connection.close()
            channels.save(tx, A_CHANNEL)

    with pytest.raises(Unavailable):
        lose_the_connection()
    with postgresql_database.transaction() as tx:
        assert driver_of(tx) is not broken[0]
        channels.save(tx, A_CHANNEL)


def test_readers_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.database.LOCK_TIMEOUT_S", 0.01)
    with closing(open_database(f"sqlite:///{tmp_path}/fluxo.db")) as database:
        held = [database.read() for _ in range(READERS)]
        for reader in held:
            reader.__enter__()
        with pytest.raises(Busy), database.read():
            pytest.fail("one reader too many")
        held.pop().__exit__(None, None, None)
        with database.read():
            pass
        for reader in held:
            reader.__exit__(None, None, None)


def test_connection_given_back_after_the_end_is_closed(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/fluxo.db")
    with database.transaction() as tx:
        driver = driver_of(tx)
        database.close()
    assert isinstance(driver, sqlite3.Connection)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        driver.execute("SELECT 1")


def test_commit_that_fails_keeps_nothing_and_says_why(sqlite_database: Database) -> None:
    def point_nowhere() -> None:
        with sqlite_database.transaction() as tx:
            tx.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            tx.exec_driver_sql("INSERT INTO identities VALUES ('webchat', 'nobody', 4711)")

    with pytest.raises(StorageError):
        point_nowhere()
    with sqlite_database.transaction() as tx:
        assert tx.exec_driver_sql("SELECT count(*) FROM identities").scalar_one() == 0
