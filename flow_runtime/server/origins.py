"""Which other sites' pages may read our answers (CORS): those that a channel allows.

The rule itself is the channel's and is enforced by the routes for every request; here browsers are
told about it, so that the bubble works on the sites where it is allowed.
"""

from dataclasses import dataclass
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flow_runtime.channels.webchat import read_settings
from flow_runtime.server.installation import Installation
from storage import channels

_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Last-Event-ID",
    "Access-Control-Max-Age": "600",
}


@dataclass(frozen=True, slots=True)
class KnownOrigins:
    """Answers preflights, and names the origin in the answers to allowed sites."""

    app: ASGIApp
    installation: Installation

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; one without an origin, or of another part, as it is."""
        origin = _origin(scope)
        if origin is None:
            return await self.app(scope, receive, send)
        allowed = await run_in_threadpool(_is_allowed, self.installation, origin)
        added = {"Access-Control-Allow-Origin": origin, "Vary": "Origin"} if allowed else {}
        if _is_preflight(scope):
            response = Response(status_code=204 if allowed else 403, headers=_PREFLIGHT | added)
            return await response(scope, receive, send)

        async def name_origin(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(added)
            await send(message)

        return await self.app(scope, receive, name_origin)


def _origin(scope: Scope) -> str | None:
    if scope["type"] != "http" or not scope["path"].startswith("/api/"):
        return None
    return Headers(scope=scope).get("origin")


def _is_preflight(scope: Scope) -> bool:
    asks = "access-control-request-method" in Headers(scope=scope)
    return asks and scope["method"] == "OPTIONS"


def _is_allowed(installation: Installation, origin: str) -> bool:
    with installation.database.read() as tx:
        webchats = [channel for channel in channels.list_channels(tx) if channel.kind == "webchat"]
    return any(origin in read_settings(channel.settings).allowed_origins for channel in webchats)
