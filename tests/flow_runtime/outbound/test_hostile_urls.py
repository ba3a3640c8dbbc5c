"""Every hostile URL against the default configuration, judged by what is connected to."""

import asyncio
from ipaddress import ip_address

import httpcore2
import pytest

from flow_runtime.http import (
    HttpRequest,
    HttpResponse,
    OutboundError,
    OutboundFailed,
    OutboundPolicy,
    OutboundRefused,
    call,
    verdict,
)
from flow_runtime.outbound.addresses import check_address
from flow_runtime.outbound.urls import parse_url
from tests.flow_runtime.outbound.certificates import Authority
from tests.flow_runtime.outbound.hostile_rows import HostileRow, ScriptedResolver, read_rows
from tests.flow_runtime.outbound.loopback import LoopbackServer, ok, redirecting, serving

DEFAULT = OutboundPolicy()
ROWS = read_rows()
SAFE_FIRST_HOP = {"rebinding", "redirect", "header"}
PUBLIC = "93.184.215.14"


def rows(*expected: str) -> pytest.MarkDecorator:
    chosen = [row for row in ROWS if row.expected in expected]
    return pytest.mark.parametrize("row", chosen, ids=lambda row: row.name)


class Internet:
    """Carries every connection to one loopback server and remembers where it was meant to go.

    It stands in for the operating system's network, below the library that we connect with.
    """

    def __init__(self, row: HostileRow) -> None:
        self.connected: list[tuple[str, int]] = []
        self._answers = iter([redirecting(to, status) for status, to in row.redirects])

    async def reply(self, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(next(self._answers, ok(b"reached")))

    def route_to(self, server: LoopbackServer, monkeypatch: pytest.MonkeyPatch) -> None:
        really_connect = httpcore2.AnyIOBackend.connect_tcp

        async def connect_tcp(
            backend: httpcore2.AnyIOBackend, host: str, port: int, *args: object
        ) -> httpcore2.AsyncNetworkStream:
            self.connected.append((host, port))
            return await really_connect(backend, "127.0.0.1", server.port)

        monkeypatch.setattr(httpcore2.AnyIOBackend, "connect_tcp", connect_tcp)


def call_row(
    row: HostileRow, monkeypatch: pytest.MonkeyPatch, authority: Authority | None = None
) -> tuple[HttpResponse | OutboundError, list[tuple[str, int]]]:
    tls = authority.server_context(parse_url(row.url).host) if authority else None
    policy = OutboundPolicy(authority_file=str(authority.file)) if authority else DEFAULT

    async def story() -> HttpResponse | OutboundError:
        async with serving(internet.reply, tls=tls) as server:
            internet.route_to(server, monkeypatch)
            request = HttpRequest("GET", row.url, row.headers)
            try:
                return await call(request, policy=policy, resolver=ScriptedResolver(row))
            except OutboundError as error:
                return error

    internet = Internet(row)
    return asyncio.run(story()), internet.connected


def test_the_file_holds_the_cases_we_count_on() -> None:
    assert len([row for row in ROWS if row.expected == "block"]) >= 170
    assert len([row for row in ROWS if row.expected == "allow"]) >= 16


@rows("block", "either")
def test_no_call_connects_to_an_address_that_is_not_public(
    row: HostileRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, connected = call_row(row, monkeypatch)
    for address, _ in connected:
        check_address(ip_address(address))


@pytest.mark.parametrize(
    "row",
    [r for r in ROWS if r.expected == "block" and r.kind not in {"rebinding", "redirect"}],
    ids=lambda row: row.name,
)
def test_a_blocked_call_connects_to_nothing(
    row: HostileRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome, connected = call_row(row, monkeypatch)
    assert isinstance(outcome, OutboundError)
    assert connected == []


@pytest.mark.parametrize(
    "row", [r for r in ROWS if r.kind == "rebinding"], ids=lambda row: row.name
)
def test_a_rebound_name_is_connected_to_where_it_was_checked(
    row: HostileRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome, connected = call_row(row, monkeypatch)
    assert isinstance(outcome, HttpResponse)
    assert connected == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "row",
    [r for r in ROWS if r.kind == "redirect" and r.expected == "block"],
    ids=lambda row: row.name,
)
def test_a_redirect_ends_where_it_would_leave_the_public_internet(
    row: HostileRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome, connected = call_row(row, monkeypatch)
    if "loop" in row.http:
        assert isinstance(outcome, OutboundFailed)
        assert outcome.code == "too_many_redirects"
        assert len(connected) == 4
    elif "rebind1.example" in row.http:
        assert isinstance(outcome, HttpResponse)
        assert connected == [(PUBLIC, 80)] * 2
    else:
        assert isinstance(outcome, OutboundRefused)
        assert connected == [(PUBLIC, 80)] * len(row.redirects)


@rows("block")
def test_the_verdict_on_a_hostile_url_is_no(row: HostileRow) -> None:
    answer = verdict(row.url, policy=DEFAULT, resolver=ScriptedResolver(row))
    assert answer.allowed == (row.kind in SAFE_FIRST_HOP)
    assert set(answer.sentence) == {"pt-BR", "en"}


@rows("allow")
def test_an_honest_call_still_works(
    row: HostileRow, monkeypatch: pytest.MonkeyPatch, authority: Authority
) -> None:
    answer = verdict(row.url, policy=DEFAULT, resolver=ScriptedResolver(row))
    assert (answer.allowed, answer.code) == (True, "allowed")
    secure = row.url.startswith("https:")
    outcome, connected = call_row(row, monkeypatch, authority if secure else None)
    assert isinstance(outcome, HttpResponse)
    assert outcome.body == b"reached"
    [(address, _)] = connected
    check_address(ip_address(address))
