"""When and where processes die: at random moments, and at each named point in turn."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Final

from flow_runtime.kill_points import VARIABLE
from tests.crash.processes import Child, Nursery

AT_A_MOMENT: Final = "a random moment"

TURN_POINTS: Final = ("lock.taken", "step.before", "step.after", "say.buffered")
COMMIT_POINTS: Final = ("txn.before_commit", "txn.after_commit")
INBOUND_POINTS: Final = ("inbound.received", "inbound.committed")
WORK_POINTS: Final = (
    "http.before",
    "http.sent",
    "http.recorded",
    "outbox.claimed",
    "outbox.sent",
    "outbox.marked",
    "timer.claimed",
    "timer.fired",
)
SERVER_POINTS: Final = (*INBOUND_POINTS, *TURN_POINTS, *COMMIT_POINTS, *WORK_POINTS)
WORKER_POINTS: Final = (*WORK_POINTS, *COMMIT_POINTS, *TURN_POINTS[1:])

MAX_REACH: Final = 6
POINT_WITHIN_S: Final = 3.0
MOMENTS_S: Final = (0.1, 1.8)


@dataclass(slots=True)
class Killer:
    """Lets processes die until `left` is used up, then lets them live; `deaths` says where."""

    nursery: Nursery
    left: int
    chance: random.Random
    deaths: Counter[str] = field(default_factory=Counter)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def haunt(self, arguments: Sequence[str], points: Sequence[str]) -> Child:
        """Start a command again after each death; return the process that may live."""
        plans = self._plans(points)
        while self.left > 0:
            self.left -= 1
            await self._one_life(arguments, next(plans))
        self.done.set()
        return await self.nursery.start(*arguments, **{VARIABLE: ""})

    def _plans(self, points: Sequence[str]) -> Iterator[str]:
        """Yield points in turn, and between them the empty name of a random moment."""
        for point in cycle(points):
            yield point
            yield ""

    async def _one_life(self, arguments: Sequence[str], point: str) -> None:
        reach = self.chance.randint(1, MAX_REACH)
        aim = f"{point}:{reach}" if point else ""
        child = await self.nursery.start(*arguments, **{VARIABLE: aim})
        patience_s = POINT_WITHIN_S if point else self.chance.uniform(*MOMENTS_S)
        await asyncio.wait([child.ending], timeout=patience_s)
        reached = bool(point) and child.is_dead
        child.kill()
        ending = await child.ending
        assert ending == -9, f"A process ended by itself ({ending}): see {self.nursery.printed}."
        self.deaths[point if reached else AT_A_MOMENT] += 1
