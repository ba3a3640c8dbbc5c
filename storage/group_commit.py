"""Group commit: work of several threads in one transaction, so that they share one sync to disk.

SQLite has one writer and pays for each commit, not for what is in it. Whoever comes while nobody
writes begins at once; whoever comes meanwhile waits and is then taken with all others who wait.
Nobody is answered before the commit.
"""

import threading
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Final, Generic, TypeVar, cast

from sqlalchemy import Connection

Result = TypeVar("Result")

MAX_AT_ONCE: Final = 64
"""Pieces of work in one transaction: bounds how long the first of them waits for the last."""


class GroupCommit:
    """Runs work in transactions of `begin`; usable from several threads."""

    def __init__(self, begin: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._begin = begin
        self._guard = threading.Lock()
        self._waiting: deque[_Piece[Any]] = deque()
        self._is_writing = False

    def run(self, work: Callable[[Connection], Result]) -> Result:
        """Do the work in a transaction, perhaps with others', and return its result once committed.

        Raises:
            StorageError: The commit failed: nothing of the work is kept.
            Exception: What the work raised; what it wrote is undone, the others' work is kept.
        """
        piece = self._waiting_piece(work)
        if piece is None:
            return self._write_alone(work)
        piece.wake.acquire()
        if not piece.is_finished:
            self._write(self._take())
        return piece.result()

    def _waiting_piece(self, work: Callable[[Connection], Result]) -> "_Piece[Result] | None":
        """Line up behind those who write; None says that nobody does, and that it is one's turn."""
        with self._guard:
            if not self._is_writing:
                self._is_writing = True
                return None
            piece = _Piece(work)
            self._waiting.append(piece)
            return piece

    def _write_alone(self, work: Callable[[Connection], Result]) -> Result:
        try:
            with self._begin() as tx:
                return work(tx)
        finally:
            self._let_next_write()

    def _take(self) -> "list[_Piece[Any]]":
        with self._guard:
            count = min(len(self._waiting), MAX_AT_ONCE)
            return [self._waiting.popleft() for _ in range(count)]

    def _write(self, pieces: "list[_Piece[Any]]") -> None:
        try:
            self._write_together(pieces)
        finally:
            self._let_next_write()
            for piece in pieces:
                piece.finish()

    def _write_together(self, pieces: "list[_Piece[Any]]") -> None:
        try:
            with self._begin() as tx:
                for piece in pieces:
                    piece.do(tx, is_alone=len(pieces) == 1)
        except BaseException as error:
            for piece in pieces:
                piece.fail(error)
            if not isinstance(error, Exception):
                raise

    def _let_next_write(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting[0].wake.release()
            else:
                self._is_writing = False


class _Piece(Generic[Result]):
    """One caller's work; `wake` is held until it is finished or its caller is to write."""

    def __init__(self, work: Callable[[Connection], Result]) -> None:
        self._work = work
        self._returned: Result | None = None
        self._error: BaseException | None = None
        self.is_finished = False
        self.wake = threading.Lock()
        self.wake.acquire()

    def do(self, tx: Connection, *, is_alone: bool) -> None:
        """Do the work; among others, so that its failure undoes nothing but itself.

        Raises:
            Exception: The transaction itself is lost, or there is nobody else in it.
        """
        if is_alone:
            self._returned = self._work(tx)
            return
        run = tx.connection.cursor().execute
        run("SAVEPOINT piece")
        try:
            self._returned = self._work(tx)
        except Exception as error:
            # A full disk ends the whole transaction, and the savepoint with it.
            if not cast(Any, tx.connection.driver_connection).in_transaction:
                raise
            self._error = error
            run("ROLLBACK TO piece")
        run("RELEASE piece")

    def fail(self, error: BaseException) -> None:
        """Note that nothing was committed; a failure of its own stays the reason."""
        self._error = self._error or error

    def finish(self) -> None:
        """Let the caller go on."""
        self.is_finished = True
        if self.wake.locked():
            self.wake.release()

    def result(self) -> Result:
        """Return what the work returned.

        Raises:
            Exception: What it raised, or why the commit failed.
        """
        if self._error is not None:
            raise self._error
        return cast(Result, self._returned)
