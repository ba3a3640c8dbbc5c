"""Which methods and request headers a flow may send (RFC 9110 sections 5, 7.6 and 9)."""

import re
from typing import Final

from flow_runtime.outbound.errors import OutboundRefused
from flow_runtime.outbound.messages import Headers

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

# They frame the message or belong to this connection alone: a flow that sets them could smuggle
# a second request or call another site's name at a checked address.
_FRAMING: Final = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-encoding",
        "content-length",
        "expect",
        "host",
        "http2-settings",
        "keep-alive",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
# The clouds' metadata services answer only to these, so that a plain SSRF cannot reach them.
_METADATA: Final = frozenset({"metadata", "metadata-flavor", "x-google-metadata-request"})
_RESERVED_PREFIXES: Final = ("proxy-", "x-aws-ec2-metadata-token")

# A saved connection may keep its secret in any header, so we list what is harmless instead.
_HARMLESS: Final = frozenset(
    {"accept", "accept-language", "content-language", "content-type", "user-agent"}
)
_ABOUT_THE_BODY: Final = frozenset({"content-language", "content-type"})

_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+\-.^_`|~]+")
_FORBIDDEN_IN_VALUE: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]")


def check_method(method: str) -> str:
    """Return the method in upper case.

    Raises:
        OutboundRefused: `method_not_allowed`.
    """
    if method.upper() not in METHODS:
        raise OutboundRefused("method_not_allowed", method[:16])
    return method.upper()


def check_headers(headers: Headers) -> Headers:
    """Return the headers with the blanks around their values removed.

    Raises:
        OutboundRefused: `header_malformed` or `header_reserved`, naming the header.
    """
    return tuple(_check_header(name, value) for name, value in headers)


def keep_for_other_origin(headers: Headers) -> Headers:
    """Drop all that may identify the caller: Authorization, Cookie, API keys of any name."""
    return tuple((name, value) for name, value in headers if name.lower() in _HARMLESS)


def keep_without_body(headers: Headers) -> Headers:
    """Drop what described a body that is no longer sent."""
    return tuple((name, value) for name, value in headers if name.lower() not in _ABOUT_THE_BODY)


def _check_header(name: str, value: str) -> tuple[str, str]:
    if not _NAME.fullmatch(name) or _FORBIDDEN_IN_VALUE.search(value):
        raise OutboundRefused("header_malformed", name[:64])
    lower = name.lower()
    if lower in _FRAMING | _METADATA or lower.startswith(_RESERVED_PREFIXES):
        raise OutboundRefused("header_reserved", name[:64])
    return name, value.strip(" \t")
