"""Which IP addresses may be connected to."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.outbound.addresses import PRIVATE_NETWORKS, check_address, read_address
from flow_runtime.outbound.errors import OutboundRefused


def refusal(text: str, *, private_allowed: bool = False) -> str:
    with pytest.raises(OutboundRefused) as caught:
        check_address(ip_address(text), private_allowed=private_allowed)
    return caught.value.code


@pytest.mark.parametrize("text", ["8.8.8.8", "172.15.255.255", "2606:4700:4700::1111"])
def test_public_addresses_pass(text: str) -> None:
    check_address(ip_address(text))


@pytest.mark.parametrize("text", ["127.0.0.1", "10.1.2.3", "192.168.1.1", "::1", "fd00::1"])
def test_private_addresses_pass_only_where_the_installation_says_so(text: str) -> None:
    assert refusal(text) == "private_address"
    check_address(ip_address(text), private_allowed=True)


@pytest.mark.parametrize(
    "text",
    ["169.254.169.254", "100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::254"],
)
def test_metadata_services_stay_closed_even_to_the_installation(text: str) -> None:
    assert refusal(text) == "metadata_address"
    assert refusal(text, private_allowed=True) == "metadata_address"


@pytest.mark.parametrize(
    "text",
    [
        "0.0.0.0",  # noqa: S104 - an address that must be refused
        "::",
        "224.0.0.1",
        "255.255.255.255",
        "::ffff:8.8.8.8",
        "::8.8.8.8",
        "2002:808:808::",
    ],
)
def test_special_addresses_stay_closed(text: str) -> None:
    assert refusal(text, private_allowed=True) == "special_address"


def test_a_translated_address_is_judged_by_the_ipv4_address_it_carries() -> None:
    check_address(IPv6Address("64:ff9b::8.8.8.8"))
    assert refusal("64:ff9b::10.0.0.1") == "private_address"
    assert refusal("64:ff9b::169.254.169.254") == "metadata_address"


@pytest.mark.parametrize(
    "text", ["", "not-an-ip", "127.1", "0x7f000001", "fe80::1%eth0", "1.2.3.4 "]
)
def test_a_resolver_that_answers_nonsense_is_not_believed(text: str) -> None:
    with pytest.raises(OutboundRefused) as caught:
        read_address(text)
    assert caught.value.code == "address_unreadable"


@given(st.sampled_from([n for n in PRIVATE_NETWORKS if isinstance(n, IPv4Network)]), st.data())
def test_no_wrapping_carries_a_private_address_through(
    network: IPv4Network, data: st.DataObject
) -> None:
    inner = data.draw(st.integers(int(network.network_address), int(network.broadcast_address)))
    for prefix in ("::", "::ffff:0:0", "::ffff:0:0:0", "64:ff9b::", "64:ff9b:1::"):
        wrapped = IPv6Address(int(IPv6Address(prefix)) + inner)
        with pytest.raises(OutboundRefused):
            check_address(wrapped)
    with pytest.raises(OutboundRefused):
        check_address(IPv6Address((0x2002 << 112) + (inner << 80)))
    with pytest.raises(OutboundRefused):
        check_address(IPv4Address(inner))
