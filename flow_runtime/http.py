"""The one door for outgoing HTTP: every call to the world goes through `call`.

The guard is on by default and has no switch; an installation can only open single private
places by name. `flow_runtime.outbound` holds the rules, `outbound.network` the only sockets.
"""

import asyncio
from functools import partial
from typing import Final, TypeAlias

import orjson

from flow_runtime import limits
from flow_runtime.outbound.errors import OutboundError, OutboundFailed, OutboundRefused
from flow_runtime.outbound.guard import OutboundPolicy, Resolver, Verdict, find_addresses, judge
from flow_runtime.outbound.headers import check_headers, check_method
from flow_runtime.outbound.messages import Hop, HttpRequest, HttpResponse
from flow_runtime.outbound.network import RESOLVING, exchange, system_resolver
from flow_runtime.outbound.redirects import redirect
from flow_runtime.outbound.urls import parse_url

__all__ = [
    "HttpRequest",
    "HttpResponse",
    "JsonValue",
    "OutboundError",
    "OutboundFailed",
    "OutboundPolicy",
    "OutboundRefused",
    "Resolver",
    "Verdict",
    "call",
    "json_value",
    "system_resolver",
    "verdict",
]

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


async def call(
    request: HttpRequest, *, policy: OutboundPolicy, resolver: Resolver = system_resolver
) -> HttpResponse:
    """Make one call: check it, connect to a checked address, follow redirects, read the answer.

    Every status is an answer, also 404 and 503. Nothing is kept for the next call: no
    connection, no cookie. The deadline, in seconds, covers looking up, connecting, sending,
    redirects and reading: the request's own, at most `limits.CALL_TIMEOUT_S`.

    Raises:
        OutboundRefused: the guard said no; no byte went to the address in question.
        OutboundFailed: no usable answer came in time.
    """
    hop = Hop(
        check_method(request.method),
        parse_url(request.url),
        check_headers(request.headers),
        request.body,
    )
    deadline_s = min(request.timeout_s, limits.CALL_TIMEOUT_S)
    try:
        async with asyncio.timeout(deadline_s):
            return await _follow(hop, policy, resolver)
    except TimeoutError:
        raise OutboundFailed("timeout", hop.target.host) from None


def verdict(url: str, *, policy: OutboundPolicy, resolver: Resolver = system_resolver) -> Verdict:
    """Say whether a flow may call `url` and why, without calling it; looks the name up once."""
    return judge(url, policy=policy, resolver=resolver)


def json_value(response: HttpResponse) -> JsonValue:
    """Read the body as JSON (RFC 8259), or return None where it is not JSON we accept.

    NaN, Infinity, invalid UTF-8 and a depth over `limits.MAX_RESPONSE_DEPTH` are not accepted.
    """
    try:
        value: JsonValue = orjson.loads(response.body.removeprefix(_BYTE_ORDER_MARK))
    except orjson.JSONDecodeError:
        return None
    return value if _is_shallow(value) else None


async def _follow(hop: Hop, policy: OutboundPolicy, resolver: Resolver) -> HttpResponse:
    for _ in range(limits.MAX_REDIRECTS + 1):
        response = await _ask(hop, policy, resolver)
        next_hop = redirect(hop, response)
        if next_hop is None:
            return response
        hop = next_hop
    raise OutboundFailed("too_many_redirects", hop.target.host)


async def _ask(hop: Hop, policy: OutboundPolicy, resolver: Resolver) -> HttpResponse:
    find = partial(find_addresses, hop.target, policy=policy, resolver=resolver)
    addresses = await asyncio.get_running_loop().run_in_executor(RESOLVING, find)
    return await exchange(hop, addresses=addresses, authority_file=policy.authority_file)


def _is_shallow(value: JsonValue) -> bool:
    level = [value]
    for _ in range(limits.MAX_RESPONSE_DEPTH):
        level = [child for parent in level for child in _nested(parent)]
        if not level:
            return True
    return False


def _nested(value: JsonValue) -> list[JsonValue]:
    inner = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(inner, list):
        return []
    return [child for child in inner if isinstance(child, dict | list)]
