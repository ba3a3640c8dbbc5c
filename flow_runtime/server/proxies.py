"""Who really asks: the address of a client, also behind proxies that the installation trusts.

`X-Forwarded-For` is a claim of whoever sends it. It is read from the right, and only for as long as
the addresses belong to trusted proxies; the first other one is the client.
"""

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final, TypeAlias

from starlette.types import Scope

Network: TypeAlias = IPv4Network | IPv6Network

_UNKNOWN: Final = "unknown"
_KEYS_KEPT: Final = 4096
_OF_ONE_SUBSCRIBER: Final = 64
"""Bits of an IPv6 address that a provider gives to one subscriber (RFC 6177)."""


def read_networks(written: str) -> tuple[Network, ...]:
    """Read addresses and networks separated by commas, such as `10.0.0.0/8, 127.0.0.1`.

    Raises:
        ValueError: One of them is neither.
    """
    return tuple(ip_network(part.strip()) for part in written.split(",") if part.strip())


def client_key(scope: Scope, trusted: Sequence[Network]) -> str:
    """Return what one client is known by: its IPv4 address, or its IPv6 network of 64 bits.

    Args:
        scope: An ASGI scope of the type http.
        trusted: The proxies whose `X-Forwarded-For` counts.
    """
    peer = scope["client"][0] if scope.get("client") else _UNKNOWN
    if not trusted:
        return _key(peer)
    for address in (peer, *reversed(_forwarded_for(scope))):
        peer = address
        if not _is_trusted(address, trusted):
            break
    return _key(peer)


def says_forwarded(scope: Scope) -> bool:
    """Say whether a request came with the header of a proxy."""
    return any(name == b"x-forwarded-for" for name, _ in scope["headers"])


def _forwarded_for(scope: Scope) -> list[str]:
    lines = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return [part.strip() for part in b",".join(lines).decode("latin-1").split(",")] if lines else []


def _is_trusted(address: str, trusted: Sequence[Network]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in trusted)


@lru_cache(_KEYS_KEPT)
def _key(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return _UNKNOWN
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ip_network((parsed, _OF_ONE_SUBSCRIBER), strict=False))
