"""The runtime and the builder on one port: each request goes to the one whose address it has.

The runtime stands in front, so that its own guards see its requests alone, and nothing of the
builder's (cookies, compression) touches its answers: `fluxo up` answers as `fluxo serve` does.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

NAMES: Final = frozenset({"api", "chat", "health", "metrics", "openapi.json", "ready", "widget.js"})
"""What the runtime's addresses begin with; all others are the builder's."""

_POLICY_VIOLATED: Final = 1008

Lifespan: TypeAlias = Callable[[object], AbstractAsyncContextManager[None]]


@dataclass(frozen=True, slots=True)
class RuntimeFirst:
    """Passes the runtime's addresses to the runtime, and all others on."""

    app: ASGIApp
    runtime: FastAPI

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the runtime, or pass the request on."""
        is_ours = scope["type"] == "http" and _first_name(scope["path"]) in NAMES
        await (self.runtime if is_ours else self.app)(scope, receive, send)


def _first_name(path: str) -> str:
    return path.strip("/").split("/", 1)[0]


def living_with(runtime: FastAPI) -> Lifespan:
    """Return a lifespan that starts and stops the runtime with the application around it."""

    @asynccontextmanager
    async def live(_: object) -> AsyncIterator[None]:
        async with runtime.router.lifespan_context(runtime):
            yield

    return live


@dataclass(frozen=True, slots=True)
class OwnPagesOnly:
    """Closes web sockets that another site's page opens, before anybody is asked about them."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything else on."""
        if scope["type"] == "websocket" and _is_foreign(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": _POLICY_VIOLATED})
            return
        await self.app(scope, receive, send)


def _is_foreign(headers: Headers) -> bool:
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")
