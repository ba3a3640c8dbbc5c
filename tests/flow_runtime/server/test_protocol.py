"""What comes over the wire byte by byte: bounded, and read in one way only."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from flow_runtime.server.protocol import MAX_HEAD_BYTES
from tests.flow_runtime.building import end, flow, message, question
from tests.flow_runtime.server.conftest import Served
from tests.flow_runtime.server.test_chat_api import Visitor

HEAD = b"GET /health HTTP/1.1\r\nHost: x\r\n"
CHUNKED = b"POST /health HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n"


@contextmanager
def wire_to(served: Served) -> Iterator[socket.socket]:
    address = urlsplit(served.url)
    with socket.create_connection((str(address.hostname), int(address.port or 0)), 10) as wire:
        yield wire


def answer_to(served: Served, *sent: bytes) -> bytes:
    """Return all that is answered until the server closes the connection."""
    with wire_to(served) as wire:
        try:
            for part in sent:
                wire.sendall(part)
        except (ConnectionResetError, BrokenPipeError):
            pass
        return b"".join(iter(lambda: _some(wire), b""))


def _some(wire: socket.socket) -> bytes:
    try:
        return wire.recv(65_536)
    except ConnectionResetError:
        return b""


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param([b"GET /" + b"a" * 10_000_000], id="an address"),
        pytest.param([HEAD, b"X-Big: " + b"a" * 10_000_000], id="a header"),
        pytest.param([HEAD, b"a" * 10_000_000], id="the name of a header"),
        pytest.param([HEAD, b"X-Many: a\r\n" * 1_000_000], id="many headers"),
        pytest.param([CHUNKED, b"0\r\nX-Big: " + b"a" * 10_000_000], id="a header after the body"),
        pytest.param([CHUNKED, b"0\r\n" + b"X: a\r\n" * 1_000_000], id="many headers after it"),
    ],
)
def test_what_does_not_come_to_an_end_is_cut_off(served: Served, sent: list[bytes]):
    assert b"HTTP/1.1 400" in answer_to(served, *sent)


def test_a_head_that_is_too_large_is_refused_also_in_one_piece(served: Served):
    head = HEAD + b"X-Big: " + b"a" * (MAX_HEAD_BYTES + 1) + b"\r\n\r\n"
    assert answer_to(served, head).startswith(b"HTTP/1.1 400")


def test_a_head_may_be_large(served: Served):
    head = HEAD + b"Connection: close\r\nCookie: " + b"a" * (MAX_HEAD_BYTES - 1000) + b"\r\n\r\n"
    assert answer_to(served, head).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", id="HTTP 2"),
        pytest.param(HEAD + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                     id="two ways to say a length"),
        pytest.param(HEAD + b"Content-Length: +1\r\n\r\na", id="a length with a sign"),
        pytest.param(HEAD + b"X: a\r\n b\r\n\r\n", id="a folded header"),
        pytest.param(HEAD + b"X: a\nY: b\n\n", id="half a line's end"),
        pytest.param(HEAD + b"X: a\x00b\r\n\r\n", id="NUL in a header"),
        pytest.param(b"CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n", id="a tunnel"),
        pytest.param(b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n", id="an address of other bytes"),
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_is_not_read(served: Served, sent: bytes):
    answer = answer_to(served, sent)
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"application/problem+json" in answer


def test_who_offers_another_protocol_is_answered_in_this_one(served: Served):
    offer = b"Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\n\r\n"
    assert answer_to(served, HEAD + offer).startswith(b"HTTP/1.1 200")


def test_requests_sent_at_once_are_answered_in_order(served: Served):
    last = b"GET /api/channels/none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    answers = answer_to(served, HEAD + b"\r\n" + last)
    assert answers.startswith(b"HTTP/1.1 200")
    assert b"HTTP/1.1 404" in answers


@pytest.fixture
def visitor(served: Served) -> Visitor:
    served.publish(
        flow([message("hello", "Olá!"), question("name", "name"), end()],
             ["hello.next>name", "name.answered>end"])
    )  # fmt: skip
    return Visitor(served)


def _said(visitor: Visitor, before: str = "", after: str = "") -> bytes:
    """Say something in pieces, with headers before the body and after it."""
    body = b'{"client_message_id": "message-1", "text": "Ana"}'
    head = (
        f"POST {visitor.path}/messages HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n{before}\r\n"
    )
    pieces = b"".join(b"1\r\n%c\r\n" % byte for byte in body)
    return head.encode() + pieces + f"0\r\n{after}\r\n".encode()


def test_a_body_may_come_in_pieces(visitor: Visitor):
    token = f"Authorization: {visitor.headers['Authorization']}\r\n"
    assert answer_to(visitor.served, _said(visitor, token)).startswith(b"HTTP/1.1 200")


def test_a_token_after_the_body_opens_nothing(visitor: Visitor):
    token = f"Authorization: {visitor.headers['Authorization']}\r\n"
    assert answer_to(visitor.served, _said(visitor, after=token)).startswith(b"HTTP/1.1 404")
