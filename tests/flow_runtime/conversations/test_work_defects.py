"""A task that raises something nobody foresaw costs one call, not the worker."""

import asyncio

from flow_runtime.conversations import Conversations, Sender, Worker
from storage import connections, tasks
from storage.connections import ApiConnection
from storage.transcripts import transcript
from tests.flow_runtime.building import end, flow, node
from tests.flow_runtime.conversations.conftest import Publish


def test_a_defect_fails_one_call_and_the_customer_is_answered(
    driver: Conversations, publish: Publish
) -> None:
    call = node("call", "api", connection="erp", url="/list")
    apology = end("apology", "unresolved", "O sistema não respondeu.")
    arrows = ["call.success>end", "call.http_error>apology", "call.failed>apology"]
    publish(flow([call, apology, end()], arrows))
    conversation = driver.begin("site", "a-browser-secret-of-many-bits")
    with driver.database.transaction() as tx:
        connections.save(tx, ApiConnection("erp", {"id": "erp", "base_url": 5}))

    asyncio.run(Worker(driver, Sender(driver.database), "w1").work_once())

    with driver.database.transaction() as tx:
        lines = transcript(tx, conversation.id, now=driver.now())
        left = tasks.claim_due(tx, "w2", now=driver.now(), limit=9, lease_s=1)
    assert [line.body["text"] for line in lines] == ["O sistema não respondeu."]
    assert left == []
