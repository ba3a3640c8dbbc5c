"""Contacts who send several messages at the same moment, to several processes."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flow_runtime.flow import Flow
from tests.crash.customers import Customer, Message, new_http
from tests.crash.processes import nursery_running
from tests.crash.stage import Stage, publish
from tests.flow_runtime.building import end, flow, message, node, question

BURST: Final = 5
_COUNT: Final = {"variable": "count", "action": "increment", "literal": 1}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many contacts had how many messages, and whose transcripts equal no serial order."""

    contacts: int
    messages: int
    torn: tuple[str, ...]


def counting_flow() -> Flow:
    """Return a flow that numbers whatever it is told: a lost or doubled turn shows at once."""
    nodes = [
        question("heard"),
        node("add", "set", assignments=[_COUNT]),
        message("echo", "{{ count }}: {{ heard }}"),
        end(),
    ]
    arrows = ["heard.answered>add", "add.next>echo", "echo.next>heard", "heard.invalid>end"]
    return flow(
        nodes, arrows, variables=[{"name": "count", "type": "number", "default": 0}], id="eco"
    )


async def run_bursts(stage: Stage, folder: Path, *, contacts: int, bursts: int) -> Tally:
    """Let contacts send bursts over all servers of the stage; compare what they see after."""
    publish(stage.database, counting_flow())
    async with (
        nursery_running(stage.environment, folder / "servers.log") as nursery,
        new_http() as http,
    ):
        for port in stage.ports:
            await nursery.start("serve", "--port", str(port))
        crowd = [Customer(f"c{number}", http, stage.addresses) for number in range(contacts)]
        await asyncio.gather(*(_send_bursts(customer, bursts) for customer in crowd))
    torn = tuple(one.name for one in crowd if not is_serial(one.seen, bursts * BURST))
    return Tally(contacts, contacts * bursts * BURST, torn)


async def _send_bursts(customer: Customer, bursts: int) -> None:
    await customer.begin()
    for burst in range(bursts):
        texts = [f"{customer.name} {burst} {place}" for place in range(BURST)]
        numbered = enumerate(texts, start=burst * BURST)
        await asyncio.gather(
            *(customer.say(text, f"message-{number:06}") for number, text in numbered)
        )
    await customer.look_at_all()


def is_serial(seen: list[Message], expected: int) -> bool:
    """Say whether a transcript is one that some order of single messages would have given."""
    said = [(line["author"], line["text"]) for line in seen]
    heard = [text for author, text in said if author == "customer"]
    serial = [("bot", "heard?")]
    for number, text in enumerate(heard, start=1):
        serial += [("customer", text), ("bot", f"{number}: {text}"), ("bot", "heard?")]
    return said == serial and len(set(heard)) == len(heard) == expected
