"""Which IP addresses an outgoing call may reach.

`ipaddress.is_global` changes between Python versions and knows nothing of clouds, so our own
list decides first and `is_global` only adds to it. Source of the networks: the IANA IPv4 and IPv6
Special-Purpose Address Registries; the metadata addresses are those the clouds document.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final, TypeAlias

from flow_runtime.outbound.errors import OutboundRefused

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network


def _networks(*texts: str) -> tuple[Network, ...]:
    return tuple(ip_network(text) for text in texts)


# Services that hand out a machine's credentials to whoever asks from it: never, not even by name.
METADATA_NETWORKS: Final = _networks(
    "169.254.0.0/16",  # AWS, Azure, GCP, DigitalOcean, ECS tasks; all link-local
    "100.100.100.200/32",  # Alibaba Cloud
    "192.0.0.192/32",  # Oracle Cloud
    "168.63.129.16/32",  # Azure's host channel, a public-looking address
    "fd00:ec2::/32",  # AWS
    "fd20:ce::/32",  # GCP
    "fe80::/10",  # link-local
)

# Networks of people's own: open only to an exact host and port that the installation names.
PRIVATE_NETWORKS: Final = _networks(
    "127.0.0.0/8",
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",  # shared address space (RFC 6598), also used by overlay networks
    "::1/128",
    "fc00::/7",
)

SPECIAL_NETWORKS: Final = _networks(
    "0.0.0.0/8",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.31.196.0/24",
    "192.52.193.0/24",
    "192.88.99.0/24",
    "192.175.48.0/24",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "2001::/23",  # Teredo, ORCHID, benchmarking
    "2001:db8::/32",
    "2002::/16",  # 6to4 carries an IPv4 address of anybody's choice
    "2620:4f:8000::/48",
    "3fff::/20",
)

GLOBAL_IPV6: Final = IPv6Network("2000::/3")
NAT64_PREFIX: Final = IPv6Network("64:ff9b::/96")


def read_address(text: str) -> Address:
    """Read one address as a resolver gave it.

    Raises:
        OutboundRefused: `address_unreadable` when it is no IP address, or carries a zone.
    """
    try:
        address = ip_address(text)
    except ValueError:
        raise OutboundRefused("address_unreadable", text[:64]) from None
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        raise OutboundRefused("address_unreadable", text[:64])
    return address


def check_address(address: Address, *, private_allowed: bool = False) -> None:
    """Let a public address pass, and a private one where the installation allows it by name.

    Raises:
        OutboundRefused: `metadata_address`, `private_address` or `special_address`.
    """
    target = _carried_ipv4(address)
    if _is_in(target, METADATA_NETWORKS):
        raise OutboundRefused("metadata_address", str(address))
    if _is_in(target, PRIVATE_NETWORKS):
        if private_allowed:
            return
        raise OutboundRefused("private_address", str(address))
    if not _is_public(target):
        raise OutboundRefused("special_address", str(address))


def _carried_ipv4(address: Address) -> Address:
    # On networks with only IPv6 the resolver itself writes every IPv4 site this way (RFC 6147),
    # so the prefix cannot be refused outright as the other wrappings are.
    if isinstance(address, IPv6Address) and address in NAT64_PREFIX:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address not in GLOBAL_IPV6:
        return False
    return address.is_global and not _is_in(address, SPECIAL_NETWORKS)


def _is_in(address: Address, networks: tuple[Network, ...]) -> bool:
    return any(address.version == network.version and address in network for network in networks)
