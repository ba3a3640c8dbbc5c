"""Servers that are slow, dead, huge or wrong: each call ends in time, small, and with a reason."""

import asyncio
import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runtime import limits
from flow_runtime.http import HttpRequest, HttpResponse, OutboundFailed, OutboundPolicy, call
from tests.flow_runtime.outbound.certificates import Authority
from tests.flow_runtime.outbound.loopback import (
    Reply,
    answering,
    ask,
    ok,
    open_places,
    redirecting,
    serving,
)

MIB = 1024 * 1024
SHORT_S = 0.3
LONG_AGO_S = 5.0  # far beyond any honest run of a call with SHORT_S, far below a hang


def failure(reply: Reply, *, timeout_s: float = 10.0) -> str:
    with pytest.raises(OutboundFailed) as caught:
        ask(reply, timeout_s=timeout_s)
    return caught.value.code


def dripping(first: bytes, drop: bytes) -> Reply:
    """Send `first` at once and then a drop again and again, fast enough to reset any read timer."""

    async def reply(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while not writer.is_closing():
            writer.write(drop)
            await writer.drain()
            await asyncio.sleep(0.02)

    return reply


def pouring(first: bytes, piece: bytes) -> Reply:
    """Send `first` and then `piece` for ever."""

    async def reply(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while not writer.is_closing():
            writer.write(piece)
            await writer.drain()

    return reply


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
GZIP_CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
EMPTY_GZIP = gzip.compress(b"")

SLOW_SERVERS = {
    "never answers": dripping(b"", b""),
    "slow loris in the head": dripping(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"),
    "one byte at a time": dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n", b"a"),
    "endless interim answers": dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
}
ENDLESS_SERVERS = {
    "endless chunks": pouring(CHUNKED, b"400\r\n" + b"a" * 1024 + b"\r\n"),
    "no end and no length": pouring(b"HTTP/1.1 200 OK\r\n\r\n", b"a" * 1024),
    "a stream that decompresses to nothing": pouring(
        GZIP_CHUNKED + b"%x\r\n%b\r\n" % (len(EMPTY_GZIP), EMPTY_GZIP),
        b"400\r\n" + b"\0" * 1024 + b"\r\n",
    ),
}
WRONG_SERVERS = {
    "hangs up at once": answering(),
    "hangs up in the head": answering(b"HTTP/1.1 200 OK\r\nContent-"),
    "fewer bytes than promised": answering(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"),
    "two lengths": answering(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na"),
    "broken chunk": answering(CHUNKED + b"zz\r\nabc\r\n"),
    "not HTTP": answering(b"220 mail.example ESMTP\r\n"),
    "an endless head": pouring(b"HTTP/1.1 200 OK\r\n", b"X-A: " + b"a" * 1000 + b"\r\n"),
    "not gzip": answering(ok(b"plain", "Content-Encoding: gzip")),
    "an encoding nobody asked for": answering(ok(b"plain", "Content-Encoding: br")),
    "another protocol": answering(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"),
    "an impossible status": answering(b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n"),
}


@pytest.mark.parametrize("reply", SLOW_SERVERS.values(), ids=SLOW_SERVERS)
def test_the_deadline_covers_everything(reply: Reply) -> None:
    async def story() -> str:
        async with asyncio.timeout(LONG_AGO_S), serving(reply) as server:
            url = f"http://127.0.0.1:{server.port}/"
            with pytest.raises(OutboundFailed) as caught:
                await call(HttpRequest("GET", url, timeout_s=SHORT_S), policy=open_places(server))
            return caught.value.code

    assert asyncio.run(story()) == "timeout"


def test_no_flow_can_ask_for_more_time_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CALL_TIMEOUT_S", SHORT_S)
    assert failure(SLOW_SERVERS["one byte at a time"], timeout_s=3_600.0) == "timeout"


def test_redirects_share_one_deadline() -> None:
    async def reply(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(SHORT_S * 0.6)
        writer.write(redirecting("/again"))

    assert failure(reply, timeout_s=SHORT_S) == "timeout"


def test_a_name_server_that_hangs_is_covered_too() -> None:
    async def story() -> str:
        answered = asyncio.Event()
        loop = asyncio.get_running_loop()

        def resolver(_: str) -> list[str]:
            asyncio.run_coroutine_threadsafe(answered.wait(), loop).result()
            return ["8.8.8.8"]

        request = HttpRequest("GET", "http://slow-dns.example/", timeout_s=0.1)
        with pytest.raises(OutboundFailed) as caught:
            await call(request, policy=OutboundPolicy(), resolver=resolver)
        answered.set()
        return caught.value.code

    assert asyncio.run(story()) == "timeout"


@pytest.mark.parametrize("reply", ENDLESS_SERVERS.values(), ids=ENDLESS_SERVERS)
def test_an_endless_answer_is_cut(reply: Reply) -> None:
    assert failure(reply) == "too_large"


@pytest.mark.parametrize("reply", WRONG_SERVERS.values(), ids=WRONG_SERVERS)
def test_an_answer_that_is_not_http_is_a_bad_response(reply: Reply) -> None:
    assert failure(reply) == "bad_response"


def test_the_size_counts_after_decompression() -> None:
    most = gzip.compress(b"a" * limits.MAX_RESPONSE_BYTES)
    response, _ = ask(answering(ok(most, "Content-Encoding: gzip")))
    assert len(response.body) == limits.MAX_RESPONSE_BYTES
    more = gzip.compress(b"a" * (limits.MAX_RESPONSE_BYTES + 1))
    assert failure(answering(ok(more, "Content-Encoding: gzip"))) == "too_large"


@pytest.mark.parametrize("layers", [1, 2])
def test_a_gzip_bomb_takes_little_memory(layers: int) -> None:
    bomb, encoding = b"\0" * (100 * MIB), "gzip"
    for _ in range(layers):
        bomb = gzip.compress(bomb)
    reply = answering(ok(bomb, f"Content-Encoding: {', '.join([encoding] * layers)}"))
    tracemalloc.start()
    try:
        assert failure(reply) == "too_large"
        assert tracemalloc.get_traced_memory()[1] < 32 * MIB
    finally:
        tracemalloc.stop()


def test_deflate_is_read_with_and_without_its_wrapper() -> None:
    for packed in (zlib.compress(b"hello"), zlib.compress(b"hello", wbits=-15)):
        response, _ = ask(answering(ok(packed, "Content-Encoding: deflate")))
        assert response.body == b"hello"


@pytest.mark.parametrize("status", [204, 304, 404, 500, 503])
def test_every_status_is_an_answer(status: int) -> None:
    length = b"" if status == 204 else b"Content-Length: 0\r\n"
    response, _ = ask(answering(b"HTTP/1.1 %d X\r\n%b\r\n" % (status, length)))
    assert (response.status, response.body) == (status, b"")


def test_an_endless_redirect_stops_after_three() -> None:
    assert failure(answering(redirecting("/again"))) == "too_many_redirects"


def test_a_closed_port_is_unreachable() -> None:
    async def story() -> str:
        async with serving(answering()) as server:
            policy, url = open_places(server), f"http://127.0.0.1:{server.port}/"
        with pytest.raises(OutboundFailed) as caught:
            await call(HttpRequest("GET", url), policy=policy)
        return caught.value.code

    assert asyncio.run(story()) == "unreachable"


def call_securely(
    authority: Authority, *, proves: str, valid_days: int = 1, trusted: bool = True
) -> HttpResponse:
    async def story() -> HttpResponse:
        tls = authority.server_context(proves, valid_days=valid_days)
        async with serving(answering(ok(b"secret")), tls=tls) as server:
            place = f"api.example:{server.port}"
            file = str(authority.file) if trusted else None
            policy = OutboundPolicy(frozenset({place}), authority_file=file)
            request = HttpRequest("GET", f"https://{place}/")
            return await call(request, policy=policy, resolver=lambda _: ["127.0.0.1"])

    return asyncio.run(story())


def test_a_certificate_is_checked_for_the_name_not_the_address(authority: Authority) -> None:
    assert call_securely(authority, proves="api.example").body == b"secret"


@pytest.mark.parametrize(
    ("proves", "valid_days", "trusted"),
    [
        ("other.example", 1, True),
        ("127.0.0.1", 1, True),
        ("api.example", -1, True),
        ("api.example", 1, False),
    ],
    ids=["another name", "only the address", "expired", "unknown authority"],
)
def test_a_wrong_certificate_is_a_tls_failure(
    authority: Authority, proves: str, valid_days: int, trusted: bool
) -> None:
    with pytest.raises(OutboundFailed) as caught:
        call_securely(authority, proves=proves, valid_days=valid_days, trusted=trusted)
    assert caught.value.code == "tls"


def test_a_server_that_speaks_no_tls_is_a_tls_failure() -> None:
    async def hello(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async def story() -> str:
        server = await asyncio.start_server(hello, "127.0.0.1", 0)
        place = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server:
            policy = OutboundPolicy(frozenset({place}))
            with pytest.raises(OutboundFailed) as caught:
                await call(HttpRequest("GET", f"https://{place}/"), policy=policy)
        return caught.value.code

    assert asyncio.run(story()) == "tls"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_no_bytes_break_the_caller(noise: bytes, in_the_body: bool) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" if in_the_body else b"HTTP/1.1 200 "
    try:
        response, _ = ask(answering(head + noise))
    except OutboundFailed:
        return
    assert 200 <= response.status <= 599
