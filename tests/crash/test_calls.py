"""A worker killed while the other server works: the call is repeated with the same key."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from tests.crash.campaign import CALLS_PER_CONVERSATION
from tests.crash.comparing import lines_of
from tests.crash.customers import Customer, new_http
from tests.crash.erp import ErpServer, erp_running
from tests.crash.flow import ANSWERS
from tests.crash.processes import Child, Nursery, nursery_running
from tests.crash.stage import Stage, stage_set

SHORT_LEASE_S = "1"


def test_each_call_is_repeated_with_its_key_and_its_result_used_once(
    new_sqlite_url: Callable[[], str], tmp_path: Path
) -> None:
    with erp_running() as erp, stage_set(new_sqlite_url(), erp.address) as stage:
        asyncio.run(_story(stage, erp, tmp_path))
    killed = [key for key, calls in erp.ledger.calls.items() if calls > 1]
    assert len(killed) == CALLS_PER_CONVERSATION
    assert len(erp.ledger.numbers) == 2 * CALLS_PER_CONVERSATION


async def _story(stage: Stage, erp: ErpServer, folder: Path) -> None:
    async with nursery_running(stage.environment, folder / "log") as nursery, new_http() as http:
        await nursery.start("serve", "--no-worker", "--port", str(stage.ports[0]))
        worker = await _new_worker(nursery)
        undisturbed = Customer("Ana", http, stage.addresses)
        await undisturbed.talk(ANSWERS)
        replacing = asyncio.create_task(_kill_at_each_call(nursery, erp, worker))
        customer = Customer("Rui", http, stage.addresses)
        await customer.talk(ANSWERS)
        replacing.cancel()
    assert lines_of(customer) == lines_of(undisturbed)


async def _kill_at_each_call(nursery: Nursery, erp: ErpServer, worker: Child) -> None:
    """Kill whoever makes a call for the first time, and start another worker each time."""
    while True:
        victim = worker

        def kill(key: str, victim: Child = victim) -> None:
            if erp.ledger.calls[key] == 1:
                victim.kill()

        erp.ledger.before_answer = kill
        await victim.ending
        worker = await _new_worker(nursery)


async def _new_worker(nursery: Nursery) -> Child:
    return await nursery.start("worker", FLUXO_LEASE_S=SHORT_LEASE_S)
