"""A marked secret used in many conversations is found nowhere but in the request it is for."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from sqlalchemy import select

from flow_runtime.conversations.publishing import export_flow
from flow_runtime.flow import Flow
from storage import connections, secrets
from storage.database import Database
from storage.tables import metadata
from tests.flow_runtime.building import end, flow, message, node, question
from tests.flow_runtime.server.conftest import Served
from tests.flow_runtime.server.test_chat_api import Visitor
from tests.security.echoing import MODES, EchoingServer, echoing

CANARY = "canary-7f3a91d2c4e8"
CONVERSATIONS = int(os.environ.get("CANARY_CONVERSATIONS", "48"))
"""`make canary` holds two hundred."""

FINISH_WITHIN_S = 40.0


def echoing_flow() -> Flow:
    """Ask for a way of echoing, call with the secret, tell the customer and a webhook the rest."""
    call = node(
        "call", "api", connection="erp", url="/echo/{{ mode }}", method="POST",
        headers={"X-Also": "{{secret:ERP_TOKEN}}"}, body={"mode": "{{ mode }}"},
        save=[{"query": "echo || @", "variable": "answer"}], save_status_as="status",
    )  # fmt: skip
    tell = node(
        "tell", "notify", kind="webhook", connection="erp", to="/hook", subject="Resposta",
        text="Veio {{ answer }}",
    )  # fmt: skip
    return flow(
        [question("mode"), call, message("shown", "Resposta: {{ answer }}"), tell,
         end(text="Tchau"), end("bad", text="Erro {{ status | default: '-' }}")],
        ["mode.answered>call", "call.success>shown", "call.http_error>bad", "call.failed>bad",
         "shown.next>tell", "tell.sent>end"],
        variables=["answer", {"name": "status", "type": "number"}],
    )  # fmt: skip


@pytest.fixture
def erp() -> Iterator[EchoingServer]:
    with echoing() as running:
        yield running


def set_up(served: Served, erp: EchoingServer) -> None:
    definition = {
        "id": "erp", "name": "ERP", "base_url": f"http://{erp.address}",
        "private_address": erp.address,
        "headers": {"Authorization": "Bearer {{secret:ERP_TOKEN}}"},
    }  # fmt: skip
    here = served.installation
    with here.database.transaction() as tx:
        connections.save(tx, connections.ApiConnection("erp", definition))
        now = here.conversations.now()
        secrets.save(tx, here.settings.vault(), name="ERP_TOKEN", value=CANARY, now=now)
    served.publish(echoing_flow())


def talk(served: Served) -> list[Visitor]:
    """Hold every conversation, and wait until each has ended."""
    visitors = [Visitor(served, f"{number:032}") for number in range(CONVERSATIONS)]
    for number, visitor in enumerate(visitors):
        visitor.send(text=MODES[number % len(MODES)])
    deadline = time.monotonic() + FINISH_WITHIN_S
    while any(not _has_ended(visitor) for visitor in visitors):
        assert time.monotonic() < deadline, "the conversations did not end"
        time.sleep(0.05)
    return visitors


def _has_ended(visitor: Visitor) -> bool:
    answer = visitor.served.client.get(f"{visitor.path}/messages?after=3", headers=visitor.headers)
    return bool(answer.json()["state"]["status"] == "ended")


def everything_kept(served: Served, visitors: list[Visitor]) -> Iterator[tuple[str, bytes]]:
    """Yield every place where something of a conversation stays or is shown."""
    database = served.installation.database
    yield from _tables(database)
    path = Path(database.address.removeprefix("sqlite:///"))
    yield from ((file.name, file.read_bytes()) for file in path.parent.rglob("*") if file.is_file())
    with database.read() as tx:
        yield "export of the flow", orjson.dumps(export_flow(tx, "story").model_dump(mode="json"))
    for visitor in visitors:
        read = served.client.get(f"{visitor.path}/messages", headers=visitor.headers)
        yield "messages", read.content
    for shown in ("/metrics", "/openapi.json", "/chat/site", "/chat/nowhere", "/api/nowhere"):
        yield shown, served.client.get(shown).content


def _tables(database: Database) -> Iterator[tuple[str, bytes]]:
    with database.read() as tx:
        for table in metadata.sorted_tables:
            for row in tx.execute(select(table)):
                yield f"table {table.name}", str(tuple(row)).encode()


def test_a_secret_is_found_nowhere_else(
    served: Served, erp: EchoingServer, capfd: pytest.CaptureFixture[str]
):
    set_up(served, erp)
    visitors = talk(served)
    assert erp.received.count(f"Bearer {CANARY}") >= CONVERSATIONS
    kept = list(everything_kept(served, visitors))
    places = {name for name, _ in kept}
    assert {"table events", "table conversations", "table tasks", "messages"} <= places
    printed = capfd.readouterr()
    kept += [("standard output", printed.out.encode()), ("logs", printed.err.encode())]
    assert {name for name, content in kept if CANARY.encode() in content} == set()
    told = b"".join(content for name, content in kept if name == "messages").decode()
    assert told.count("***") >= CONVERSATIONS // 2
    assert "Erro" in told
