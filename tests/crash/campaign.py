"""All of it together: customers talk while processes die, and every transcript is read after."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Final

import httpx2

from storage.schema import check
from tests.crash.comparing import Damage, Line, damage_of, lines_of
from tests.crash.customers import Customer, Patience, Stuck, new_http
from tests.crash.erp import ErpServer, erp_running
from tests.crash.flow import ANSWERS
from tests.crash.kills import Killer, Plan
from tests.crash.processes import Child, Nursery, nursery_running
from tests.crash.stage import Stage, stage_set

CALLS_PER_CONVERSATION: Final = 3
CUSTOMERS_OF_RESTARTS: Final = 8


@dataclass(slots=True)
class Result:
    """What a campaign found; `repeated_calls` reached the server twice, with the same key."""

    store: str
    kills: int
    deaths: Counter[str]
    conversations: int = 0
    messages: int = 0
    repeats: int = 0
    repeated_calls: int = 0
    damage: Damage = field(default_factory=Damage)
    problems: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Crowd:
    """Customers who come one after the other, each with a name of their own."""

    http: httpx2.AsyncClient
    addresses: tuple[str, ...]
    patience: Patience = field(default_factory=Patience)
    came: list[Customer] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def one(self) -> Customer:
        """Let one customer have the whole conversation, or wait in vain."""
        name = f"Cliente {next(self._numbers):05}"
        customer = Customer(name, self.http, self.addresses, patience=self.patience)
        self.came.append(customer)
        with suppress(Stuck):  # its transcript is compared as far as it came
            await customer.talk(ANSWERS)
        return customer

    async def until(self, done: asyncio.Event) -> None:
        """Let customers come until it is done; the last one still finishes."""
        while not done.is_set():
            await self.one()


@dataclass(frozen=True, slots=True)
class Deaths:
    """How the server and the worker are to die."""

    server: Sequence[Plan]
    worker: Sequence[Plan]


async def run_campaign(
    store: str, url: str, *, deaths: Deaths, at_once: int, folder: Path
) -> Result:
    """Let processes die while `at_once` customers talk; return what was found."""
    with erp_running() as erp, stage_set(url, erp.address) as stage:
        async with (
            nursery_running(stage.environment, folder / f"{store}.log") as nursery,
            new_http() as http,
        ):
            crowd = Crowd(http, stage.addresses)
            undisturbed = await _undisturbed(nursery, stage, crowd)
            killer = Killer(nursery)
            await _disturb(killer, deaths, stage, crowd, at_once)
        return _result(store, killer, crowd, undisturbed, stage, erp)


async def run_restarts(
    url: str, restart: Callable[[], None], *, restarts: int, every_s: float, folder: Path
) -> Result:
    """Restart the database while customers talk; no process of ours dies."""
    with erp_running() as erp, stage_set(url, erp.address) as stage:
        async with (
            nursery_running(stage.environment, folder / "restarts.log") as nursery,
            new_http() as http,
        ):
            crowd = Crowd(http, stage.addresses)
            undisturbed = await _undisturbed(nursery, stage, crowd)
            ours = [await nursery.start(*_server(stage)), await nursery.start("worker")]
            await _restart_often(restart, restarts, every_s, crowd)
            assert not any(process.is_dead for process in ours), nursery.printed
        found = _result("postgresql", Killer(nursery), crowd, undisturbed, stage, erp)
        return replace(found, kills=restarts)


async def _restart_often(
    restart: Callable[[], None], restarts: int, every_s: float, crowd: Crowd
) -> None:
    done = asyncio.Event()
    crowd.patience.storm()
    async with asyncio.TaskGroup() as talking:
        for _ in range(CUSTOMERS_OF_RESTARTS):
            talking.create_task(crowd.until(done))
        for _ in range(restarts):
            await asyncio.sleep(every_s)
            await asyncio.to_thread(restart)
        await asyncio.sleep(every_s / 2)
        crowd.patience.calm()
        done.set()


async def _undisturbed(nursery: Nursery, stage: Stage, crowd: Crowd) -> list[Line]:
    """Return what the first customer hears while nothing dies."""
    processes = [await nursery.start(*_server(stage)), await nursery.start("worker")]
    first = await crowd.one()
    await stopped(processes)
    assert first.has_ended, "The undisturbed conversation did not end."
    return lines_of(first)


async def stopped(processes: list[Child]) -> None:
    """End processes as their owners do."""
    for process in processes:
        process.stop()
    await asyncio.gather(*(process.ending for process in processes))


async def _disturb(
    killer: Killer, deaths: Deaths, stage: Stage, crowd: Crowd, at_once: int
) -> None:
    done = asyncio.Event()
    crowd.patience.storm()
    async with asyncio.TaskGroup() as talking:
        for _ in range(at_once):
            talking.create_task(crowd.until(done))
        await asyncio.gather(
            killer.haunt(_server(stage), deaths.server, port=stage.ports[0]),
            killer.haunt(("worker",), deaths.worker),
        )
        crowd.patience.calm()
        done.set()


def _server(stage: Stage) -> tuple[str, ...]:
    return ("serve", "--port", str(stage.ports[0]))


def _result(
    store: str,
    killer: Killer,
    crowd: Crowd,
    undisturbed: list[Line],
    stage: Stage,
    erp: ErpServer,
) -> Result:
    result = Result(store, killer.deaths.total(), killer.deaths)
    result.problems = check(stage.database)
    result.repeated_calls = erp.ledger.repeated
    for customer in crowd.came:
        result.conversations += 1
        result.messages += customer.acknowledged
        result.repeats += customer.repeats
        result.damage += damage_of(customer, undisturbed)
    asked = len(erp.ledger.numbers)
    expected = result.conversations * CALLS_PER_CONVERSATION
    if asked != expected and not result.damage.stuck:
        result.problems.append(f"{asked} different calls reached the server, not {expected}.")
    return result
