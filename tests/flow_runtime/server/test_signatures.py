"""Signed events: twenty ways of changing one are refused, and a replay changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import httpx2
import orjson
import pytest

from flow_runtime.flow import Flow
from flow_runtime.server.signatures import HEADER, MAX_AGE_S, is_signed, sign
from flow_runtime.settings import Settings
from tests.flow_runtime.building import end, flow, message, node
from tests.flow_runtime.server.conftest import Served
from tests.flow_runtime.server.test_chat_api import Visitor

KEY, NEXT_KEY = b"k" * 32, b"n" * 40
FOREIGN_KEY = b"f" * 32
NOW = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
BODY = b'{"name":"order_shipped","data":{"code":"BR1"},"event_id":"event-0001"}'


@dataclass(frozen=True)
class Signed:
    """A request as it travels."""

    conversation: str
    header: str
    body: bytes

    def is_accepted(self, keys: tuple[bytes, ...] = (KEY, NEXT_KEY)) -> bool:
        return is_signed(self.header, keys, self.conversation, self.body, now=NOW)


HONEST = Signed("conversation-1", sign(KEY, "conversation-1", BODY, at=NOW), BODY)


def with_header(change: Callable[[str], str]) -> Signed:
    return replace(HONEST, header=change(HONEST.header))


def with_body(change: Callable[[bytes], bytes]) -> Signed:
    return replace(HONEST, body=change(HONEST.body))


def signed_at(moment: datetime) -> Signed:
    return replace(HONEST, header=sign(KEY, HONEST.conversation, BODY, at=moment))


TOO_FAR = timedelta(seconds=MAX_AGE_S + 1)
MUTATIONS: dict[str, Signed] = {
    "one letter of the data": with_body(lambda body: body.replace(b"BR1", b"BR2")),
    "another event": with_body(lambda body: body.replace(b"shipped", b"returned")),
    "another event id": with_body(lambda body: body.replace(b"0001", b"0002")),
    "one bit": with_body(lambda body: bytes([body[0] ^ 1]) + body[1:]),
    "a blank more": with_body(lambda body: body + b" "),
    "a line break before": with_body(lambda body: b"\n" + body),
    "a part more": with_body(lambda body: body[:-1] + b',"data":{}}'),
    "cut": with_body(lambda body: body[:-1]),
    "empty": with_body(lambda _: b""),
    "the same JSON in another order": with_body(
        lambda body: orjson.dumps(orjson.loads(body), option=orjson.OPT_SORT_KEYS)
    ),
    "another conversation": replace(HONEST, conversation="conversation-2"),
    "another time": with_header(lambda header: header.replace("t=1", "t=2", 1)),
    "one second later": with_header(
        lambda header: header.replace(f"t={int(NOW.timestamp())}", f"t={int(NOW.timestamp()) + 1}")
    ),
    "too old": signed_at(NOW - TOO_FAR),
    "from the future": signed_at(NOW + TOO_FAR),
    "a foreign key": replace(HONEST, header=sign(FOREIGN_KEY, "conversation-1", BODY, at=NOW)),
    "one digit of the signature": with_header(
        lambda header: header[:-1] + ("0" if header[-1] != "0" else "1")
    ),
    "a signature cut short": with_header(lambda header: header[:-1]),
    "no signature": with_header(lambda header: header.partition(",")[0]),
    "no time": with_header(lambda header: header.partition(",")[2]),
    "capital digits": with_header(lambda header: header.replace("v1=", "V1=")),
    "another scheme": with_header(lambda header: header.replace("v1=", "v0=")),
    "a blank in the header": with_header(lambda header: header.replace(",", ", ")),
    "a header of nothing": with_header(lambda _: ""),
    "a time of many digits": with_header(lambda header: header.replace("t=", "t=" + "0" * 20)),
    "a time in other digits": with_header(lambda header: header.replace("t=1", "t=١")),
}


def test_the_honest_request_is_accepted():
    assert HONEST.is_accepted()
    assert signed_at(NOW - timedelta(seconds=MAX_AGE_S)).is_accepted()
    assert signed_at(NOW + timedelta(seconds=MAX_AGE_S)).is_accepted()


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_changed_request_is_refused(name: str):
    assert not MUTATIONS[name].is_accepted()


def test_without_a_key_nothing_is_accepted():
    assert not HONEST.is_accepted(keys=())


def test_while_a_key_is_replaced_both_are_good():
    by_next = replace(HONEST, header=sign(NEXT_KEY, "conversation-1", BODY, at=NOW))
    assert by_next.is_accepted()
    by_both = replace(HONEST, header=f"{HONEST.header},{by_next.header.partition(',')[2]}")
    assert by_both.is_accepted((NEXT_KEY,))
    assert not HONEST.is_accepted((NEXT_KEY,))


# -- over HTTP ---------------------------------------------------------------------------------


@pytest.fixture
def settings(settings: Settings) -> Settings:
    keys = {"events_keys": f"{KEY.decode()},{NEXT_KEY.decode()}"}
    return Settings.model_validate({**settings.model_dump(), **keys})


def shipping() -> Flow:
    waiting = node("ship", "wait", until="event", event="order_shipped", save_as="order",
                   timeout_s=86_400)  # fmt: skip
    return flow(
        [waiting, message("told", "Código {{ order.code }}"), end()],
        ["ship.received>told", "told.next>ship", "ship.timeout>end"],
        variables=[{"name": "order", "type": "object"}],
    )


@pytest.fixture
def visitor(served: Served) -> Visitor:
    served.publish(shipping())
    return Visitor(served)


def deliver(
    visitor: Visitor, body: bytes, *, header: str | None = None, to: str | None = None
) -> httpx2.Response:
    """Send an event as another system does, signed for the visitor's conversation."""
    conversation_id = visitor.begun["conversation_id"]
    signature = header
    if header is None:
        signature = sign(KEY, conversation_id, body, at=datetime.now(UTC))
    return visitor.served.client.post(
        f"/api/conversations/{to or conversation_id}/events",
        content=body,
        headers={HEADER: str(signature), "Content-Type": "application/json"},
    )


def test_a_replay_is_acknowledged_and_changes_nothing(visitor: Visitor):
    assert [deliver(visitor, BODY).status_code for _ in range(5)] == [202] * 5
    assert visitor.read() == ["Código BR1"]
    another = BODY.replace(b"0001", b"0002").replace(b"BR1", b"BR2")
    assert deliver(visitor, another).status_code == 202
    assert deliver(visitor, BODY).status_code == 202
    assert visitor.read() == ["Código BR1", "Código BR2"]


def test_a_captured_request_opens_no_other_conversation(served: Served, visitor: Visitor):
    other = Visitor(served, "f" * 32)
    header = sign(KEY, visitor.begun["conversation_id"], BODY, at=datetime.now(UTC))
    captured = deliver(visitor, BODY, header=header, to=other.begun["conversation_id"])
    assert captured.status_code == 401
    assert other.read() == []


@pytest.mark.parametrize("spoiled", ["t=1,v1=x", "x", "v1=", f"t=1,v1={'0' * 64}"])
def test_a_wrong_signature_is_refused_before_the_body_is_read(visitor: Visitor, spoiled: str):
    answer = deliver(visitor, b"no JSON at all", header=spoiled)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    metrics = visitor.served.client.get("/metrics").text
    assert 'fluxo_http_refused_total{by="signature"} 1.0' in metrics


def test_a_wrong_signature_is_not_mended_by_a_right_token(visitor: Visitor):
    answer = visitor.served.client.post(
        f"{visitor.path}/events",
        content=BODY,
        headers={HEADER: "t=1,v1=x", "Authorization": "Bearer a token for other systems"},
    )
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"name":"order_shipped"}', b'{"name":"A B","event_id":"event-0001"}',
             b'{"name":"order_shipped","event_id":"event-0001","flow":{}}', b"\xff", b"[]"]
)  # fmt: skip
def test_a_signed_body_is_still_checked(visitor: Visitor, body: bytes):
    assert deliver(visitor, body).status_code == 422


def test_a_customer_cannot_take_an_events_id(visitor: Visitor):
    visitor.send(text="oi", client_message_id="event-0001")
    assert deliver(visitor, BODY).status_code == 202
    assert visitor.read()[-1] == "Código BR1"


def test_an_event_with_a_bearer_token_and_an_id_counts_once(visitor: Visitor):
    headers = {"Authorization": "Bearer a token for other systems"}
    for _ in range(3):
        answer = visitor.served.client.post(f"{visitor.path}/events", content=BODY, headers=headers)
        assert answer.status_code == 202
    assert visitor.read() == ["Código BR1"]
