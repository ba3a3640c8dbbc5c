"""What a redirect turns a request into."""

from dataclasses import replace

import pytest

from flow_runtime.outbound.errors import OutboundRefused
from flow_runtime.outbound.messages import Hop, HttpResponse
from flow_runtime.outbound.redirects import redirect
from flow_runtime.outbound.urls import parse_url

SECRET = ("Authorization", "Bearer marked-secret")
LANGUAGE = ("Accept-Language", "pt-BR")
START = Hop("GET", parse_url("https://api.example/v1"), (SECRET, LANGUAGE), None)


def moved(location: str | None, status: int = 302) -> HttpResponse:
    headers = () if location is None else (("location", location),)
    return HttpResponse(status, headers, b"", "https://api.example/v1")


@pytest.mark.parametrize(
    "response", [moved("/next", 200), moved("/next", 304), moved("/next", 300), moved(None)]
)
def test_what_is_no_redirect_is_the_answer(response: HttpResponse) -> None:
    assert redirect(START, response) is None


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_reading_method_is_kept(method: str, status: int) -> None:
    hop = redirect(replace(START, method=method), moved("/next", status))
    assert hop == Hop(method, parse_url("https://api.example/next"), START.headers, None)


@pytest.mark.parametrize(
    "location", ["https://api.example:8443/", "https://evil.example/", "https://v2.api.example/"]
)
def test_another_port_or_host_is_another_origin(location: str) -> None:
    hop = redirect(START, moved(location))
    assert hop is not None
    assert hop.headers == (LANGUAGE,)


def test_credentials_do_not_return_on_the_way_back() -> None:
    there = redirect(START, moved("https://evil.example/"))
    assert there is not None
    back = redirect(there, moved("https://api.example/v1"))
    assert back is not None
    assert back.headers == (LANGUAGE,)


def test_a_redirect_may_not_leave_the_secure_connection() -> None:
    with pytest.raises(OutboundRefused) as caught:
        redirect(START, moved("http://api.example/v1"))
    assert caught.value.code == "redirect_insecure"


def test_a_redirect_may_enter_the_secure_connection() -> None:
    plain = replace(START, target=parse_url("http://api.example/v1"))
    hop = redirect(plain, moved("https://api.example/v1"))
    assert hop is not None
    assert hop.target.scheme == "https"
    assert hop.headers == (LANGUAGE,)
