"""One strict reading of a URL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.outbound.errors import OutboundRefused
from flow_runtime.outbound.urls import (
    MAX_URL_CHARACTERS,
    Target,
    join_url,
    parse_host_and_port,
    parse_url,
)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("HTTP://Example.COM", "http://example.com/"),
        ("https://example.com:443/a?b=c#d", "https://example.com/a?b=c"),
        ("https://example.com:8443/", "https://example.com:8443/"),
        ("http://example.com?@127.0.0.1/", "http://example.com/?@127.0.0.1/"),
        ("https://[2606:4700::0:1111]/", "https://[2606:4700::1111]/"),
        ("https://pão.example/ação?é", "https://xn--po-sia.example/a%C3%A7%C3%A3o?%C3%A9"),
        ("https://my_api.example/{id}", "https://my_api.example/%7Bid%7D"),
        ("https://example.com/a%20b?x=%40", "https://example.com/a%20b?x=%40"),
    ],
)
def test_a_url_has_one_spelling(text: str, url: str) -> None:
    assert parse_url(text).url == url
    assert parse_url(url).url == url


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "url_malformed"),
        (" https://example.com/", "url_malformed"),
        ("https://example.com/a b", "url_malformed"),
        ("https://example.com/%zz", "url_malformed"),
        ("https://example.com/\ud800", "url_malformed"),
        ("https://example.com/" + "a" * MAX_URL_CHARACTERS, "url_malformed"),
        ("/only/a/path", "url_malformed"),
        ("ftp://example.com/", "url_scheme"),
        ("https://user:secret@example.com/", "url_credentials"),
        ("https:///path", "url_host"),
        ("https://a..b/", "url_host"),
        ("https://-a.example/", "url_host"),
        ("https://example.com./", "url_host"),
        ("https://" + "a" * 64 + ".example/", "url_host"),
        ("https://" + "a." * 130 + "example/", "url_host"),
        ("http://010.0.0.1/", "url_ip_spelling"),
        ("http://127.1/", "url_ip_spelling"),
        ("http://8\u30028\u30028\u30028/", "url_ip_spelling"),
        ("http://[::1%25eth0]/", "url_ip_spelling"),
        ("http://example.com:/", "url_port"),
        ("http://example.com:080/", "url_port"),
        ("http://example.com:65536/", "url_port"),
    ],
)
def test_what_two_readers_might_read_differently_is_refused(text: str, code: str) -> None:
    with pytest.raises(OutboundRefused) as caught:
        parse_url(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/next", "https://api.example/next"),
        ("next?a=1", "https://api.example/v1/next?a=1"),
        ("//other.example/x", "https://other.example/x"),
        ("http://other.example", "http://other.example/"),
    ],
)
def test_a_redirect_may_be_relative(location: str, url: str) -> None:
    assert join_url(parse_url("https://api.example/v1/orders"), location).url == url


@pytest.mark.parametrize(
    "location", ["\\\\127.0.0.1\\x", "/a\tb", "ht\ntp://a/", "http://[::1", "//u@x/"]
)
def test_a_redirect_is_read_as_strictly(location: str) -> None:
    with pytest.raises(OutboundRefused):
        join_url(parse_url("https://api.example/"), location)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("127.0.0.1:8701", ("127.0.0.1", 8701)),
        ("[::1]:80", ("::1", 80)),
        ("CRM.interno:9000", ("crm.interno", 9000)),
    ],
)
def test_an_installation_names_places(text: str, place: tuple[str, int]) -> None:
    assert parse_host_and_port(text) == place


@pytest.mark.parametrize(
    "text", ["", "127.0.0.1", "crm:", "crm:0", "crm:80:80", "u@crm:80", "*:80"]
)
def test_an_installation_cannot_name_half_a_place(text: str) -> None:
    with pytest.raises(OutboundRefused):
        parse_host_and_port(text)


@given(st.text())
def test_no_value_in_the_path_changes_the_host(value: str) -> None:
    try:
        target = parse_url(f"https://api.example/v1/{value}?q={value}")
    except OutboundRefused:
        return
    assert target.origin == ("https", "api.example", 443)
    assert target.path.isascii()
    assert not set(target.path) & set(" \r\n\t\\#")


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for candidate in (text, f"http://{text}", f"http://{text}/"):
        try:
            target = parse_url(candidate)
        except OutboundRefused:
            continue
        assert isinstance(target, Target)
        assert parse_url(target.url) == target
