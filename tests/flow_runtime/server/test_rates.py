"""Each bound refuses at its number, says how long to wait, and leaves the others alone."""

from contextlib import ExitStack
from typing import Any

import pytest
from starlette.exceptions import HTTPException

from flow_runtime.server.rates import STREAMS_AT_ONCE, Limits
from flow_runtime.settings import Settings
from storage.database import Database
from tests.flow_runtime.server.conftest import Served
from tests.flow_runtime.server.test_chat_api import Visitor, name_flow

ADDRESS, OTHER = "203.0.113.7", "203.0.113.8"
START = ("POST", "/api/channels/site/conversations")
CONFIG = ("GET", "/api/channels/site")
SEND = ("POST", "/api/conversations/c1/messages")
EVENT = ("POST", "/api/conversations/c1/events")


class Clock:
    """Seconds that tests set."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


def asks(
    limits: Limits, what: tuple[str, str], *, address: str = ADDRESS, token: str = ""
) -> str | None:
    """Ask once and return the bound that refuses."""
    method, path = what
    headers = [(b"authorization", token.encode())] if token else []
    scope: dict[str, Any] = {
        "type": "http", "method": method, "path": path, "headers": headers,
        "client": (address, 1),
    }  # fmt: skip
    refusal = limits.admit(scope)
    return refusal.bound if refusal else None


@pytest.mark.parametrize(
    ("setting", "what", "bound"),
    [
        ("rate_per_address", CONFIG, "address"),
        ("rate_per_address", SEND, "address"),
        ("rate_of_starts_per_address", START, "start"),
        ("rate_per_channel", START, "channel"),
        ("rate_per_visitor", SEND, "visitor"),
        ("rate_of_events_per_address", EVENT, "events"),
    ],
)
def test_each_bound_refuses_past_its_number(
    clock: Clock, setting: str, what: tuple[str, str], bound: str
):
    limits = Limits(Settings.model_validate({setting: "2:3"}), clock)
    answers = [asks(limits, what, token="Bearer t") for _ in range(4)]
    assert answers == [None, None, None, bound]
    clock.now_s += 0.5
    assert asks(limits, what, token="Bearer t") is None
    assert asks(limits, what, token="Bearer t") == bound


def test_another_address_is_served_while_one_is_refused(clock: Clock):
    limits = Limits(Settings(rate_per_address="1:2"), clock)  # type: ignore[arg-type]  # read by pydantic
    assert [asks(limits, CONFIG) for _ in range(3)][-1] == "address"
    assert asks(limits, CONFIG, address=OTHER) is None


def test_another_visitor_of_the_same_address_is_served(clock: Clock):
    limits = Limits(Settings(rate_per_visitor="1:2"), clock)  # type: ignore[arg-type]  # as above
    assert [asks(limits, SEND, token="Bearer a") for _ in range(3)][-1] == "visitor"
    assert asks(limits, SEND, token="Bearer b") is None


def test_events_of_other_systems_do_not_count_as_a_visitors(clock: Clock):
    limits = Limits(Settings(rate_per_address="1:1", rate_per_visitor="1:1"), clock)  # type: ignore[arg-type]  # as above
    assert {asks(limits, EVENT, token="Bearer erp") for _ in range(50)} == {None}


def test_refused_requests_do_not_lengthen_the_wait(clock: Clock):
    limits = Limits(Settings(rate_per_address="1:1"), clock)  # type: ignore[arg-type]  # as above
    for _ in range(1000):
        asks(limits, CONFIG)
    clock.now_s += 1
    assert asks(limits, CONFIG) is None


def http(path: str, address: str = ADDRESS) -> dict[str, Any]:
    return {"type": "http", "method": "GET", "path": path, "headers": [], "client": (address, 1)}


def test_an_address_waits_for_so_many_answers_at_once(clock: Clock):
    limits = Limits(Settings(requests_at_once_per_address=2), clock)
    with limits.in_progress(http("/api/a")), limits.in_progress(http("/api/b")):
        refused = limits.admit(http("/api/c"))
        assert refused is not None
        assert refused.bound == "at_once"
        assert limits.admit(http("/api/c", OTHER)) is None
        assert limits.admit(http("/api/conversations/c1/stream")) is None
        assert limits.admit(http("/api/conversations/c1/events")) is None
    assert limits.admit(http("/api/c")) is None


def test_open_streams_count_for_their_token_alone(clock: Clock):
    limits = Limits(Settings(requests_at_once_per_address=1), clock)
    stream = http("/api/conversations/c1/stream")
    with ExitStack() as opened:
        for _ in range(STREAMS_AT_ONCE):
            assert limits.admit(stream) is None
            opened.enter_context(limits.in_progress(stream))
        refused = limits.admit(stream)
        assert refused is not None
        assert refused.bound == "at_once"
        assert limits.admit(stream | {"headers": [(b"authorization", b"Bearer b")]}) is None
        assert limits.admit(http("/api/c")) is None


def test_a_request_that_fails_waits_no_longer(clock: Clock):
    limits = Limits(Settings(requests_at_once_per_address=1), clock)
    with pytest.raises(ZeroDivisionError), limits.in_progress(http("/api/a")):
        raise ZeroDivisionError
    assert limits.admit(http("/api/b")) is None


def test_a_channel_has_room_for_so_many_writers(clock: Clock):
    limits = Limits(Settings(rate_per_channel="1:2"), clock)  # type: ignore[arg-type]  # as above
    limits.admit_to_channel("site")
    limits.admit_to_channel("site")
    with pytest.raises(HTTPException) as refused:
        limits.admit_to_channel("site")
    assert (refused.value.status_code, dict(refused.value.headers or {})["Retry-After"]) == (
        429,
        "1",
    )
    limits.admit_to_channel("other")


def test_an_honest_visitor_never_notices_the_defaults(clock: Clock):
    """Opens the chat, writes twice a second for five minutes, and so do nine of the same office."""
    limits = Limits(Settings(), clock)
    visitors = [f"Bearer {number}" for number in range(10)]
    seen = [asks(limits, what) for _ in visitors for what in (CONFIG, START, CONFIG, CONFIG)]
    for _ in range(600):
        clock.now_s += 0.5
        seen += [asks(limits, SEND, token=token) for token in visitors]
    assert set(seen) == {None}


# -- over HTTP ---------------------------------------------------------------------------------


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Limits do not depend on the kind of database."""
    return sqlite_database


@pytest.fixture
def settings(settings: Settings) -> Settings:
    narrow = {"rate_limits": True, "rate_per_address": "1:6", "rate_per_visitor": "1:3"}
    return Settings.model_validate({**settings.model_dump(), **narrow})


def test_a_refusal_is_a_sentence_with_the_time_to_wait(served: Served):
    served.publish(name_flow())
    visitor = Visitor(served)
    answers = [visitor.send(text="ana") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    refused = answers[-1]
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["retry-after"] == "1"
    assert refused.headers["access-control-allow-origin"] == "*"
    assert refused.json()["title"].startswith("Too many requests.")


def test_refusals_are_counted(served: Served):
    for _ in range(7):
        answer = served.client.get("/health")
    assert answer.status_code == 429
    served.installation.settings.rate_limits = False
    assert 'fluxo_http_refused_total{by="address"} 1.0' in served.client.get("/metrics").text
