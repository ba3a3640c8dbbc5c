"""Deliveries of signed events as providers make them: repeated, reordered, some of them forged."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx2
import orjson
from fastapi import FastAPI
from sqlalchemy import func, select

from flow_runtime.flow import Flow
from flow_runtime.server.signatures import HEADER, sign
from storage.database import Database
from storage.inbound import inbound_messages
from storage.outbound import outbound_messages
from tests.flow_runtime.building import end, flow, message, node

KEY = b"the key of a provider of the tests"
AT_ONCE = 16


@dataclass(frozen=True)
class Delivery:
    """One request of a provider; `is_forged` ones were changed on the way."""

    conversation: str
    event_id: str
    is_forged: bool = False

    def body(self) -> bytes:
        data = {"code": f"[{self.event_id}]"}
        return orjson.dumps({"name": "news", "data": data, "event_id": self.event_id})


@dataclass
class Plan:
    """What a provider sends, in which order; a share of each kind."""

    total: int
    repeated: float = 0.3
    reordered: float = 0.2
    forged: float = 0.01
    seed: int = 7
    deliveries: list[Delivery] = field(default_factory=list)

    def over(self, conversations: list[str]) -> "Plan":
        """Draw up the deliveries to some conversations, round about."""
        chance = random.Random(self.seed)
        unique = round(self.total * (1 - self.repeated))
        first = [
            Delivery(conversations[number % len(conversations)], f"event-{number:08}")
            for number in range(unique)
        ]
        repeats = chance.choices(first, k=self.total - unique)
        self.deliveries = self._reordered(self._with_repeats(first, repeats, chance), chance)
        forged = [
            Delivery(one.conversation, f"forged-{number:08}", is_forged=True)
            for number, one in enumerate(chance.choices(first, k=round(self.total * self.forged)))
        ]
        for delivery in forged:
            self.deliveries.insert(chance.randrange(len(self.deliveries)), delivery)
        return self

    def _with_repeats(
        self, first: list[Delivery], repeats: list[Delivery], chance: random.Random
    ) -> list[Delivery]:
        """Put each repeat somewhere after its first delivery, as a provider's retries come."""
        place = {delivery.event_id: number for number, delivery in enumerate(first)}
        moments = [(float(number), delivery) for number, delivery in enumerate(first)]
        moments += [(place[r.event_id] + chance.expovariate(1 / 50), r) for r in repeats]
        return [delivery for _, delivery in sorted(moments, key=lambda pair: pair[0])]

    def _reordered(self, deliveries: list[Delivery], chance: random.Random) -> list[Delivery]:
        moments = [
            number + (chance.uniform(-40, 40) if chance.random() < self.reordered else 0)
            for number in range(len(deliveries))
        ]
        order = sorted(range(len(deliveries)), key=moments.__getitem__)
        return [deliveries[number] for number in order]


def news_flow() -> Flow:
    """Tell the customer every piece of news once it comes."""
    waiting = node("wait", "wait", until="event", event="news", save_as="news", timeout_s=86_400)
    return flow(
        [waiting, message("told", "{{ news.code }}"), end()],
        ["wait.received>told", "told.next>wait", "wait.timeout>end"],
        variables=[{"name": "news", "type": "object"}],
    )


async def deliver(app: FastAPI, plan: Plan) -> Counter[int]:
    """Send everything, always some at once, and return the statuses."""
    statuses: Counter[int] = Counter()
    pending = iter(plan.deliveries)

    async def drain(client: httpx2.AsyncClient) -> None:
        for delivery in pending:
            statuses[(await _send(client, delivery)).status_code] += 1

    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://fluxo.test") as client:
        await asyncio.gather(*(drain(client) for _ in range(AT_ONCE)))
    return statuses


async def _send(client: httpx2.AsyncClient, delivery: Delivery) -> httpx2.Response:
    body = delivery.body()
    signature = sign(KEY, delivery.conversation, body, at=datetime.now(UTC))
    if delivery.is_forged:
        body = body.replace(b"news", b"fake")
    path = f"/api/conversations/{delivery.conversation}/events"
    return await client.post(path, content=body, headers={HEADER: signature})


def told_events(database: Database) -> Counter[str]:
    """Count how often each event was told to its customer."""
    with database.read() as tx:
        bodies: list[Any] = list(tx.execute(select(outbound_messages.c.body)).scalars())
    return Counter(str(body["text"]).strip("[]") for body in bodies)


def kept_events(database: Database) -> int:
    """Count the events that are known for ever."""
    with database.read() as tx:
        return tx.execute(select(func.count()).select_from(inbound_messages)).scalar_one()


def figures(app: FastAPI, database: Database, plan: Plan) -> dict[str, int | float]:
    """Deliver a plan and count what became of it."""
    begun_s = time.perf_counter()
    statuses = asyncio.run(deliver(app, plan))
    seconds = time.perf_counter() - begun_s
    wanted = {one.event_id for one in plan.deliveries if not one.is_forged}
    told = told_events(database)
    return {
        "deliveries": len(plan.deliveries),
        "repeated_percent": round(plan.repeated * 100),
        "reordered_percent": round(plan.reordered * 100),
        "forged": sum(one.is_forged for one in plan.deliveries),
        "forged_accepted": len(set(told) - wanted),
        "events": len(wanted),
        "kept": kept_events(database),
        "handled_once": sum(told[event] == 1 for event in wanted),
        "handled_twice": sum(told[event] > 1 for event in wanted),
        "lost": sum(told[event] == 0 for event in wanted),
        "acknowledged": statuses[202],
        "refused_401": statuses[401],
        "deliveries_per_s": round(len(plan.deliveries) / seconds),
    }
