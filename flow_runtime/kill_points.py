"""Named places at which the crash tests let a process die, as `kill -9` would.

In production `reach` looks at one variable and returns. When `FLUXO_KILL_POINT=name` or `name:n` is
set, the process ends itself at the n-th time that it reaches that point: no handler runs, no buffer
is flushed, no transaction is rolled back by us. The points stand on both sides of every step that
must not be half done.
"""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Final

VARIABLE: Final = "FLUXO_KILL_POINT"

POINTS: Final = frozenset(
    {
        "inbound.received",
        "inbound.committed",
        "lock.taken",
        "step.before",
        "step.after",
        "http.before",
        "http.sent",
        "http.recorded",
        "say.buffered",
        "txn.before_commit",
        "txn.after_commit",
        "outbox.claimed",
        "outbox.sent",
        "outbox.marked",
        "timer.claimed",
        "timer.fired",
        "publish.pointer",
        "publish.audit",
        "approve.commit",
        "release.claimed",
        "release.settled",
        "freeze.insert",
        "draft.save",
        "migrate.step",
        "backup.copy",
    }
)
"""Every point that `reach` is called with; a test compares them with the source."""


@dataclass(frozen=True, slots=True)
class Target:
    """The point at which this process dies, and at which time that it gets there."""

    name: str
    at_reach: int = 1
    _reached: "count[int]" = field(default_factory=lambda: count(1), compare=False)

    def is_hit(self, name: str) -> bool:
        """Count one more time at a point; say whether it is the one. Safe from any thread."""
        return name == self.name and next(self._reached) == self.at_reach


def read_target(given: str) -> Target | None:
    """Read `name` or `name:n`.

    Raises:
        ValueError: There is no such point, or n is no number from 1.
    """
    if not given:
        return None
    name, _, number = given.partition(":")
    at_reach = int(number or 1)
    if name not in POINTS or at_reach < 1:
        raise ValueError(f"{VARIABLE}={given} names no kill point. Unset it: it is for tests only.")
    return Target(name, at_reach)


_target = read_target(os.environ.get(VARIABLE, ""))


def reach(name: str) -> None:
    """Pass a named point; in production nothing happens."""
    if _target is not None and _target.is_hit(name):
        die()


def aim(target: Target | None) -> None:
    """Choose the point of this process; for tests that fork a process already warm."""
    global _target
    _target = target


def die() -> None:
    """End this process at once, as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def passing(name: str) -> Callable[[], None]:
    """Return a function that passes a point, for packages that may not know this one."""
    return lambda: reach(name)
