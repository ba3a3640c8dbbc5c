"""Every route against every token that is not the conversation's own: never an answer with data.

The routes are read from the application itself: a new one without a row here fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette

from flow_runtime.limits import TOKEN_KEPT_AFTER_END_DAYS
from flow_runtime.server.app import create_app
from storage import channels
from storage.database import Database
from tests.flow_runtime.building import end, flow, question
from tests.flow_runtime.server.conftest import Served

CONVERSATION = "/api/conversations/{conversation_id}"
OPEN_TO_ALL = {
    ("GET", "/api/channels/{channel}"),
    ("POST", "/api/channels/{channel}/conversations"),
    ("GET", "/chat/{channel}"),
    ("GET", "/widget.js"),
    ("GET", "/health"),
    ("GET", "/ready"),
    ("GET", "/metrics"),
    ("GET", "/openapi.json"),
}
GUARDED: dict[tuple[str, str], dict[str, Any]] = {
    ("GET", f"{CONVERSATION}/messages"): {},
    ("POST", f"{CONVERSATION}/messages"): {"json": {"client_message_id": "id-000001", "text": "x"}},
    ("GET", f"{CONVERSATION}/stream"): {},
    ("POST", f"{CONVERSATION}/events"): {"json": {"name": "order_shipped"}},
    ("POST", f"{CONVERSATION}/files"): {"files": {"file": ("conta.pdf", b"%PDF-1.4 other")}},
    ("GET", f"{CONVERSATION}/files/{{file_id}}"): {},
}
"""What each guarded route needs besides a token."""

FOR_OTHER_SYSTEMS = ("POST", f"{CONVERSATION}/events")
STRANGERS = (
    "nobody",
    "another visitor",
    "another channel",
    "long ended",
    "malformed",
)
MALFORMED = (
    "Bearer",
    "Bearer x",
    "Bearer null",
    "Bearer " + "0" * 64,
    "Bearer \xff\xfe",
    "Basic eA==",
    "Bearer " + "a" * 290,
    "Bearer " + "a" * 400,
)


def routes_of(app: Starlette) -> Iterator[tuple[str, str]]:
    """Return method and path of every route, also of those that no document names."""
    for route in app.routes:
        parts = getattr(route, "original_router", app).routes if not _path(route) else [route]
        for part in parts:
            yield from ((method, _path(part)) for method in part.methods - {"HEAD"})


def _path(route: Any) -> str:
    return str(getattr(route, "path", None) or "")


def test_every_route_stands_in_a_table(served: Served):
    found = set(routes_of(create_app(served.installation)))
    assert found == OPEN_TO_ALL | set(GUARDED)


@dataclass
class Owned:
    """A conversation, its token, and a file in it."""

    client: httpx2.Client
    channel: str
    client_id: str
    token: str = field(init=False)
    places: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        path = f"/api/channels/{self.channel}/conversations"
        begun = self.client.post(path, json={"client_id": self.client_id}).json()
        self.token = f"Bearer {begun['token']}"
        self.places = {"conversation_id": begun["conversation_id"], "file_id": "none"}
        kept = self.ask(("POST", f"{CONVERSATION}/files"), self.token, **_FILE)
        self.places["file_id"] = kept.json()["file_id"]

    def ask(self, route: tuple[str, str], token: str | None, **parts: Any) -> httpx2.Response:
        """Call a route for this conversation with any token; a stream is read no further."""
        method, path = route
        headers = {"Authorization": token.encode("latin-1")} if token is not None else {}
        address = path.format(**self.places)
        with self.client.stream(method, address, headers=headers, **parts) as answer:
            if not answer.headers["content-type"].startswith("text/event-stream"):
                answer.read()
            return answer


_FILE: dict[str, Any] = {"files": {"file": ("conta.pdf", b"%PDF-1.4 mine")}}


@dataclass
class People:
    """The owner, somebody else, somebody on another channel, and somebody of long ago."""

    owner: Owned
    other: Owned
    elsewhere: Owned
    past: Owned


@pytest.fixture
def people(served: Served) -> People:
    asking = flow([question("name", "name"), end(text="Tchau")], ["name.answered>end"])
    served.publish(asking)
    with served.installation.database.transaction() as tx:
        channels.save(tx, channels.Channel("outra-loja", "webchat", {}))
    served.publish(asking, "outra-loja")
    ended = Owned(served.client, "site", "e" * 32)
    answer = {"client_message_id": "message-1", "text": "ana"}
    ended.ask(("POST", f"{CONVERSATION}/messages"), ended.token, json=answer)
    return People(
        owner=Owned(served.client, "site", "a" * 32),
        other=Owned(served.client, "site", "b" * 32),
        elsewhere=Owned(served.client, "outra-loja", "a" * 32),
        past=ended,
    )


def days_pass(served: Served, days: int) -> None:
    served.installation.conversations.now = lambda: datetime.now(UTC) + timedelta(days=days)


def requests_of(people: People, stranger: str) -> Iterator[tuple[Owned, str | None]]:
    """Return whose conversation a stranger asks for, and with which tokens."""
    match stranger:
        case "nobody":
            yield people.owner, None
        case "another visitor":
            yield people.owner, people.other.token
        case "another channel":
            yield people.owner, people.elsewhere.token
            yield people.elsewhere, people.owner.token
        case "long ended":
            yield people.past, people.past.token
            yield people.owner, people.past.token
        case "malformed":
            yield from ((people.owner, token) for token in MALFORMED)
            yield people.owner, people.owner.token[:-1]
            yield people.owner, people.owner.token + "0"
            yield people.owner, people.owner.token.upper()


@pytest.mark.parametrize("stranger", STRANGERS)
def test_no_route_answers_a_stranger(served: Served, people: People, stranger: str):
    if stranger == "long ended":
        days_pass(served, TOKEN_KEPT_AFTER_END_DAYS + 1)
    for route, parts in GUARDED.items():
        for conversation, token in requests_of(people, stranger):
            answer = conversation.ask(route, token, **parts)
            assert answer.status_code in (404, 422), (route, token)
            assert answer.headers["content-type"] == "application/problem+json"
            assert "name?" not in answer.text


@pytest.mark.parametrize("route", GUARDED, ids=" ".join)
def test_the_right_token_opens_every_route(people: People, route: tuple[str, str]):
    token = people.owner.token
    if route == FOR_OTHER_SYSTEMS:
        token = "Bearer a token for other systems"
    answer = people.owner.ask(route, token, **GUARDED[route])
    assert 200 <= answer.status_code < 300


def test_what_ended_lately_can_still_be_read(served: Served, people: People):
    days_pass(served, TOKEN_KEPT_AFTER_END_DAYS - 1)
    read = people.past.ask(("GET", f"{CONVERSATION}/messages"), people.past.token)
    assert "Tchau" in read.text


def test_a_file_of_another_conversation_is_not_there(people: People):
    route = ("GET", f"{CONVERSATION}/files/{{file_id}}")
    people.other.places["file_id"] = people.owner.places["file_id"]
    assert people.other.ask(route, people.other.token).status_code == 404


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """One kind of database is enough here: the routes are in question."""
    return sqlite_database
