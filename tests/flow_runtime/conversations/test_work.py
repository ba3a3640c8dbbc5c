"""The work after the commit: real servers on loopback, real mail, real leases."""

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MailHandler
from cryptography.fernet import Fernet

from flow_runtime.conversations import Conversations, Sender, Worker
from flow_runtime.conversations.work import LEASE_S
from flow_runtime.flow import Flow
from flow_runtime.mail import MailServer
from storage import connections, secrets, tasks
from storage.conversations import Conversation
from storage.transcripts import transcript
from storage.vault import Vault
from tests.flow_runtime.building import end, flow, node
from tests.flow_runtime.conversations.conftest import Clock, Publish


class Erp:
    """A server that answers what the story says and keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, bytes]] = []
        self.requests: list[tuple[str, str, dict[str, str], bytes]] = []
        erp = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                headers = {name.lower(): value for name, value in self.headers.items()}
                erp.requests.append((self.command, self.path, headers, self.rfile.read(length)))
                status, body = erp.answers.pop(0) if erp.answers else (200, b"{}")
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815 - http.server looks for this name

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def erp() -> Iterator[Erp]:
    running = Erp()
    yield running
    running.server.shutdown()
    running.server.server_close()


@pytest.fixture
def vault() -> Vault:
    return Vault(Fernet.generate_key())


def connect(driver: Conversations, erp: Erp, **fields: Any) -> None:
    """Point the connection `erp` at the test's server, which the installation allows by name."""
    definition = {
        "id": "erp",
        "name": "ERP",
        "base_url": f"http://{erp.address}/v1",
        "private_address": erp.address,
        **fields,
    }
    with driver.database.transaction() as tx:
        connections.save(tx, connections.ApiConnection("erp", definition))


def work(driver: Conversations, sender: Sender) -> bool:
    return asyncio.run(Worker(driver, sender, "test-worker").work_once())


def said(driver: Conversations, conversation: Conversation) -> list[str]:
    with driver.database.read() as tx:
        lines = transcript(tx, conversation.id, now=driver.now())
    return [str(line.body["text"]) for line in lines]


def asking(**fields: Any) -> Flow:
    call = node(
        "call",
        "api",
        connection="erp",
        url="/customers/{{ cpf }}",
        save=[{"query": "name", "variable": "customer"}],
        **fields,
    )
    return flow(
        [call, end(text="Oi, {{ customer }}"), end("bad", "bad", text="Erro do sistema")],
        ["call.success>end", "call.http_error>bad"],
        variables=[{"name": "cpf", "default": "529/982"}, "customer"],
    )


def test_a_call_is_made_with_its_values_encoded_and_its_key(
    driver: Conversations, publish: Publish, erp: Erp
):
    connect(driver, erp)
    erp.answers = [(200, b'{"name": "Ana"}')]
    publish(asking(query={"mes": "março & abril"}, headers={"X-Canal": "site"}))
    conversation = driver.begin("site", "browser")
    assert work(driver, Sender(driver.database))
    assert said(driver, conversation) == ["Oi, Ana"]
    (request,) = erp.requests
    method, path, headers, _ = request
    assert (method, path) == ("GET", "/v1/customers/529%2F982?mes=mar%C3%A7o%20%26%20abril")
    assert headers["x-canal"] == "site"
    assert len(headers["idempotency-key"]) == 32


def test_a_body_keeps_the_types_of_its_values(driver: Conversations, publish: Publish, erp: Erp):
    connect(driver, erp)
    call = node(
        "call", "api", connection="erp", url="/orders", method="POST",
        body={"customer.name": 'Ana "A"', "items": "{{ items }}", "note": "{{ missing }}"},
    )  # fmt: skip
    items = {"name": "items", "type": "list", "default": [1, 2]}
    publish(
        flow([call, end(), end("bad")], ["call.success>end", "call.http_error>bad"],
             variables=[items, {"name": "missing", "default": ""}])
    )  # fmt: skip
    driver.begin("site", "browser")
    work(driver, Sender(driver.database))
    body = json.loads(erp.requests[0][3])
    assert body == {"customer": {"name": 'Ana "A"'}, "items": [1, 2], "note": ""}


def test_a_secret_is_filled_in_for_the_request_alone(
    driver: Conversations, publish: Publish, erp: Erp, vault: Vault
):
    connect(driver, erp, headers={"Authorization": "Bearer {{secret:ERP_TOKEN}}"})
    with driver.database.transaction() as tx:
        secrets.save(tx, vault, name="ERP_TOKEN", value="canary-7431", now=driver.now())
    publish(asking())
    conversation = driver.begin("site", "browser")
    work(driver, Sender(driver.database, vault))
    assert erp.requests[0][2]["authorization"] == "Bearer canary-7431"
    with driver.database.read() as tx:
        payloads = [str(task.payload) for task in all_tasks(tx, conversation)]
    assert "canary" not in "".join([*payloads, *said(driver, conversation)])


def all_tasks(tx: Any, conversation: Conversation) -> list[tasks.Task]:
    return [tasks.get(tx, number) for number in range(1, 2)]


def test_a_missing_secret_fails_the_call_and_the_customer_is_answered(
    driver: Conversations, publish: Publish, erp: Erp, vault: Vault
):
    connect(driver, erp, headers={"Authorization": "Bearer {{secret:NOBODY_SET_IT}}"})
    publish(asking())
    conversation = driver.begin("site", "browser")
    work(driver, Sender(driver.database, vault))
    assert erp.requests == []
    assert said(driver, conversation)[-1].startswith("Desculpe")


def test_an_error_response_takes_its_own_way(driver: Conversations, publish: Publish, erp: Erp):
    connect(driver, erp)
    erp.answers = [(503, b"<html>busy</html>")]
    publish(asking())
    conversation = driver.begin("site", "browser")
    work(driver, Sender(driver.database))
    assert said(driver, conversation) == ["Erro do sistema"]


def test_a_private_address_is_refused_unless_the_installation_allows_it(
    driver: Conversations, publish: Publish, erp: Erp
):
    connect(driver, erp, private_address=None)
    publish(asking())
    conversation = driver.begin("site", "browser")
    work(driver, Sender(driver.database))
    assert erp.requests == []
    assert said(driver, conversation)[-1].startswith("Desculpe")


def test_an_unreachable_server_is_tried_again_with_the_same_key(
    driver: Conversations, publish: Publish, erp: Erp, clock: Clock
):
    connect(driver, erp)
    erp.server.shutdown()
    erp.server.server_close()
    publish(asking(tries=2))
    conversation = driver.begin("site", "browser")
    sender = Sender(driver.database)
    work(driver, sender)
    assert said(driver, conversation) == []
    clock.advance(60)
    work(driver, sender)
    assert said(driver, conversation)[-1].startswith("Desculpe")


def test_the_task_of_a_vanished_worker_is_taken_over_after_its_lease(
    driver: Conversations, publish: Publish, erp: Erp, clock: Clock
):
    connect(driver, erp)
    publish(asking())
    conversation = driver.begin("site", "browser")
    with driver.database.transaction() as tx:
        tasks.claim_due(tx, "vanished", now=driver.now(), limit=1, lease_s=LEASE_S)
    assert not work(driver, Sender(driver.database))
    clock.advance(LEASE_S + 1)
    assert work(driver, Sender(driver.database))
    assert len(erp.requests) == 1
    assert said(driver, conversation) != []


def test_a_late_result_of_a_worker_that_lost_its_lease_changes_nothing(
    driver: Conversations, publish: Publish, erp: Erp, clock: Clock
):
    connect(driver, erp)
    publish(asking())
    conversation = driver.begin("site", "browser")
    slow = Worker(driver, Sender(driver.database), "slow")
    (task,) = slow._claim()
    clock.advance(LEASE_S + 1)
    assert work(driver, Sender(driver.database))
    before = said(driver, conversation)
    asyncio.run(slow._do(task))
    assert said(driver, conversation) == before


class Inbox(MailHandler):
    """Keeps what a real SMTP server received."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.mails.append(message)


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, MailServer]]:
    handler = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, MailServer("127.0.0.1", "fluxo@loja.example.com", port, security="none")
    controller.stop()


def telling(**fields: Any) -> Flow:
    tell = node("tell", "notify", to="equipe@loja.example.com", subject="Novo {{ x }}",
                text="Cliente {{ x }}", **fields)  # fmt: skip
    return flow(
        [tell, end(text="Avisei"), end("bad", text="Não avisei")],
        ["tell.sent>end", "tell.failed>bad"],
        variables=[{"name": "x", "default": "Ana\r\nBcc: outro@mau.example.com"}],
    )


def test_an_e_mail_arrives_and_a_value_adds_no_header(
    driver: Conversations, publish: Publish, inbox: tuple[Inbox, MailServer]
):
    handler, server = inbox
    publish(telling())
    conversation = driver.begin("site", "browser")
    work(driver, Sender(driver.database, mail_server=server))
    (mail,) = handler.mails
    assert mail["To"] == "equipe@loja.example.com"
    assert mail["Bcc"] is None
    assert mail["Auto-Submitted"] == "auto-generated"
    assert said(driver, conversation) == ["Avisei"]


def test_without_a_mail_server_the_notice_fails_where_the_flow_says(
    driver: Conversations, publish: Publish
):
    publish(telling())
    conversation = driver.begin("site", "browser")
    work(driver, Sender(driver.database))
    assert said(driver, conversation) == ["Não avisei"]


def test_a_webhook_notice_goes_through_the_api_client(
    driver: Conversations, publish: Publish, erp: Erp
):
    connect(driver, erp)
    tell = node("tell", "notify", kind="slack", connection="erp", to="/hook", text="Chegou lead")
    publish(flow([tell, end()], ["tell.sent>end"]))
    driver.begin("site", "browser")
    work(driver, Sender(driver.database))
    method, path, _, body = erp.requests[0]
    assert (method, path, json.loads(body)) == ("POST", "/v1/hook", {"text": "Chegou lead"})
