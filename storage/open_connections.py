"""Connections that stay open: a transaction without the price of taking one and giving it back.

SQLAlchemy's pool keeps the driver's connections open; each time it wraps one anew, and what it does
around a transaction costs as much as a few statements of a turn. So its own wrappers are kept too.
"""

import selectors
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Semaphore
from typing import Any, Final, Protocol

from sqlalchemy import Connection, Engine

from storage.errors import Busy
from storage.policy import Scope
from storage.scope import act_as
from storage.translation import raise_ours

_POLL: Final = getattr(selectors, "PollSelector", selectors.DefaultSelector)


class _Driver(Protocol):
    """What is used of a driver's connection (PEP 249)."""

    def execute(self, sql: str, /) -> object: ...

    def commit(self) -> None: ...

    def rollback(self) -> None: ...


class OpenConnections:
    """Lends the connections of an engine, each to one thread at a time, at most `limit` at once.

    `begin` is the statement that begins a transaction, or None where the driver does so by itself.
    """

    def __init__(
        self, engine: Engine, limit: int, wait_s: float, *, begin: str | None = None
    ) -> None:
        self.engine = engine
        self._begin = begin
        self._places = Semaphore(limit)
        self._wait_s = wait_s
        self._free: deque[Connection] = deque()
        self._is_closed = False

    @contextmanager
    def transaction(self, scope: Scope) -> Iterator[Connection]:
        """Lend a connection inside a transaction: committed at the end, rolled back on an error.

        It acts in the name of `scope`. The transaction is begun and ended straight at the driver.

        Raises:
            Busy: when no connection is free in time.
            Unavailable: when the database does not answer.
        """
        self._wait_for_a_place()
        try:
            connection = self._usable()
            try:
                act_as(connection, scope)
                yield from self._inside(connection)
            finally:
                self._keep(connection)
        finally:
            self._places.release()

    def _inside(self, connection: Connection) -> Iterator[Connection]:
        driver: _Driver = _driver(connection)
        try:
            self._begin_on(driver)
            yield connection
            _commit(connection, driver)
        except BaseException:
            _undo(connection, driver)
            raise

    def _begin_on(self, driver: _Driver) -> None:
        if self._begin is None:
            return
        try:
            driver.execute(self._begin)
        except Exception as error:
            raise_ours(error)

    def _wait_for_a_place(self) -> None:
        if not self._places.acquire(timeout=self._wait_s):
            raise Busy(
                f"No connection to the database was free within {self._wait_s} s: try again.",
                pt=f"Nenhuma conexão com o banco ficou livre em {self._wait_s} s: tente de novo.",
            )

    def close(self) -> None:
        """Close those that nobody uses; those in use are closed when they are given back."""
        self._is_closed = True
        while self._free:
            _discard(self._free.pop())

    def _usable(self) -> Connection:
        while self._free:
            # The one used last: its caches are warm, and what is seldom needed stays aside.
            connection = self._free.pop()
            if not _was_cut(connection):
                return connection
            _discard(connection)
        return self.engine.connect()

    def _keep(self, connection: Connection) -> None:
        if self._is_closed:
            _discard(connection)
        elif not connection.closed:
            self._free.append(connection)


def _commit(connection: Connection, driver: _Driver) -> None:
    if connection.in_transaction():  # SQLAlchemy carried something out and must hear of the end
        connection.commit()
        return
    try:
        driver.commit()
    except Exception as error:
        raise_ours(error)


def _undo(connection: Connection, driver: _Driver) -> None:
    try:
        connection.rollback()
        driver.rollback()
    except Exception:
        # The database went away in the middle: nothing is left to undo on this connection.
        _discard(connection)


def _discard(connection: Connection) -> None:
    with suppress(Exception):
        connection.invalidate()
        connection.close()


def _was_cut(connection: Connection) -> bool:
    """Say whether the server closed the connection, without asking it.

    A server that closes a connection sends something, and nobody asked for anything: so the
    first request after a restart does not fail, and none pays for a ping.
    """
    if connection.dialect.name != "postgresql":
        return False
    driver = _driver(connection)
    return bool(driver.closed) or _has_something_to_read(driver.fileno())


def _driver(connection: Connection) -> Any:
    return connection.connection.dbapi_connection


def _has_something_to_read(descriptor: int) -> bool:
    with _POLL() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        return bool(selector.select(timeout=0))
