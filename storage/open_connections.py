"""Connections that stay open: a transaction without the price of taking one and giving it back.

SQLAlchemy's pool keeps the driver's connections open; each time it wraps one anew, and what it does
around a transaction costs as much as a few statements of a turn. So its own wrappers are kept too.
"""

import selectors
from collections import deque
from contextlib import suppress
from threading import Lock, Semaphore
from typing import Any, Final, NoReturn

from sqlalchemy import Connection, Engine

from storage.errors import Busy
from storage.policy import Scope
from storage.scope import act_as
from storage.translation import raise_ours

_POLL: Final = getattr(selectors, "PollSelector", selectors.DefaultSelector)


class OpenConnections:
    """Lends the connections of an engine, each to one thread at a time, at most `limit` at once.

    `begin` is the statement that begins a transaction, or None where the driver does so by itself.
    """

    def __init__(
        self, engine: Engine, limit: int, wait_s: float, *, begin: str | None = None
    ) -> None:
        self.engine = engine
        self._begin = begin
        # A lock is a semaphore for one, and much cheaper.
        self._places = Lock() if limit == 1 else Semaphore(limit)
        self._wait_s = wait_s
        self._free: deque[Connection] = deque()
        self._is_closed = False

    def transaction(self, scope: Scope) -> "Transaction":
        """Return a transaction in the name of `scope`, to be begun by `with`.

        Raises, when it begins:
            Busy: when no connection is free in time.
            Unavailable: when the database does not answer.
        """
        return Transaction(self, scope)

    def lend(self, scope: Scope) -> Connection:
        """Return a connection on which a transaction has begun; give it back with `take_back`.

        Raises:
            Busy: when none is free in time.
            Unavailable: when the database does not answer.
        """
        if not self._places.acquire(timeout=self._wait_s):
            raise Busy(
                f"No connection to the database was free within {self._wait_s} s: try again.",
                pt=f"Nenhuma conexão com o banco ficou livre em {self._wait_s} s: tente de novo.",
            )
        try:
            connection = self._usable()
        except BaseException:
            self._places.release()
            raise
        try:
            act_as(connection, scope)
            if self._begin is not None:
                _driver(connection).execute(self._begin)
        except BaseException as error:
            self.take_back(connection)
            _raise_in_our_words(error)
        return connection

    def take_back(self, connection: Connection) -> None:
        """Keep a connection for the next one, unless it is broken or nobody will come."""
        if self._is_closed:
            _discard(connection)
        elif not connection.closed:
            self._free.append(connection)
        self._places.release()

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


class Transaction:
    """A transaction on a connection that is lent: committed at the end, rolled back on an error.

    It is begun and ended straight at the driver. Written out rather than made of a generator, which
    costs as much as the beginning.
    """

    __slots__ = ("_connection", "_connections", "_scope")

    def __init__(self, connections: OpenConnections, scope: Scope) -> None:
        self._connections = connections
        self._scope = scope

    def __enter__(self) -> Connection:
        """Begin it."""
        self._connection = self._connections.lend(self._scope)
        return self._connection

    def __exit__(
        self, kind: type[BaseException] | None, _error: object, _traceback: object
    ) -> None:
        """Commit it, or undo it when there was an error."""
        connection = self._connection
        try:
            if kind is None:
                _commit(connection)
            else:
                _undo(connection)
        finally:
            self._connections.take_back(connection)


def _commit(connection: Connection) -> None:
    try:
        if connection.in_transaction():  # SQLAlchemy carried something out and must hear of the end
            connection.commit()
        else:
            _driver(connection).commit()
    except BaseException as error:
        _undo(connection)
        _raise_in_our_words(error)


def _undo(connection: Connection) -> None:
    try:
        connection.rollback()
        _driver(connection).rollback()
    except Exception:
        # The database went away in the middle: nothing is left to undo on this connection.
        _discard(connection)


def _raise_in_our_words(error: BaseException) -> NoReturn:
    if isinstance(error, Exception):
        raise_ours(error)
    raise error


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
