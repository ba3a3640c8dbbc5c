"""Publications while conversations run: each conversation stays on the version it began with."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flow_runtime.flow import Flow
from tests.crash.customers import Customer, new_http
from tests.crash.processes import nursery_running
from tests.crash.stage import Stage, publish
from tests.flow_runtime.building import end, flow, question

_LOOK_AGAIN_S: Final = 0.02
ANSWERS: Final = ("sim", "talvez")
_TOLD_VERSION: Final = re.compile(r"v(\d+)")


@dataclass(frozen=True, slots=True)
class Mixture:
    """How many conversations saw how many versions, and which of them saw more than one."""

    publications: int
    conversations: int
    versions_seen: int
    mixed: tuple[str, ...]


def versioned_flow(number: int) -> Flow:
    """Return a flow that says its number in every text."""
    nodes = [
        question("first", text=f"v{number} first?"),
        question("second", text=f"v{number} second?"),
        end(text=f"v{number} end"),
    ]
    arrows = ["first.answered>second", "second.answered>end"]
    return flow(nodes, arrows, id="versionado")


async def run_publications(
    stage: Stage, folder: Path, *, publications: int, conversations: int, at_once: int
) -> Mixture:
    """Publish again and again while customers talk; return who saw what."""
    publish(stage.database, versioned_flow(0))
    async with (
        nursery_running(stage.environment, folder / "servers.log") as nursery,
        new_http() as http,
    ):
        for port in stage.ports:
            await nursery.start("serve", "--port", str(port))
        crowd = [Customer(f"c{n}", http, stage.addresses) for n in range(conversations)]
        coming = Coming(iter(crowd))
        await asyncio.gather(
            _publish_often(stage, publications, coming, conversations),
            *(coming.talk_one_after_the_other() for _ in range(at_once)),
        )
    return _mixture(crowd, publications)


@dataclass(slots=True)
class Coming:
    """Customers who have not begun, and how many have."""

    waiting: Iterator[Customer]
    begun: int = 0

    async def talk_one_after_the_other(self) -> None:
        """Let the next customer talk, and the next, until none is left."""
        for customer in self.waiting:
            await customer.begin()
            self.begun += 1
            await customer.talk(ANSWERS)


async def _publish_often(
    stage: Stage, publications: int, coming: Coming, conversations: int
) -> None:
    """Publish in step with the customers, so that everybody meets some of it."""
    for number in range(1, publications + 1):
        while coming.begun * publications < number * conversations // 2:
            await asyncio.sleep(_LOOK_AGAIN_S)
        await asyncio.to_thread(publish, stage.database, versioned_flow(number))


def _mixture(crowd: list[Customer], publications: int) -> Mixture:
    seen = {customer.name: versions_in(customer) for customer in crowd}
    mixed = tuple(name for name, versions in seen.items() if len(versions) != 1)
    return Mixture(publications, len(crowd), len(set().union(*seen.values())), mixed)


def versions_in(customer: Customer) -> set[str]:
    """Return the numbers of the versions that spoke to a customer."""
    texts = (line["text"] for line in customer.seen if line["author"] == "bot")
    return {found[1] for text in texts if (found := _TOLD_VERSION.match(text))}
