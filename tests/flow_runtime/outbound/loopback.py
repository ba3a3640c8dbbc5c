"""Real servers on loopback, and real calls to them."""

import asyncio
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final, TypeAlias

from flow_runtime.http import HttpRequest, HttpResponse, OutboundPolicy, call
from flow_runtime.outbound.messages import Headers

TLS_HANDSHAKE: Final = b"\x16"

Reply: TypeAlias = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class LoopbackServer:
    """Answers each connection with one reply and keeps the heads of the requests it got."""

    def __init__(self, reply: Reply) -> None:
        self.requests: list[bytes] = []
        self.port = 0
        self._reply = reply

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            first = await reader.readexactly(1)
            if first == TLS_HANDSHAKE:
                return
            self.requests.append(first + await reader.readuntil(b"\r\n\r\n"))
            await self._reply(reader, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the caller hung up or the story ended, as it does with bad servers
        finally:
            writer.close()


@asynccontextmanager
async def serving(
    reply: Reply, *, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncGenerator[LoopbackServer]:
    """Serve `reply` on a loopback address until the block ends."""
    wanted = LoopbackServer(reply)
    server = await asyncio.start_server(wanted.serve, host, port, ssl=tls)
    wanted.port = server.sockets[0].getsockname()[1]
    try:
        yield wanted
    finally:
        server.close()


def answering(*pieces: bytes) -> Reply:
    """Reply with exactly these bytes, then hang up."""

    async def reply(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()

    return reply


def ok(body: bytes = b"", *headers: str) -> bytes:
    """Return the bytes of a correct 200 answer."""
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirecting(location: str, status: int = 302) -> bytes:
    """Return the bytes of a redirect."""
    head = f"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"
    return head.encode()


def open_places(*servers: LoopbackServer, host: str = "127.0.0.1") -> OutboundPolicy:
    """Return the policy of an installation that allows exactly these servers."""
    return OutboundPolicy(frozenset(f"{host}:{server.port}" for server in servers))


def ask(
    reply: Reply,
    *,
    method: str = "GET",
    headers: Headers = (),
    body: bytes | None = None,
    timeout_s: float = 10.0,
) -> tuple[HttpResponse, bytes]:
    """Call a server that gives `reply`; return the answer and the head of the request it saw."""

    async def story() -> tuple[HttpResponse, bytes]:
        async with serving(reply) as server:
            url = f"http://127.0.0.1:{server.port}/v1"
            request = HttpRequest(method, url, headers, body, timeout_s)
            response = await call(request, policy=open_places(server))
            return response, server.requests[0]

    return asyncio.run(story())
