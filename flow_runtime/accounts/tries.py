"""Wrong passwords: after five, none is looked at for a quarter of an hour.

A try is counted before the password is looked at, so that a hundred tries at the same moment are
no more than five. A name that nobody has is counted as well, or its patience would betray it.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from sqlalchemy import Connection

from flow_runtime.accounts.errors import AccountLocked, SignInRefused
from flow_runtime.accounts.noting import write_down
from storage import people
from storage.database import Database
from storage.people import Person

MAX_FAILURES: Final = 5
LOCKED_FOR: Final = timedelta(minutes=15)
_MAX_UNKNOWN_NAMES: Final = 10_000


@dataclass(slots=True)
class Tries:
    """How many wrong passwords there were in a row, and until when no other is looked at."""

    failures: int = 0
    locked_until: datetime | None = None

    def take(self, now: datetime) -> None:
        """Count one more, which is forgotten again should it be right.

        Raises:
            AccountLocked: There were too many.
        """
        if self.locked_until is not None:
            if now < self.locked_until:
                raise AccountLocked(self.locked_until, now=now)
            self.failures = 0
        self.failures += 1
        self.locked_until = now + LOCKED_FOR if self.failures >= MAX_FAILURES else None

    def refusal(self, now: datetime) -> SignInRefused:
        """Return what is said after a wrong password."""
        if self.locked_until is None:
            return SignInRefused()
        return AccountLocked(self.locked_until, now=now)


@dataclass(slots=True)
class _UnknownNames:
    """Tries at names that nobody has, in this process; the oldest are forgotten first."""

    kept: OrderedDict[str, Tries] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def take(self, key: str, now: datetime) -> Tries:
        with self.lock:
            tries = self.kept.setdefault(key, Tries())
            self.kept.move_to_end(key)
            if len(self.kept) > _MAX_UNKNOWN_NAMES:
                self.kept.popitem(last=False)
            tries.take(now)
            return tries


_unknown_names: Final = _UnknownNames()


def take_unknown(key: str, now: datetime) -> Tries:
    """Count a try at a name that nobody has.

    Raises:
        AccountLocked: There were too many.
    """
    return _unknown_names.take(key, now)


def take(tx: Connection, person: Person, now: datetime) -> Tries:
    """Count a try at an account.

    Raises:
        AccountLocked: There were too many.
    """
    held = people.hold(tx, person.id)
    tries = Tries(held.failures, held.locked_until)
    tries.take(now)
    people.set_failures(tx, person.id, tries.failures, locked_until=tries.locked_until)
    return tries


def forget(tx: Connection, person: Person) -> None:
    """Forget the wrong passwords of an account after a right one."""
    people.set_failures(tx, person.id, 0, locked_until=None)


def note_lock(database: Database, person: Person, tries: Tries, now: datetime) -> None:
    """Write down that an account is locked, where it is."""
    if tries.locked_until is not None:
        with database.transaction() as tx:
            write_down(tx, "person.locked", person.name, author=person.name, now=now)
