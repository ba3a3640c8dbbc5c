"""The only code that opens an outgoing HTTP connection: one connection, one exchange, closed.

A connection is not kept for the next call. It would save a handshake and cost the plain truth
that what is connected to is what has just been checked, for this host and this call.
"""

import socket
import ssl
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from functools import cache
from itertools import chain, zip_longest
from typing import Final

import httpcore2
import httpx2

from flow_runtime import limits
from flow_runtime.outbound.addresses import Address
from flow_runtime.outbound.errors import OutboundFailed
from flow_runtime.outbound.messages import Headers, Hop, HttpResponse
from flow_runtime.outbound.urls import Target

MAX_ADDRESSES_TRIED: Final = 4

# Threads of their own: a name server that hangs must not hold up the process's other threads.
RESOLVING: Final = ThreadPoolExecutor(max_workers=16, thread_name_prefix="resolve")

_OUR_HEADERS: Final = (("Accept-Encoding", "gzip, deflate"), ("Connection", "close"))
_OUR_DEFAULTS: Final = (("Accept", "*/*"), ("User-Agent", "Fluxo"))
_METHODS_WITH_BODY: Final = frozenset({"POST", "PUT", "PATCH"})
_LIBRARY_ERRORS: Final = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpx2.DecodingError,
    OSError,
)
_ENCODINGS: Final = frozenset({"", "identity", "gzip", "deflate"})


def system_resolver(host: str) -> Sequence[str]:
    """Return the addresses the operating system knows for a host name; blocks.

    Raises:
        OSError: where there are none.
    """
    # Bytes keep Python's own, older IDNA rules away from a name that is already encoded.
    found = socket.getaddrinfo(host.encode("ascii"), None, type=socket.SOCK_STREAM)
    return [str(place[0]) for *_, place in found]


async def exchange(
    hop: Hop, *, addresses: Sequence[Address], authority_file: str | None = None
) -> HttpResponse:
    """Send one request to one of the checked addresses and read the whole answer.

    Sets no deadline over the whole: the caller does.

    Raises:
        OutboundFailed: `timeout` (connecting), `unreachable`, `tls`, `too_large`, `bad_response`.
    """
    pool = httpcore2.AsyncConnectionPool(
        ssl_context=_ssl_context(authority_file) if hop.target.scheme == "https" else None,
        network_backend=_CheckedNetwork(addresses),
    )
    try:
        async with (
            pool,
            pool.stream(
                hop.method,
                _as_core_url(hop.target),
                headers=_as_core_headers(hop),
                content=_content(hop),
                extensions={"timeout": {"connect": limits.CONNECT_TIMEOUT_S}},
            ) as response,
        ):
            return await _read(response, hop.target)
    except _LIBRARY_ERRORS as error:
        raise OutboundFailed(_failure_code(error), hop.target.host) from error


class _CheckedNetwork(httpcore2.AsyncNetworkBackend):
    """Connects to the checked addresses, whatever name the connection is for.

    The name still goes into the Host header, the SNI and the certificate's check.
    """

    def __init__(self, addresses: Sequence[Address]) -> None:
        self._addresses = _order(addresses)
        self._network = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        share_s = (timeout or limits.CONNECT_TIMEOUT_S) / len(self._addresses)
        for address in self._addresses[:-1]:
            try:
                return await self._network.connect_tcp(
                    str(address), port, share_s, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return await self._network.connect_tcp(
            str(self._addresses[-1]), port, share_s, local_address, socket_options
        )


def _order(addresses: Sequence[Address]) -> list[Address]:
    # The families take turns, so that a network without IPv6 still reaches a site that has it.
    first = [address for address in addresses if address.version == addresses[0].version]
    others = [address for address in addresses if address.version != addresses[0].version]
    turns: Iterable[Address | None] = chain.from_iterable(zip_longest(first, others))
    return [address for address in turns if address is not None][:MAX_ADDRESSES_TRIED]


@cache
def _ssl_context(authority_file: str | None) -> ssl.SSLContext:
    if authority_file is not None:
        return ssl.create_default_context(cafile=authority_file)
    return httpx2.create_ssl_context(trust_env=False)


def _as_core_url(target: Target) -> httpcore2.URL:
    # In parts, so that no second parser reads the text.
    return httpcore2.URL(
        scheme=target.scheme.encode(),
        host=target.host.encode(),
        port=target.port,
        target=target.path.encode(),
    )


def _as_core_headers(hop: Hop) -> list[tuple[bytes, bytes]]:
    given = {name.lower() for name, _ in hop.headers}
    defaults = [pair for pair in _OUR_DEFAULTS if pair[0].lower() not in given]
    pairs = (("Host", hop.target.authority), *hop.headers, *defaults, *_OUR_HEADERS)
    return [(name.encode("ascii"), value.encode("utf-8")) for name, value in pairs]


def _content(hop: Hop) -> bytes | None:
    if hop.body is None and hop.method in _METHODS_WITH_BODY:
        return b""
    return hop.body


async def _read(response: httpcore2.Response, target: Target) -> HttpResponse:
    headers = _read_headers(response.headers)
    body = b"" if response.status < 200 else await _read_body(response, headers)
    if response.status < 200 or response.status > 599:
        raise OutboundFailed("bad_response", target.host)
    return HttpResponse(response.status, headers, body, target.url)


def _read_headers(pairs: Sequence[tuple[bytes, bytes]]) -> Headers:
    return tuple((name.decode("latin-1").lower(), _decode(value)) for name, value in pairs)


def _decode(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


async def _read_body(response: httpcore2.Response, headers: Headers) -> bytes:
    _check_encoding(headers)
    decoding = httpx2.Response(
        response.status, headers=response.headers, stream=_Counted(response.aiter_stream())
    )
    body = bytearray()
    async with aclosing(decoding.aiter_bytes()) as pieces:
        async for piece in pieces:
            body += piece
            _check_size(len(body))
    return bytes(body)


def _check_encoding(headers: Headers) -> None:
    named = ",".join(value for name, value in headers if name == "content-encoding")
    unknown = {part.strip().lower() for part in named.split(",")} - _ENCODINGS
    if unknown:
        raise OutboundFailed("bad_response", "content-encoding")


def _check_size(size_bytes: int) -> None:
    if size_bytes > limits.MAX_RESPONSE_BYTES:
        raise OutboundFailed("too_large")


class _Counted(httpx2.AsyncByteStream):
    """The compressed bytes as they come, counted too: some streams decompress to nothing."""

    def __init__(self, pieces: AsyncIterable[bytes]) -> None:
        self._pieces = pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size_bytes = 0
        async for piece in self._pieces:
            size_bytes += len(piece)
            _check_size(size_bytes)
            yield piece


def _failure_code(error: Exception) -> str:
    if isinstance(error, httpcore2.TimeoutException):
        return "timeout"
    if isinstance(error, httpcore2.ProtocolError | httpx2.DecodingError):
        return "bad_response"
    # The library wraps what went wrong while connecting, and lets it through while reading.
    if any(isinstance(cause, ssl.SSLError) for cause in (error, *error.args)):
        return "tls"
    return "unreachable"
