"""When and where processes die: at random moments, and at each named point in turn."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
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
MOMENTS_S: Final = (0.05, 1.2)
YOUNG_SHARE: Final = 0.2
ANSWERS_WITHIN_S: Final = 30.0
LISTENING_LOOK_S: Final = 0.02


@dataclass(frozen=True, slots=True)
class Plan:
    """How one process dies: at a point, or when `within_s` is over.

    The time of a server counts from its first answer, unless it may die before that.
    """

    within_s: float
    point: str = ""
    reach: int = 1
    may_die_young: bool = False

    @property
    def aim(self) -> str:
        """The value of the environment variable."""
        return f"{self.point}:{self.reach}" if self.point else ""


def each_point_once(points: Sequence[str]) -> list[Plan]:
    """Plan one death at each point, the first time that it is reached."""
    return [Plan(4 * POINT_WITHIN_S, point) for point in points]


def moments(number: int, chance: random.Random) -> list[Plan]:
    """Plan deaths at random moments."""
    return [
        Plan(chance.uniform(*MOMENTS_S), may_die_young=chance.random() < YOUNG_SHARE)
        for _ in range(number)
    ]


def points_and_moments(number: int, points: Sequence[str], chance: random.Random) -> list[Plan]:
    """Plan deaths at points in turn, at any of their reaches, and as many at random moments."""
    at_points = (
        Plan(POINT_WITHIN_S, point, chance.randint(1, MAX_REACH)) for point in cycle(points)
    )
    pairs = zip(at_points, moments(number - number // 2, chance), strict=False)
    return [plan for pair in pairs for plan in pair][:number]


@dataclass(slots=True)
class Killer:
    """Lets processes die as planned, then lets them live; `deaths` says where they died."""

    nursery: Nursery
    deaths: Counter[str] = field(default_factory=Counter)

    async def haunt(
        self, arguments: Sequence[str], plans: Sequence[Plan], *, port: int | None = None
    ) -> None:
        """Start a command again after each death; the last one lives. A server has a port."""
        for plan in plans:
            await self._one_life(arguments, plan, port)
        await self.nursery.start(*arguments, **{VARIABLE: ""})

    async def _one_life(self, arguments: Sequence[str], plan: Plan, port: int | None) -> None:
        child = await self.nursery.start(*arguments, **{VARIABLE: plan.aim})
        if port is not None and not plan.may_die_young:
            await _answering(port, child)
        await asyncio.wait([child.ending], timeout=plan.within_s)
        reached = bool(plan.point) and child.is_dead
        child.kill()
        ending = await child.ending
        assert ending == -9, f"A process ended by itself ({ending}): see {self.nursery.printed}."
        self.deaths[plan.point if reached else AT_A_MOMENT] += 1


async def _answering(port: int, child: Child) -> None:
    """Wait until somebody listens on a port, or the process that should is dead."""
    async with asyncio.timeout(ANSWERS_WITHIN_S):
        while not child.is_dead:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(LISTENING_LOOK_S)
            else:
                writer.close()
                return
