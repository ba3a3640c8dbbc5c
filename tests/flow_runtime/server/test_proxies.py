import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.server.proxies import client_key, read_networks

PROXIES = read_networks("10.0.0.0/8, 127.0.0.1, fd00::/8")


def scope(peer: str | None, *forwarded: str) -> dict[str, object]:
    headers = [(b"x-forwarded-for", line.encode("latin-1")) for line in forwarded]
    return {"type": "http", "client": (peer, 1234) if peer else None, "headers": headers}


@pytest.mark.parametrize(
    ("peer", "forwarded", "key"),
    [
        ("203.0.113.7", (), "203.0.113.7"),
        ("203.0.113.7", ("198.51.100.1",), "203.0.113.7"),  # anybody can write the header
        ("127.0.0.1", ("198.51.100.1",), "198.51.100.1"),
        ("127.0.0.1", ("1.1.1.1, 198.51.100.1",), "198.51.100.1"),  # the left part is a claim
        ("127.0.0.1", ("1.1.1.1", "198.51.100.1"), "198.51.100.1"),
        ("127.0.0.1", ("198.51.100.1, 10.1.2.3",), "198.51.100.1"),
        ("127.0.0.1", ("10.1.2.3, 10.1.2.4",), "10.1.2.3"),
        ("127.0.0.1", (), "127.0.0.1"),
        ("127.0.0.1", ("not an address",), "unknown"),
        ("127.0.0.1", ("",), "unknown"),
        (None, (), "unknown"),
        ("fd00::1", ("2001:db8:1:2:3:4:5:6",), "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", (), "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", (), "203.0.113.7"),
        ("fe80::1%eth0", (), "fe80::/64"),
    ],
)
def test_a_client_is_known_by_its_own_address(peer: str | None, forwarded: list[str], key: str):
    assert client_key(scope(peer, *forwarded), PROXIES) == key


@given(st.lists(st.text(st.characters(max_codepoint=255), max_size=40), max_size=4))
def test_without_trusted_proxies_the_header_says_nothing(forwarded: list[str]):
    assert client_key(scope("203.0.113.7", *forwarded), ()) == "203.0.113.7"


@given(st.lists(st.text(st.characters(max_codepoint=255), max_size=40), max_size=4))
def test_what_stands_left_of_the_proxys_own_word_changes_nothing(forwarded: list[str]):
    seen = scope("127.0.0.1", *forwarded, "198.51.100.1")
    assert client_key(seen, PROXIES) == "198.51.100.1"


@pytest.mark.parametrize("written", ["10.0.0.0/33", "proxy.example.com", "10.0.0.1/8"])
def test_what_is_no_network_is_refused(written: str):
    with pytest.raises(ValueError, match=r"\w"):
        read_networks(written)
