"""What is not plainly a request is read by the framework, and answered in its detail."""

import socket
from urllib.parse import urlsplit

import pytest

from tests.flow_runtime.server.conftest import Served
from tests.flow_runtime.server.test_chat_api import Visitor, name_flow

JSON = "application/json"
MESSAGE = '{"client_message_id": "message-1", "text": "ana"}'


@pytest.fixture
def visitor(served: Served) -> Visitor:
    served.publish(name_flow())
    return Visitor(served)


def post(visitor: Visitor, content: bytes, **headers: str):
    named = {
        **visitor.headers,
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return visitor.served.client.post(f"{visitor.path}/messages", content=content, headers=named)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (JSON, MESSAGE.encode()),
        (f"{JSON}; charset=utf-8", MESSAGE.encode()),
        ("Application/JSON", MESSAGE.encode()),
        ("application/vnd.fluxo+json", MESSAGE.encode()),
        (JSON, MESSAGE.encode("utf-16")),
        (JSON, MESSAGE.replace("message-1", "message-0", 1).encode() + b" \r\n"),
        (JSON, b'{"text": "bia", "client_message_id": "message-1", "text": "ana"}'),
    ],
)
def test_json_is_read_in_each_of_its_forms(visitor: Visitor, kind: str, content: bytes):
    answer = post(visitor, content, Content_Type=kind)
    assert answer.status_code == 200
    assert [line["text"] for line in answer.json()["messages"]] == ["ana", "Tchau, Ana"]


@pytest.mark.parametrize(
    ("content", "at"),
    [
        (b'{"client_message_id": "message-1", "text": "ana"', "body/48"),
        (b'{"client_message_id": "short"}', "body/client_message_id"),
        (b'{"client_message_id": "message-1", "txt": "ana"}', "body/txt"),
        (b'{"client_message_id": "message-1", "text": null}', "body/text"),
        (b'{"client_message_id": "message-1", "files": "a"}', "body/files"),
        (b"", "body"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(visitor: Visitor, content: bytes, at: str):
    answer = post(visitor, content, Content_Type=JSON)
    assert answer.status_code == 422
    assert [problem["at"] for problem in answer.json()["problems"]] == [at]


def test_a_body_that_does_not_say_it_is_json_is_none(visitor: Visitor):
    assert post(visitor, MESSAGE.encode()).status_code == 422
    assert post(visitor, MESSAGE.encode(), Content_Type="text/plain").status_code == 422


def test_a_token_has_a_longest_length(visitor: Visitor):
    answer = post(visitor, MESSAGE.encode(), Content_Type=JSON, Authorization="B" * 301)
    assert [problem["at"] for problem in answer.json()["problems"]] == ["header/authorization"]


def test_who_leaves_in_the_middle_of_a_body_says_nothing(visitor: Visitor):
    address = urlsplit(visitor.served.url)
    head = f"POST {visitor.path}/messages HTTP/1.1\r\nHost: x\r\nContent-Type: {JSON}\r\n"
    token = f"Authorization: {visitor.headers['Authorization']}\r\nContent-Length: 99\r\n\r\n"
    with socket.create_connection((str(address.hostname), int(address.port or 0)), 10) as wire:
        wire.sendall(head.encode() + token.encode() + MESSAGE.encode())
    assert visitor.send(text="ana").status_code == 200
    assert visitor.read() == ["Olá!", "name?", "ana", "Tchau, Ana"]
