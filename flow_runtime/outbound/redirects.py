"""What a redirect turns a request into (RFC 9110 section 15.4)."""

from typing import Final

from flow_runtime.outbound.errors import OutboundRefused
from flow_runtime.outbound.headers import keep_for_other_origin, keep_without_body
from flow_runtime.outbound.messages import Headers, Hop, HttpResponse
from flow_runtime.outbound.urls import join_url

_STATUSES: Final = frozenset({301, 302, 303, 307, 308})
_SAME_METHOD_STATUSES: Final = frozenset({307, 308})


def redirect(hop: Hop, response: HttpResponse) -> Hop | None:
    """Return the next hop, or None where the response is the answer.

    Headers dropped on the way to another origin stay dropped on the way back.

    Raises:
        OutboundRefused: `redirect_insecure`, or a code of `parse_url` for the new address.
    """
    location = response.header("location")
    if response.status not in _STATUSES or location is None:
        return None
    target = join_url(hop.target, location)
    if hop.target.scheme == "https" and target.scheme == "http":
        raise OutboundRefused("redirect_insecure", target.host)
    method, headers, body = _method_after(hop, response.status)
    if target.origin != hop.target.origin:
        headers = keep_for_other_origin(headers)
    return Hop(method, target, headers, body)


def _method_after(hop: Hop, status: int) -> tuple[str, Headers, bytes | None]:
    if status in _SAME_METHOD_STATUSES or hop.method in ("GET", "HEAD"):
        return hop.method, hop.headers, hop.body
    return "GET", keep_without_body(hop.headers), None
