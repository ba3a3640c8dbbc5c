"""Which other sites' pages may read our answers (CORS): those that a channel allows.

The rule itself is the channel's and is enforced by the routes for every request; here browsers are
told about it, so that the bubble works on the sites where it is allowed.
"""

from collections.abc import Awaitable, Callable
from typing import Final

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from flow_runtime.channels.webchat import read_settings
from flow_runtime.server.installation import Installation
from storage import channels

_PREFLIGHT_KEPT_S: Final = 600


async def allow_known_origins(
    request: Request, answer: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Answer a preflight, and name the origin in the answers to allowed sites."""
    origin = request.headers.get("origin")
    if origin is None or not request.url.path.startswith("/api/"):
        return await answer(request)
    allowed = await run_in_threadpool(_is_allowed, request.app.state.installation, origin)
    if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
        response = Response(status_code=204 if allowed else 403)
        response.headers["Access-Control-Allow-Methods"] = "GET, POST"
        response.headers["Access-Control-Allow-Headers"] = (
            "Authorization, Content-Type, Last-Event-ID"
        )
        response.headers["Access-Control-Max-Age"] = str(_PREFLIGHT_KEPT_S)
    else:
        response = await answer(request)
    if allowed:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Vary"] = "Origin"
    return response


def _is_allowed(installation: Installation, origin: str) -> bool:
    with installation.database.read() as tx:
        webchats = [channel for channel in channels.list_channels(tx) if channel.kind == "webchat"]
    return any(origin in read_settings(channel.settings).allowed_origins for channel in webchats)
