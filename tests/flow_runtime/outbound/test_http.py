"""Calls through the one door, made to real servers."""

import asyncio

import pytest

from flow_runtime.http import (
    HttpRequest,
    HttpResponse,
    OutboundFailed,
    OutboundPolicy,
    OutboundRefused,
    call,
    json_value,
    verdict,
)
from flow_runtime.outbound.messages import Headers
from tests.flow_runtime.outbound.loopback import (
    LoopbackServer,
    answering,
    ask,
    ok,
    open_places,
    redirecting,
    serving,
)

SECRETS: Headers = (
    ("Authorization", "Bearer marked-secret"),
    ("Cookie", "id=marked-secret"),
    ("X-Api-Key", "marked-secret"),
)


def head_lines(head: bytes) -> list[str]:
    return head.decode().strip().split("\r\n")


def test_a_call_sends_what_it_was_given_and_little_more() -> None:
    response, head = ask(answering(ok(b'{"a": 1}', "X-Trace: 7")), headers=(("X-Trace", "7"),))
    assert (response.status, response.body, response.header("X-TRACE")) == (200, b'{"a": 1}', "7")
    lines = head_lines(head)
    assert lines[0] == "GET /v1 HTTP/1.1"
    assert lines[1].startswith("Host: 127.0.0.1:")
    assert lines[2:] == [
        "X-Trace: 7",
        "Accept: */*",
        "User-Agent: Fluxo",
        "Accept-Encoding: gzip, deflate",
        "Connection: close",
    ]


def test_a_body_is_sent_with_its_length() -> None:
    received = bytearray()

    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        received.extend(await reader.readexactly(6))
        writer.write(ok())

    body = "ação".encode()
    _, head = ask(reply, method="post", body=body)
    assert received == body
    assert "Content-Length: 6" in head_lines(head)


def test_a_post_without_a_body_says_so() -> None:
    _, head = ask(answering(ok()), method="POST")
    assert "Content-Length: 0" in head_lines(head)


def test_a_flow_may_name_itself() -> None:
    _, head = ask(answering(ok()), headers=(("user-agent", "Padaria"),))
    assert [line for line in head_lines(head) if line.lower().startswith("user-agent")] == [
        "user-agent: Padaria"
    ]


def test_no_cookie_is_kept_for_the_next_call() -> None:
    async def story() -> list[bytes]:
        async with serving(answering(ok(b"", "Set-Cookie: id=1"))) as server:
            for _ in range(2):
                request = HttpRequest("GET", f"http://127.0.0.1:{server.port}/")
                await call(request, policy=open_places(server))
            return server.requests

    assert b"cookie" not in asyncio.run(story())[1].lower()


def test_the_environment_cannot_send_calls_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    response, _ = ask(answering(ok(b"direct")))
    assert response.body == b"direct"


@pytest.mark.parametrize("method", ["CONNECT", "TRACE", "", "GET / HTTP/1.1\r\nX: y"])
def test_other_methods_are_refused(method: str) -> None:
    with pytest.raises(OutboundRefused) as caught:
        ask(answering(ok()), method=method)
    assert caught.value.code == "method_not_allowed"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("X-A", "1\r\nX-B: 2", "header_malformed"),
        ("X-A", "1\nX-B: 2", "header_malformed"),
        ("X-A", "1\x00", "header_malformed"),
        ("X-A\r\nX-B", "1", "header_malformed"),
        ("X A", "1", "header_malformed"),
        ("", "1", "header_malformed"),
        ("host", "internal", "header_reserved"),
        ("Proxy-Authorization", "x", "header_reserved"),
        ("accept-encoding", "br", "header_reserved"),
    ],
)
def test_headers_cannot_smuggle(name: str, value: str, code: str) -> None:
    with pytest.raises(OutboundRefused) as caught:
        ask(answering(ok()), headers=((name, value),))
    assert caught.value.code == code


def test_a_header_may_hold_accents_and_blanks_around() -> None:
    _, head = ask(answering(ok()), headers=(("X-Nome", " João "),))
    assert "X-Nome: João" in head_lines(head)


def redirect_story(
    location: str, *, status: int = 302, method: str = "GET", body: bytes | None = None
) -> tuple[HttpResponse, LoopbackServer, LoopbackServer]:
    """Call a first server that redirects `here`, to itself, or `elsewhere`, to a second one."""
    places = {"here": "/moved"}
    redirected: list[str] = []

    async def first_reply(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(ok(b"first") if redirected else redirecting(places[location], status))
        redirected.append(location)

    async def story() -> tuple[HttpResponse, LoopbackServer, LoopbackServer]:
        async with serving(first_reply) as first, serving(answering(ok(b"second"))) as second:
            places["elsewhere"] = f"http://127.0.0.1:{second.port}/there?a=1"
            url = f"http://127.0.0.1:{first.port}/here"
            headers = (*SECRETS, ("Content-Type", "text/plain"), ("Accept-Language", "pt-BR"))
            policy = open_places(first, second)
            response = await call(HttpRequest(method, url, headers, body), policy=policy)
            return response, first, second

    return asyncio.run(story())


def test_credentials_stay_with_the_origin_they_were_given_for() -> None:
    response, first, second = redirect_story("elsewhere")
    assert (response.body, response.url) == (
        b"second",
        f"http://127.0.0.1:{second.port}/there?a=1",
    )
    assert b"marked-secret" in first.requests[0]
    assert b"marked-secret" not in second.requests[0]
    assert b"Accept-Language: pt-BR" in second.requests[0]
    assert f"Host: 127.0.0.1:{second.port}".encode() in second.requests[0]


def test_credentials_follow_a_redirect_within_the_origin() -> None:
    response, first, _ = redirect_story("here")
    assert response.body == b"first"
    assert first.requests[1].count(b"marked-secret") == len(SECRETS)


@pytest.mark.parametrize(
    ("status", "line", "length"),
    [
        (301, b"GET /moved", None),
        (302, b"GET /moved", None),
        (303, b"GET /moved", None),
        (307, b"PUT /moved", b"Content-Length: 4"),
        (308, b"PUT /moved", b"Content-Length: 4"),
    ],
)
def test_a_redirect_changes_the_method_as_http_says(
    status: int, line: bytes, length: bytes | None
) -> None:
    _, first, _ = redirect_story("here", status=status, method="PUT", body=b"body")
    assert first.requests[1].startswith(line)
    assert (b"Content-Type" in first.requests[1]) == (length is not None)
    assert length is None or length in first.requests[1]


def test_a_redirect_to_a_place_the_installation_did_not_open_is_refused() -> None:
    async def story() -> tuple[str, list[bytes]]:
        async with serving(answering(ok(b"inside"))) as inside:
            to_inside = redirecting(f"http://127.0.0.1:{inside.port}/")
            async with serving(answering(to_inside)) as outside:
                request = HttpRequest("GET", f"http://127.0.0.1:{outside.port}/")
                with pytest.raises(OutboundRefused) as caught:
                    await call(request, policy=open_places(outside))
                return caught.value.code, inside.requests

    assert asyncio.run(story()) == ("url_port", [])


def test_a_name_is_looked_up_once_and_connected_to_where_it_was_checked() -> None:
    lookups: list[str] = []

    def resolver(host: str) -> list[str]:
        lookups.append(host)
        return ["127.0.0.1"] if len(lookups) == 1 else ["127.0.0.2"]

    async def story() -> tuple[HttpResponse, list[bytes], list[bytes]]:
        async with (
            serving(answering(ok(b"checked"))) as checked,
            serving(answering(ok(b"rebound")), host="127.0.0.2", port=checked.port) as rebound,
        ):
            request = HttpRequest("GET", f"http://api.example:{checked.port}/")
            policy = open_places(checked, host="api.example")
            response = await call(request, policy=policy, resolver=resolver)
            return response, checked.requests, rebound.requests

    response, checked, rebound = asyncio.run(story())
    assert response.body == b"checked"
    assert lookups == ["api.example"]
    assert b"Host: api.example:" in checked[0]
    assert rebound == []


def test_the_next_address_is_tried_when_the_first_is_dead() -> None:
    async def story() -> HttpResponse:
        async with serving(answering(ok(b"alive"))) as server:
            request = HttpRequest("GET", f"http://api.example:{server.port}/")
            policy = open_places(server, host="api.example")
            found = ["::1", "127.0.0.3", "127.0.0.1"]
            return await call(request, policy=policy, resolver=lambda _: found)

    assert asyncio.run(story()).body == b"alive"


def test_loopback_is_closed_until_the_installation_names_host_and_port() -> None:
    url = "http://127.0.0.1:8701/"
    closed = verdict("http://127.0.0.1/", policy=OutboundPolicy())
    other_port = verdict(url, policy=OutboundPolicy(frozenset({"127.0.0.1:8702"})))
    other_name = verdict(url, policy=OutboundPolicy(frozenset({"localhost:8701"})))
    named = verdict(url, policy=OutboundPolicy(frozenset({"127.0.0.1:8701"})))
    assert [closed.code, other_port.code, other_name.code] == ["private_address", *["url_port"] * 2]
    assert named.allowed


def test_a_name_the_installation_opened_still_cannot_lead_to_a_metadata_service() -> None:
    policy = OutboundPolicy(frozenset({"crm.example:80"}))
    answers = ["10.0.0.7", "169.254.169.254"]
    answer = verdict("http://crm.example/", policy=policy, resolver=lambda _: answers)
    assert (answer.allowed, answer.code) == (False, "metadata_address")


def test_an_organisation_may_list_the_only_hosts_it_calls() -> None:
    policy = OutboundPolicy(allowed_hosts=frozenset({"api.example"}))
    for host, code in [("api.example", "allowed"), ("evil.example", "host_not_listed")]:
        answer = verdict(f"https://{host}/", policy=policy, resolver=lambda _: ["8.8.8.8"])
        assert answer.code == code


@pytest.mark.parametrize("entry", ["127.0.0.1", "crm:http", "http://crm:80", "*:80"])
def test_an_installation_that_opens_half_a_place_does_not_start(entry: str) -> None:
    with pytest.raises(OutboundRefused):
        OutboundPolicy(frozenset({entry}))


def test_a_name_without_addresses_is_a_failure_and_not_a_refusal() -> None:
    def nobody(_: str) -> list[str]:
        raise OSError

    request = HttpRequest("GET", "https://nobody.example/")
    with pytest.raises(OutboundFailed) as caught:
        asyncio.run(call(request, policy=OutboundPolicy(), resolver=nobody))
    assert caught.value.code == "name_not_found"
    assert str(caught.value) == (
        "name_not_found (nobody.example): "
        "The site's name was not found: check that it is spelled right."
    )


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"a": [1, 2.5, null, "\xc3\xa9"]}', {"a": [1, 2.5, None, "é"]}),
        (b"\xef\xbb\xbf[]", []),
        (b"[" * 64 + b"]" * 64, "deep"),
        (b"[" * 65 + b"]" * 65, None),
        (b"[" * 2000 + b"]" * 2000, None),
        (b"", None),
        (b"NaN", None),
        (b"[Infinity]", None),
        (b"{'a': 1}", None),
        (b'"\xe9"', None),
        (b"<html>", None),
    ],
)
def test_json_is_read_strictly(body: bytes, value: object) -> None:
    read = json_value(HttpResponse(200, (), body, "https://api.example/"))
    if value == "deep":
        assert isinstance(read, list)
    else:
        assert read == value
