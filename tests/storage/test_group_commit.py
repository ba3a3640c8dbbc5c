"""Work of several threads in one transaction: kept together, failing alone, answered after it."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection

from storage import channels
from storage.channels import Channel
from storage.database import Database
from storage.errors import StorageError, Unavailable
from storage.group_commit import MAX_AT_ONCE, GroupCommit

WRITERS = 12


class Transactions:
    """Begins transactions of a database, holds the first one open, and can lose a commit."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.begun = 0
        self.may_commit = threading.Event()
        self.commit_fails = False

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        self.begun += 1
        with self._database.transaction() as tx:
            yield tx
            assert self.may_commit.wait(10)
            if self.commit_fails:
                raise Unavailable("The disk is full.")


@pytest.fixture
def transactions(sqlite_database: Database) -> Transactions:
    return Transactions(sqlite_database)


def adding(name: str) -> Callable[[Connection], str]:
    def work(tx: Connection) -> str:
        channels.save(tx, Channel(name, "webchat", {}))
        if name.startswith("bad"):
            raise ValueError(name)
        return name

    return work


def run_all(
    transactions: Transactions, names: list[str], before_commit: Callable[[], None] = lambda: None
) -> list[Future[str]]:
    """Run the first piece until its commit, let all others queue behind it, then let go."""
    group = GroupCommit(transactions.begin)
    with ThreadPoolExecutor(len(names)) as pool:
        futures = [pool.submit(group.run, adding(names[0]))]
        while not transactions.begun:
            threading.Event().wait(0.001)
        futures += [pool.submit(group.run, adding(name)) for name in names[1:]]
        while len(group._waiting) < len(names) - 1:
            threading.Event().wait(0.001)
        assert not any(future.done() for future in futures)
        before_commit()
        transactions.may_commit.set()
    return futures


def kept(database: Database) -> set[str]:
    with database.read() as tx:
        return {channel.name for channel in channels.list_channels(tx)}


def test_those_who_wait_share_the_next_commit(
    transactions: Transactions, sqlite_database: Database
) -> None:
    names = [f"channel-{number}" for number in range(WRITERS)]
    futures = run_all(transactions, names)
    assert [future.result() for future in futures] == names
    assert kept(sqlite_database) == set(names)
    assert transactions.begun == 2


def test_a_failing_piece_undoes_nothing_but_itself(
    transactions: Transactions, sqlite_database: Database
) -> None:
    futures = run_all(transactions, ["first", "good", "bad", "fine"])
    assert isinstance(futures[2].exception(), ValueError)
    assert [futures[place].result() for place in (0, 1, 3)] == ["first", "good", "fine"]
    assert kept(sqlite_database) == {"first", "good", "fine"}


def test_a_lost_commit_fails_everybody_in_it(
    transactions: Transactions, sqlite_database: Database
) -> None:
    def lose() -> None:
        transactions.commit_fails = True

    futures = run_all(transactions, ["first", "second", "bad"], before_commit=lose)
    failures = [type(future.exception()) for future in futures]
    assert failures == [Unavailable, Unavailable, ValueError]
    assert kept(sqlite_database) == set()


def test_a_piece_alone_raises_what_it_raises_and_others_follow(
    transactions: Transactions, sqlite_database: Database
) -> None:
    transactions.may_commit.set()
    group = GroupCommit(transactions.begin)
    with pytest.raises(ValueError, match="bad"):
        group.run(adding("bad"))
    assert group.run(adding("good")) == "good"
    assert kept(sqlite_database) == {"good"}


def test_more_than_fit_are_taken_in_several_commits(transactions: Transactions) -> None:
    names = [f"channel-{number}" for number in range(MAX_AT_ONCE + 2)]
    assert [future.result() for future in run_all(transactions, names)] == names
    assert transactions.begun == 3


def test_both_databases_run_work_together(database: Database) -> None:
    assert database.together(adding("site")) == "site"
    with pytest.raises(ValueError, match="bad"):
        database.together(adding("bad"))
    assert kept(database) == {"site"}


def test_a_database_error_stays_ours(sqlite_database: Database) -> None:
    def breaking(tx: Connection) -> None:
        tx.exec_driver_sql("INSERT INTO nothing_like_it VALUES (1)")

    with pytest.raises(StorageError):
        sqlite_database.together(breaking)
