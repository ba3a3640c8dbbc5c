"""Whether a call may leave: the URL, its port and every address its name leads to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import Final, TypeAlias

from flow_runtime.outbound.addresses import Address, check_address, read_address
from flow_runtime.outbound.errors import OutboundError, OutboundFailed, OutboundRefused, Sentence
from flow_runtime.outbound.urls import Target, parse_host_and_port, parse_url

ALLOWED_PORTS: Final = frozenset({80, 443, 8080, 8443})

Resolver: TypeAlias = Callable[[str], Sequence[str]]
"""Returns the IP addresses of a host name; raises OSError where there are none."""

_ALLOWED: Final[Sentence] = {
    "pt-BR": "Um fluxo pode chamar este endereço.",
    "en": "A flow may call this address.",
}


@dataclass(frozen=True, slots=True)
class OutboundPolicy:
    """What this installation adds to, or takes from, the rules that hold everywhere.

    Attributes:
        allowed_private: exact `host:port` entries that may lead to a loopback or private address,
            on any port. Metadata services stay closed even to them.
        allowed_hosts: where given, the only other host names that may be called.
        authority_file: a PEM file of certificate authorities to trust instead of the system's.

    Raises:
        OutboundRefused: when an entry of `allowed_private` is not a `host:port`.
    """

    allowed_private: frozenset[str] = frozenset()
    allowed_hosts: frozenset[str] | None = None
    authority_file: str | None = None

    def __post_init__(self) -> None:
        for entry in self.allowed_private:
            parse_host_and_port(entry)

    def allows_private(self, target: Target) -> bool:
        """Say whether the installation opened this very host and port by name."""
        place = (target.host, target.port)
        return any(parse_host_and_port(entry) == place for entry in self.allowed_private)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a flow may call an address, and why.

    Attributes:
        allowed: the answer.
        code: `allowed`, or a key of `errors.REFUSALS` or `errors.FAILURES`.
        sentence: the reason for people, in pt-BR and en.
    """

    allowed: bool
    code: str
    sentence: Sentence


def judge(url: str, *, policy: OutboundPolicy, resolver: Resolver) -> Verdict:
    """Say whether a flow may call `url`, without calling it; asks the resolver once."""
    try:
        find_addresses(parse_url(url), policy=policy, resolver=resolver)
    except OutboundError as error:
        return Verdict(False, error.code, error.sentence)
    return Verdict(True, "allowed", _ALLOWED)


def find_addresses(
    target: Target, *, policy: OutboundPolicy, resolver: Resolver
) -> tuple[Address, ...]:
    """Return the addresses a call to `target` may connect to, each of them checked.

    One forbidden address among several refuses the call: which of them is tried is chance.

    Raises:
        OutboundRefused: `url_port`, `host_not_listed`, or a code of `check_address`.
        OutboundFailed: `name_not_found`.
    """
    private_allowed = policy.allows_private(target)
    if not private_allowed:
        _check_place(target, policy)
    addresses = _literal_address(target) or _look_up(target.host, resolver)
    for address in addresses:
        check_address(address, private_allowed=private_allowed)
    return addresses


def _check_place(target: Target, policy: OutboundPolicy) -> None:
    if target.port not in ALLOWED_PORTS:
        raise OutboundRefused("url_port", str(target.port))
    if policy.allowed_hosts is not None and target.host not in policy.allowed_hosts:
        raise OutboundRefused("host_not_listed", target.host)


def _literal_address(target: Target) -> tuple[Address, ...]:
    if ":" in target.host:
        return (IPv6Address(target.host),)
    # `parse_url` lets a last label of digits pass only as a dotted IPv4 address.
    if target.host.rpartition(".")[2].isdigit():
        return (IPv4Address(target.host),)
    return ()


def _look_up(host: str, resolver: Resolver) -> tuple[Address, ...]:
    try:
        answers = resolver(host)
    except OSError:
        answers = ()
    if not answers:
        raise OutboundFailed("name_not_found", host)
    return tuple(read_address(answer) for answer in answers)
