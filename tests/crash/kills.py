"""When and where processes die: at random moments, and at each named point in turn."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Final

from flow_runtime.kill_points import VARIABLE
from tests.crash.processes import Nursery

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


@dataclass(frozen=True, slots=True)
class Plan:
    """How one process dies: at a point, or when `within_s` is over."""

    within_s: float
    point: str = ""
    reach: int = 1

    @property
    def aim(self) -> str:
        """The value of the environment variable."""
        return f"{self.point}:{self.reach}" if self.point else ""


def each_point_once(points: Sequence[str]) -> list[Plan]:
    """Plan one death at each point, the first time that it is reached."""
    return [Plan(4 * POINT_WITHIN_S, point) for point in points]


def moments(number: int, chance: random.Random) -> list[Plan]:
    """Plan deaths at random moments."""
    return [Plan(chance.uniform(*MOMENTS_S)) for _ in range(number)]


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

    async def haunt(self, arguments: Sequence[str], plans: Sequence[Plan]) -> None:
        """Start a command again after each death; the last one lives."""
        for plan in plans:
            await self._one_life(arguments, plan)
        await self.nursery.start(*arguments, **{VARIABLE: ""})

    async def _one_life(self, arguments: Sequence[str], plan: Plan) -> None:
        child = await self.nursery.start(*arguments, **{VARIABLE: plan.aim})
        await asyncio.wait([child.ending], timeout=plan.within_s)
        reached = bool(plan.point) and child.is_dead
        child.kill()
        ending = await child.ending
        assert ending == -9, f"A process ended by itself ({ending}): see {self.nursery.printed}."
        self.deaths[plan.point if reached else AT_A_MOMENT] += 1
