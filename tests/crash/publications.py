"""Publications while conversations run: each conversation stays on the version it began with.

Customers come in blocks: during every other one, if that is wanted, nobody publishes. So turns with
and without publications are had by the same server at the same time of the day.
"""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from flow_runtime.conversations.releasing import publish as publish_version
from flow_runtime.flow import Flow
from storage.database import Database
from tests.approving import approved_version
from tests.crash.customers import Customer, new_http
from tests.crash.flow import CHANNEL
from tests.crash.processes import nursery_running
from tests.crash.stage import Stage
from tests.flow_runtime.building import end, flow, question

_LOOK_AGAIN_S: Final = 0.02
ANSWERS: Final = ("sim", "talvez")
BLOCK: Final = 250
FLOW_ID: Final = "versionado"
_TOLD_VERSION: Final = re.compile(r"v(\d+)")


@dataclass(frozen=True, slots=True)
class Mixture:
    """How many conversations saw how many versions, and which of them saw more than one.

    `turns_s` are the turns of conversations that began while somebody published, `quiet_turns_s`
    those of the others.
    """

    publications: int
    conversations: int
    versions_seen: int
    mixed: tuple[str, ...]
    turns_s: tuple[float, ...]
    quiet_turns_s: tuple[float, ...]


def versioned_flow(number: int) -> Flow:
    """Return a flow that says its number in every text."""
    nodes = [
        question("first", text=f"v{number} first?"),
        question("second", text=f"v{number} second?"),
        end(text=f"v{number} end"),
    ]
    arrows = ["first.answered>second", "second.answered>end"]
    return flow(nodes, arrows, id=FLOW_ID)


async def run_publications(
    stage: Stage,
    folder: Path,
    *,
    publications: int,
    conversations: int,
    at_once: int,
    quiet: int = 0,
) -> Mixture:
    """Publish again and again while customers talk; return who saw what.

    Args:
        stage: The installation.
        folder: Where the servers write what they print.
        publications: How many.
        conversations: How many customers come while somebody publishes.
        at_once: How many of them talk at the same time.
        quiet: How many customers come in blocks between, while nobody publishes.
    """
    numbers = _versions(stage.database, publications + 1)
    _publish(stage.database, numbers[0])
    async with (
        nursery_running(stage.environment, folder / "servers.log") as nursery,
        new_http() as http,
    ):
        for port in stage.ports:
            await nursery.start("serve", "--port", str(port))
        busy = [Customer(f"c{n}", http, stage.addresses) for n in range(conversations)]
        others = [Customer(f"q{n}", http, stage.addresses) for n in range(quiet)]
        coming = Coming(_in_blocks(busy, others))
        await asyncio.gather(
            _publish_often(stage, numbers[1:], coming, conversations),
            *(coming.talk_one_after_the_other() for _ in range(at_once)),
        )
    return _mixture(busy, others, publications)


def _versions(database: Database, count: int) -> list[int]:
    """Make so many approved versions and return their numbers."""
    with database.transaction() as tx:
        now = datetime.now(UTC)
        return [approved_version(tx, versioned_flow(n), now=now).number for n in range(count)]


def _publish(database: Database, number: int) -> None:
    with database.transaction() as tx:
        publish_version(tx, FLOW_ID, number, CHANNEL, author="ana", now=datetime.now(UTC))


def _in_blocks(busy: list[Customer], quiet: list[Customer]) -> "Iterator[tuple[Customer, bool]]":
    """Yield the customers, and whether somebody publishes meanwhile: a block so, a block so."""
    for start in range(0, max(len(busy), len(quiet)), BLOCK):
        yield from ((customer, False) for customer in quiet[start : start + BLOCK])
        yield from ((customer, True) for customer in busy[start : start + BLOCK])


@dataclass(slots=True)
class Coming:
    """Customers who have not begun, and how many have while somebody publishes."""

    waiting: Iterator[tuple[Customer, bool]]
    begun: int = 0

    async def talk_one_after_the_other(self) -> None:
        """Let the next customer talk, and the next, until none is left."""
        for customer, is_busy in self.waiting:
            await customer.begin()
            self.begun += is_busy
            await customer.talk(ANSWERS)


async def _publish_often(
    stage: Stage, numbers: list[int], coming: Coming, conversations: int
) -> None:
    """Publish in step with the customers, so that everybody meets some of it."""
    for done, number in enumerate(numbers, start=1):
        while coming.begun * len(numbers) < done * conversations:
            await asyncio.sleep(_LOOK_AGAIN_S)
        await asyncio.to_thread(_publish, stage.database, number)


def _mixture(busy: list[Customer], quiet: list[Customer], publications: int) -> Mixture:
    crowd = [*busy, *quiet]
    seen = {customer.name: versions_in(customer) for customer in crowd}
    mixed = tuple(name for name, versions in seen.items() if len(versions) != 1)
    return Mixture(
        publications,
        len(crowd),
        len(set().union(*seen.values())),
        mixed,
        tuple(turn for customer in busy for turn in customer.turns_s),
        tuple(turn for customer in quiet for turn in customer.turns_s),
    )


def versions_in(customer: Customer) -> set[str]:
    """Return the numbers of the versions that spoke to a customer."""
    texts = (line["text"] for line in customer.seen if line["author"] == "bot")
    return {found[1] for text in texts if (found := _TOLD_VERSION.match(text))}
