"""Talking to the runtime over HTTP, as the web chat does."""

import hashlib
import threading
from typing import Any

import httpx2
import orjson
import pytest
from sqlalchemy import update

from flow_runtime.limits import MAX_FILE_BYTES, MAX_REQUEST_BYTES
from storage.conversations import conversations
from tests.flow_runtime.building import end, flow, menu, message, node, question
from tests.flow_runtime.server.conftest import ALLOWED_SITE, Served

BROWSER = "0123456789abcdef0123456789abcdef"
PDF = b"%PDF-1.4 a small file"


def name_flow():  # type: ignore[no-untyped-def]
    return flow(
        [message("hello", "Olá!"), question("name", "name"), end(text="Tchau, {{ name }}")],
        ["hello.next>name", "name.answered>end"],
    )


class Visitor:
    """A browser with a conversation."""

    def __init__(self, served: Served, client_id: str = BROWSER) -> None:
        self.served = served
        answer = served.client.post(
            "/api/channels/site/conversations", json={"client_id": client_id}
        )
        assert answer.status_code == 201, answer.text
        self.begun = answer.json()
        self.path = f"/api/conversations/{self.begun['conversation_id']}"
        self.headers = {"Authorization": f"Bearer {self.begun['token']}"}
        self.sent = 0

    def send(self, **fields: Any) -> httpx2.Response:
        self.sent += 1
        body = {"client_message_id": f"message-{self.sent}", **fields}
        return self.served.client.post(f"{self.path}/messages", json=body, headers=self.headers)

    def read(self, after: int = 0) -> list[str]:
        answer = self.served.client.get(f"{self.path}/messages?after={after}", headers=self.headers)
        return [line["text"] for line in answer.json()["messages"]]


def test_a_conversation_over_http(served: Served):
    served.publish(name_flow())
    visitor = Visitor(served)
    assert [m["text"] for m in visitor.begun["messages"]] == ["Olá!", "name?"]
    answer = visitor.send(text="ana").json()
    assert [m["text"] for m in answer["messages"]] == ["ana", "Tchau, Ana"]
    assert answer["state"] == {"status": "ended", "owner": "bot"}
    assert visitor.read(after=3) == ["Tchau, Ana"]


def test_choices_are_pressed_by_their_id(served: Served):
    served.publish(flow([menu("m", "Sim", "Não"), end("y", text="bom"), end("n")],
                        ["m.sim>y", "m.nao>n"]))  # fmt: skip
    visitor = Visitor(served)
    (shown,) = visitor.begun["messages"]
    assert [choice["label"] for choice in shown["choices"]] == ["Sim", "Não"]
    answer = visitor.send(text="Sim", choice=shown["choices"][0]["id"]).json()
    assert [m["text"] for m in answer["messages"]] == ["Sim", "bom"]


def test_a_repeated_message_id_is_answered_and_changes_nothing(served: Served):
    served.publish(name_flow())
    visitor = Visitor(served)
    first = visitor.send(text="ana", client_message_id="the-same-id")
    second = visitor.send(text="ana", client_message_id="the-same-id")
    assert (first.status_code, second.status_code) == (200, 200)
    assert visitor.read().count("ana") == 1


def test_a_message_comes_back_under_the_browsers_own_id(served: Served):
    served.publish(name_flow())
    visitor = Visitor(served)
    answer = visitor.send(text="ana", client_message_id="my-own-id")
    ids = [line["client_message_id"] for line in answer.json()["messages"]]
    assert ids == ["my-own-id", None]


def test_the_stream_resumes_where_it_was_left(served: Served):
    served.publish(name_flow())
    visitor = Visitor(served)
    told = _listen(served, visitor, after=1, until=3, meanwhile=lambda: visitor.send(text="ana"))
    assert [line["text"] for line in told] == ["name?", "ana", "Tchau, Ana"]


def _listen(
    served: Served, visitor: Visitor, *, after: int, until: int, meanwhile: Any
) -> list[Any]:
    told: list[Any] = []
    headers = {**visitor.headers, "Last-Event-ID": str(after)}
    with served.client.stream("GET", f"{visitor.path}/stream", headers=headers) as stream:
        speaking = threading.Timer(0.2, meanwhile)
        speaking.start()
        for line in stream.iter_lines():
            if line.startswith("data: ") and '"seq"' in line:
                told.append(orjson.loads(line.removeprefix("data: ")))
            if len(told) == until:
                break
        speaking.join()
    return told


def test_a_file_is_kept_and_only_its_conversation_gets_it(served: Served):
    served.publish(flow([question("bill", "file"), end(text="Recebi {{ bill.name }}")],
                        ["bill.answered>end"]))  # fmt: skip
    visitor, stranger = Visitor(served), Visitor(served, "f" * 32)
    upload = served.client.post(
        f"{visitor.path}/files",
        files={"file": ("../../conta.pdf", PDF, "text/html")},
        headers=visitor.headers,
    )
    assert upload.status_code == 201
    kept = upload.json()
    assert (kept["name"], kept["media_type"]) == ("conta.pdf", "application/pdf")
    visitor.send(files=[kept["file_id"]])
    assert visitor.read()[-1] == "Recebi conta.pdf"
    path = f"{visitor.path}/files/{kept['file_id']}"
    got = served.client.get(path, headers=visitor.headers)
    assert got.content == PDF
    assert got.headers["content-disposition"].startswith("attachment")
    assert got.headers["x-content-type-options"] == "nosniff"
    assert served.client.get(path, headers=stranger.headers).status_code == 404
    foreign = f"{stranger.path}/files/{kept['file_id']}"
    assert served.client.get(foreign, headers=stranger.headers).status_code == 404
    assert stranger.send(files=[kept["file_id"]]).status_code == 422


def test_too_large_a_file_is_refused(served: Served):
    served.publish(name_flow())
    visitor = Visitor(served)
    data = b"x" * (MAX_FILE_BYTES + 1)
    answer = served.client.post(
        f"{visitor.path}/files", files={"file": ("a", data)}, headers=visitor.headers
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer x", "Bearer " + "0" * 64, "Basic eA=="])
def test_without_its_token_a_conversation_does_not_exist(served: Served, token: str):
    served.publish(name_flow())
    visitor = Visitor(served)
    for path in ("/messages", "/stream", "/files/x"):
        answer = served.client.get(visitor.path + path, headers={"Authorization": token})
        assert answer.status_code == 404


def test_another_visitors_token_opens_nothing(served: Served):
    served.publish(name_flow())
    visitor, other = Visitor(served), Visitor(served, "f" * 32)
    answer = served.client.get(f"{visitor.path}/messages", headers=other.headers)
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"client_id": "short"},
        {"client_id": BROWSER, "flow": {"nodes": []}},
        {"client_id": BROWSER, "language": "x" * 50},
    ],
)
def test_a_wrong_body_is_refused_with_its_place(served: Served, body: dict[str, Any]):
    served.publish(name_flow())
    answer = served.client.post("/api/channels/site/conversations", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["problems"][0]["at"].startswith("body")


def test_a_body_over_the_limit_is_refused_before_it_is_read(served: Served):
    data = b"x" * (MAX_REQUEST_BYTES + 1)
    answer = served.client.post("/api/channels/site/conversations", content=data)
    assert answer.status_code == 413
    streamed = served.client.post(
        "/api/channels/site/conversations", content=iter([b"x" * 8192] * 4)
    )
    assert streamed.status_code == 413


def test_only_allowed_sites_may_use_a_channel(served: Served):
    served.publish(name_flow())
    begin = "/api/channels/site/conversations"
    for origin, status in [
        (ALLOWED_SITE, 201),
        (served.url, 201),
        ("https://evil.example.com", 403),
        ("null", 403),
    ]:
        headers = {"Origin": origin}
        answer = served.client.post(begin, json={"client_id": BROWSER}, headers=headers)
        assert answer.status_code == status, origin
        allowed = answer.headers.get("access-control-allow-origin")
        assert allowed == (origin if origin == ALLOWED_SITE else None)
    preflight = {"Origin": ALLOWED_SITE, "Access-Control-Request-Method": "POST"}
    assert served.client.options(begin, headers=preflight).status_code == 204
    preflight["Origin"] = "https://evil.example.com"
    assert served.client.options(begin, headers=preflight).status_code == 403


def test_another_system_tells_a_conversation_what_happened(served: Served):
    waiting = node("ship", "wait", until="event", event="order_shipped", save_as="order")
    ended = end(text="Código {{ order.code }}")
    served.publish(flow([waiting, ended], ["ship.received>end"], variables=[
        {"name": "order", "type": "object"}]))  # fmt: skip
    visitor = Visitor(served)
    body = {"name": "order_shipped", "data": {"code": "BR1"}}
    wrong = served.client.post(f"{visitor.path}/events", json=body, headers=visitor.headers)
    assert wrong.status_code == 404
    headers = {"Authorization": "Bearer a token for other systems"}
    right = served.client.post(f"{visitor.path}/events", json=body, headers=headers)
    assert right.status_code == 202
    assert visitor.read()[-1] == "Código BR1"


def test_the_page_and_the_script_are_served_under_a_strict_policy(served: Served):
    served.publish(name_flow())
    page = served.client.get("/chat/site")
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "Loja" in page.text
    script = served.client.get("/widget.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert len(script.content) <= 30 * 1024
    assert served.client.get("/chat/nowhere").status_code == 404


def test_operations_answer(served: Served):
    assert served.client.get("/health").json() == {"status": "ok"}
    assert served.client.get("/ready").json() == {"status": "ready"}
    assert "fluxo_http_requests_total" in served.client.get("/metrics").text
    assert served.client.get("/openapi.json").json()["info"]["title"] == "Fluxo"


def test_strangers_do_not_grow_the_metrics(served: Served):
    for method in ("FOOBAR", "BREW", "PROPFIND", "PURGE"):  # the server itself refuses the first
        served.client.request(method, "/health")
    metrics = served.client.get("/metrics").text
    assert 'method="other"' in metrics
    assert not any(method in metrics for method in ("FOOBAR", "BREW", "PROPFIND", "PURGE"))


def test_what_opens_a_conversation_is_what_its_row_says(served: Served):
    """A token that we derive may be revoked, and one of a key before this one be kept."""
    served.publish(name_flow())
    visitor = Visitor(served)
    kept = hashlib.sha256(b"another token").hexdigest()
    with served.installation.database.transaction() as tx:
        tx.execute(update(conversations).values(token_hash=kept))
    assert visitor.send(text="ana").status_code == 404
    visitor.headers = {"Authorization": "Bearer another token"}
    assert visitor.send(text="ana").status_code == 200
    assert visitor.read() == ["Olá!", "name?", "ana", "Tchau, Ana"]
