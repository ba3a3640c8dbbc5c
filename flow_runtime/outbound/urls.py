"""One strict reading of a URL, used both to check a call and to make it.

Two parsers that disagree are how guards are passed (CVE-2024-11168, CVE-2023-24329), so the text
is read once, by the grammar of RFC 3986 without its leniencies, into a `Target`; nothing later
looks at the text again. Fragments are read and dropped, as HTTP asks.
"""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final
from urllib.parse import quote, urljoin

import idna

from flow_runtime.outbound.errors import OutboundRefused

MAX_URL_CHARACTERS: Final = 8_192
MAX_HOST_CHARACTERS: Final = 253
DEFAULT_PORTS: Final = {"http": 80, "https": 443}

_FORBIDDEN: Final = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ufeff\ud800-\udfff]")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_PARTS: Final = re.compile(r"https?://([^/?#]*)([^?#]*)(\?[^#]*)?(?:#.*)?", re.IGNORECASE)
_AUTHORITY: Final = re.compile(r"(\[[^\[\]]*\]|[^\[\]:]+)(?::(.*))?")
_PORT: Final = re.compile(r"[1-9][0-9]{0,4}")
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_\-]{0,61}[a-z0-9_])?")
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SENT_AS_WRITTEN: Final = "%/?:@!$&'()*+,;=-._~"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a call goes, in the only spelling that leaves this module.

    Attributes:
        scheme: `http` or `https`.
        host: lower-case ASCII name, dotted IPv4, or IPv6 without brackets.
        port: 1 to 65535.
        path: path and query, percent-encoded ASCII, beginning with a slash.
    """

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The value of the Host header: the port is left out where it is the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> tuple[str, str, int]:
        """What must stay the same for credentials to be sent again (RFC 6454)."""
        return self.scheme, self.host, self.port

    @property
    def url(self) -> str:
        """The target as one text."""
        return f"{self.scheme}://{self.authority}{self.path}"


def parse_url(text: str) -> Target:
    """Read an absolute http or https URL.

    Raises:
        OutboundRefused: `url_malformed`, `url_scheme`, `url_credentials`, `url_host`,
            `url_ip_spelling` or `url_port`.
    """
    if len(text) > MAX_URL_CHARACTERS or _FORBIDDEN.search(text):
        raise OutboundRefused("url_malformed")
    scheme = _read_scheme(text)
    parts = _PARTS.fullmatch(text)
    if parts is None:
        raise OutboundRefused("url_malformed")
    authority, path, query = parts.groups(default="")
    host, port = _read_authority(authority, scheme)
    return Target(scheme, host, port, _encode(path or "/") + _encode(query))


def join_url(base: Target, location: str) -> Target:
    """Read a redirect's Location, which may be relative to `base` (RFC 9110 section 10.2.2).

    Raises:
        OutboundRefused: as `parse_url`.
    """
    # Checked before joining: urljoin would silently remove tabs and line breaks.
    if _FORBIDDEN.search(location):
        raise OutboundRefused("url_malformed")
    try:
        return parse_url(urljoin(base.url, location))
    except ValueError:
        raise OutboundRefused("url_malformed") from None


def parse_host_and_port(text: str) -> tuple[str, int]:
    """Read `host:port` as an installation writes it: `127.0.0.1:8701`, `[::1]:8701`, `crm:80`.

    Raises:
        OutboundRefused: `url_host`, `url_ip_spelling` or `url_port`.
    """
    parts = _AUTHORITY.fullmatch(text)
    if parts is None or parts[2] is None:
        raise OutboundRefused("url_port", text[:64])
    return _read_host(parts[1]), _read_port(parts[2])


def _read_scheme(text: str) -> str:
    found = _SCHEME.match(text)
    if found is None:
        raise OutboundRefused("url_malformed")
    scheme = found[1].lower()
    if scheme not in DEFAULT_PORTS:
        raise OutboundRefused("url_scheme", scheme[:64])
    return scheme


def _read_authority(authority: str, scheme: str) -> tuple[str, int]:
    if "@" in authority:
        raise OutboundRefused("url_credentials")
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None:
        raise OutboundRefused("url_host", authority[:64])
    port = DEFAULT_PORTS[scheme] if parts[2] is None else _read_port(parts[2])
    return _read_host(parts[1]), port


def _read_port(text: str) -> int:
    if not _PORT.fullmatch(text) or int(text) > 65_535:
        raise OutboundRefused("url_port", text[:16])
    return int(text)


def _read_host(text: str) -> str:
    if text.startswith("["):
        return _read_ipv6(text[1:-1])
    name = text.lower() if text.isascii() else _to_ascii(text)
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _read_ipv4(text)
    if len(name) > MAX_HOST_CHARACTERS or not all(map(_LABEL.fullmatch, labels)):
        raise OutboundRefused("url_host", text[:64])
    return name


def _to_ascii(text: str) -> str:
    try:
        return idna.encode(text, uts46=True, std3_rules=True).decode("ascii")
    except idna.IDNAError:
        raise OutboundRefused("url_host", text[:64]) from None


def _read_ipv4(text: str) -> str:
    # Octal, hexadecimal, shortened and full-width forms mean different hosts to different readers.
    try:
        return str(IPv4Address(text))
    except AddressValueError:
        raise OutboundRefused("url_ip_spelling", text[:64]) from None


def _read_ipv6(text: str) -> str:
    if "%" in text:
        raise OutboundRefused("url_ip_spelling", text[:64])
    try:
        return str(IPv6Address(text))
    except AddressValueError:
        raise OutboundRefused("url_ip_spelling", text[:64]) from None


def _encode(text: str) -> str:
    if _STRAY_PERCENT.search(text):
        raise OutboundRefused("url_malformed")
    return quote(text, safe=_SENT_AS_WRITTEN)
