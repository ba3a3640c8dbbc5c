"""Forced errors: each is answered by a sentence, none by a path, SQL, code or a library."""

import re
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import orjson
import pytest

from flow_runtime.limits import MAX_FILE_BYTES, MAX_REQUEST_BYTES
from tests.flow_runtime.building import end, flow, message, question
from tests.flow_runtime.server.conftest import Served
from tests.flow_runtime.server.test_chat_api import BROWSER, Visitor

LEAKS = re.compile(
    r"/(?:work|tmp|home|usr|srv|var|root)/|\.py\b|Traceback|\bline \d+|\bFile \"|0x[0-9a-f]{6}|"
    r"\b(?:SELECT|INSERT|UPDATE|BEGIN|PRAGMA|FROM|WHERE)\b|Error\(|Exception|"
    r"(?i:sqlite|psycopg|sqlalchemy|pydantic|fastapi|starlette|uvicorn|h11|orjson)"
)
SENTENCE = re.compile(r"[A-Z][^{}<>]+\.(?: [A-Z][^{}<>]+\.)*")
START = "/api/channels/site/conversations"


class Visit(Visitor):
    """A visitor who can ask for anything."""

    def ask(self, method: str, path: str, **parts: Any) -> httpx2.Response:
        headers = {**self.headers, **parts.pop("headers", {})}
        return self.served.client.request(method, path, headers=headers, **parts)


def start_with(body: Any, content_type: str = "application/json") -> Callable[[Visit], Any]:
    """Begin a conversation with a body that is wrong."""
    content = body if isinstance(body, bytes) else orjson.dumps(body)
    headers = {"Content-Type": content_type}
    return lambda visit: visit.ask("POST", START, content=content, headers=headers)


def send(**fields: Any) -> Callable[[Visit], Any]:
    """Send a message that is wrong."""
    body = {"client_message_id": "message-9", **fields}
    return lambda visit: visit.ask("POST", f"{visit.path}/messages", json=body)


def call(method: str, path: str, **parts: Any) -> Callable[[Visit], Any]:
    """Ask for any address; `HERE` is that of the conversation."""
    return lambda visit: visit.ask(method, path.replace("HERE", visit.path), **parts)


def upload(**parts: Any) -> Callable[[Visit], Any]:
    return lambda visit: visit.ask("POST", f"{visit.path}/files", **parts)


REQUESTS: dict[str, Callable[[Visit], httpx2.Response]] = {
    "no body": start_with(b""),
    "half a body": start_with(b'{"client_id": "'),
    "a body that is a list": start_with([]),
    "a body that is null": start_with(None),
    "a body that is a text": start_with("hello"),
    "a body of other bytes": start_with(b"\xff\xfe\x00"),
    "NaN": start_with(b'{"client_id": NaN}'),
    "a deep body": start_with(b"[" * 8000),
    "a deep field": start_with(b'{"client_id": ' + b"[" * 4000 + b"]" * 4000 + b"}"),
    "no fields": start_with({}),
    "a number for a text": start_with({"client_id": 1}),
    "a huge number": start_with(b'{"client_id": ' + b"9" * 5000 + b"}"),
    "NUL in an id": start_with({"client_id": "\x00" * 32}),
    "SQL in an id": start_with({"client_id": "'; DROP TABLE conversations; --"}),
    "a long language": start_with({"client_id": BROWSER, "language": "x" * 99}),
    "a long payload": start_with({"client_id": BROWSER, "payload": "x" * 999}),
    "a flow in the body": start_with({"client_id": BROWSER, "flow": {"nodes": []}}),
    "a prototype in the body": start_with({"client_id": BROWSER, "__proto__": {"a": 1}}),
    "a body that is XML": start_with(b"<x/>", "application/xml"),
    "a form": start_with(b"client_id=1", "application/x-www-form-urlencoded"),
    "a form without its boundary": start_with(b"x", "multipart/form-data"),
    "too large a body": start_with(b" " * (MAX_REQUEST_BYTES + 1)),
    "a message without an id": call("POST", "HERE/messages", json={"text": "a"}),
    "an id with a path": send(client_message_id="../../etc/passwd"),
    "a text that is a list": send(text=["a"]),
    "a text too long": send(text="a" * 5000),
    "half a character": call(
        "POST", "HERE/messages", content=b'{"client_message_id":"message-9","text":"\\ud800"}',
        headers={"Content-Type": "application/json"},
    ),
    "a choice too long": send(choice="a" * 300),
    "a file that is not there": send(files=["a" * 32]),
    "a file with a path": send(files=["../../../etc/shadow"]),
    "too many files": send(files=["a" * 32] * 50),
    "files that are a text": send(files="a" * 32),
    "after nothing": call("GET", "HERE/messages?after="),
    "after a word": call("GET", "HERE/messages?after=x"),
    "after less than nothing": call("GET", "HERE/messages?after=-1"),
    "after too much": call("GET", f"HERE/messages?after={10**30}"),
    "a stream after a word": call("GET", "HERE/stream", headers={"Last-Event-ID": "x"}),
    "no such conversation": call("GET", "/api/conversations/nothing/messages"),
    "NUL in an address": call("GET", "/api/conversations/%00/messages"),
    "a long address": call("GET", "/api/conversations/" + "a" * 9000 + "/messages"),
    "no such channel": call("GET", "/api/channels/nowhere"),
    "SQL in a channel": call("GET", "/api/channels/x'%20OR%20'1'='1"),
    "no such page": call("GET", "/chat/nowhere"),
    "a page with a path": call("GET", "/chat/..%2f..%2fetc%2fpasswd"),
    "no such file": call("GET", "HERE/files/nothing"),
    "a file's path": call("GET", "HERE/files/..%2f..%2fsettings.py"),
    "no such route": call("GET", "/api/nowhere"),
    "the root": call("GET", "/"),
    "the source": call("GET", "/flow_runtime/server/app.py"),
    "the repository": call("GET", "/.git/config"),
    "a climbing path": call("GET", "/widget.js/%2e%2e/%2e%2e/etc/passwd"),
    "DELETE": call("DELETE", "HERE/messages"),
    "PUT": call("PUT", START),
    "PATCH": call("PATCH", "/health"),
    "TRACE": call("TRACE", "/metrics"),
    "a method of one's own": call("BREW", "/chat/site"),
    "an event without its token": call("POST", "HERE/events", json={"name": "x"}),
    "an event with a wrong signature": call(
        "POST", "HERE/events", content=b"{", headers={"X-Fluxo-Signature": "t=1,v1=0"}
    ),
    "another site's page": call("GET", "HERE/messages", headers={"Origin": "https://evil.test"}),
    "a long token": call("GET", "HERE/messages", headers={"Authorization": "B" * 400}),
    "an upload of nothing": upload(),
    "an upload under another name": upload(files={"other": ("a", b"x")}),
    "an empty file": upload(files={"file": ("a", b"")}),
    "a file too large": upload(files={"file": ("a", b"x" * (MAX_FILE_BYTES + 1))}),
    "an upload that is no form": upload(
        content=b"x", headers={"Content-Type": "multipart/form-data; boundary=y"}
    ),
}  # fmt: skip


def check_answer(answer: httpx2.Response) -> None:
    """Assert that an answer is a problem, in a sentence, and tells nothing of ours."""
    assert answer.status_code >= 400
    assert "server" not in answer.headers
    if answer.headers["content-type"].startswith("text/html"):
        return check_page(answer.text)
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code
    assert SENTENCE.fullmatch(told["title"]), told["title"]
    assert LEAKS.search(answer.text) is None, answer.text


def check_page(page: str) -> None:
    """Assert that an error page shows a sentence and nothing of ours."""
    shown = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    assert "." in shown
    assert LEAKS.search(shown) is None, shown


@pytest.fixture
def visit(served: Served) -> Visit:
    served.publish(
        flow([message("hello", "Olá!"), question("name", "name"), end()],
             ["hello.next>name", "name.answered>end"])
    )  # fmt: skip
    return Visit(served)


def test_there_are_sixty_of_them():
    assert len(REQUESTS) + len(FAULTS) + len(NO_REQUESTS) >= 60


def test_every_wrong_request_is_answered_by_a_sentence(visit: Visit):
    for name, force in REQUESTS.items():
        try:
            check_answer(force(visit))
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from None


# -- what is no request at all -----------------------------------------------------------------

NO_REQUESTS = {
    "nothing of HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "another protocol": b"GET / GOPHER/9\r\n\r\n",
    "huge headers": b"GET /health HTTP/1.1\r\nHost: x\r\nX-Huge: " + b"a" * 200_000 + b"\r\n\r\n",
    "two lengths": b"POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
    b"Content-Length: 2\r\n\r\nab",
    "a blank before the colon": b"GET /health HTTP/1.1\r\nHost : x\r\n\r\n",
}


@pytest.mark.parametrize("name", NO_REQUESTS)
def test_what_is_no_request_is_answered_too(served: Served, name: str):
    address = urlsplit(served.url)
    with socket.create_connection((str(address.hostname), int(address.port or 0)), 10) as wire:
        wire.sendall(NO_REQUESTS[name])
        received = b"".join(iter(lambda: _some(wire), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400")
    assert b"application/problem+json" in head
    assert SENTENCE.fullmatch(orjson.loads(body)["title"])
    assert LEAKS.search(received.decode("latin-1")) is None


def _some(wire: socket.socket) -> bytes:
    try:
        return wire.recv(65_536)
    except ConnectionResetError:
        return b""


# -- what breaks behind the request ------------------------------------------------------------


def _file_of(served: Served) -> Path:
    return Path(served.installation.database.address.removeprefix("sqlite:///"))


def _say(visit: Visit) -> httpx2.Response:
    return visit.send(text="ana")


def _put(visit: Visit) -> httpx2.Response:
    return visit.ask("POST", f"{visit.path}/files", files={"file": ("a.pdf", b"%PDF-1.4")})


@contextmanager
def locked(served: Served) -> Iterator[None]:
    with closing(sqlite3.connect(_file_of(served), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def changed_by(served: Served, *statements: str) -> Iterator[None]:
    with closing(sqlite3.connect(_file_of(served), isolation_level=None)) as other:
        for statement in statements:
            other.execute(statement)
    yield


@contextmanager
def removed(served: Served) -> Iterator[None]:
    path = _file_of(served)
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    served.installation.database.close()  # What is open is a file without a name, and still works.
    yield


@contextmanager
def overwritten(served: Served) -> Iterator[None]:
    path = _file_of(served)
    for file in path.parent.glob(f"{path.name}*"):
        with file.open("r+b") as opened:
            opened.write(b"\x5a" * file.stat().st_size)
    yield


@contextmanager
def in_the_way(served: Served) -> Iterator[None]:
    """A file stands where the folder of uploads should be."""
    served.installation.settings.files_directory.write_bytes(b"")
    yield


FAULTS: dict[str, tuple[Callable[[Served], Any], Callable[[Visit], httpx2.Response], set[int]]] = {
    "database locked": (locked, _say, {503}),
    "database removed": (removed, _say, {503}),
    "database overwritten": (overwritten, _say, {500, 503}),
    "a table gone": (lambda served: changed_by(served, "DROP TABLE timers"), _say, {503}),
    "a session spoiled": (
        lambda served: changed_by(served, "UPDATE conversations SET session = '{\"x\": '"),
        _say,
        {500},
    ),
    "a channel spoiled": (
        lambda served: changed_by(served, "UPDATE channels SET settings = '{\"title\": 1}'"),
        _say,
        {500},
    ),
    "no folder for files": (in_the_way, _put, {500}),
}


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait shortly for a lock: the answer is in question, not the patience."""
    monkeypatch.setattr("storage.database.LOCK_TIMEOUT_S", 0.3)


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_answered_by_a_sentence(visit: Visit, name: str):
    breaking, ask, statuses = FAULTS[name]
    with breaking(visit.served):
        answer = ask(visit)
        check_answer(answer)
        assert answer.status_code in statuses


def test_a_full_disk_is_a_sentence_and_leaves_no_half_file(visit: Visit, tmp_path: Path):
    resource = pytest.importorskip("resource")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    folder = visit.served.installation.settings.files_directory
    big = {"file": ("a.pdf", b"%PDF-1.4" + b"x" * 900_000)}
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, limit[1]))
    try:
        answer = visit.ask("POST", f"{visit.path}/files", files=big)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    check_answer(answer)
    assert answer.status_code == 503
    assert list(folder.iterdir()) == []
