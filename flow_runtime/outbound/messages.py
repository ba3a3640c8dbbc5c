"""What is asked of the world and what it answered, as plain data."""

from dataclasses import dataclass
from typing import TypeAlias

from flow_runtime import limits
from flow_runtime.outbound.urls import Target

Headers: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """One call to make; the templates in it are already filled in.

    Attributes:
        method: one of `headers.METHODS`, in any case.
        url: an absolute http or https URL.
        headers: name and value pairs; Host, Content-Length and their kind are ours to set.
        body: the bytes to send, or None for none.
        timeout_s: how long everything may take; never more than `limits.CALL_TIMEOUT_S`.
    """

    method: str
    url: str
    headers: Headers = ()
    body: bytes | None = None
    timeout_s: float = limits.CALL_TIMEOUT_S


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """What the last server of a call answered, whatever its status.

    Attributes:
        status: 200 to 599.
        headers: names in lower case, in the order they came.
        body: decompressed, at most `limits.MAX_RESPONSE_BYTES`.
        url: the address that answered, after redirects.
    """

    status: int
    headers: Headers
    body: bytes
    url: str

    def header(self, name: str) -> str | None:
        """Return the first value of a header, or None where it did not come."""
        return next((value for key, value in self.headers if key == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Hop:
    """One exchange with one server: a checked request, or what a redirect made of it."""

    method: str
    target: Target
    headers: Headers
    body: bytes | None
