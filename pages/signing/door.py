"""The door before everything: pages, files and the web socket are for those who signed in.

Only what everybody may have passes: the code that draws pages, and the pages before the pages.
"""

from dataclasses import dataclass
from typing import Final

from anyio import to_thread
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from flow_runtime.errors import FluxoError
from pages.signing import elsewhere
from pages.signing.addresses import FIRST_NAMES, first_name, sign_in_for
from pages.signing.answering import trouble
from pages.signing.looks import language_of
from pages.signing.who import asking, who
from pages.texts import speaking_in
from storage.errors import StorageError
from storage.policy import NOBODY

_FOR_ALL: Final = FIRST_NAMES | {"static", "auth", "oauth2callback"}
_FOR_ALL_PATHS: Final = frozenset({"/_stcore/health", "/_stcore/host-config"})
_NO_PAGES: Final = frozenset({"_stcore", "component", "media"})
_POLICY_VIOLATED: Final = 1008


@dataclass(frozen=True, slots=True)
class Door:
    """Passes on what is for all, and the rest of those who signed in."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in place of the application, or pass the request on."""
        if scope["type"] not in ("http", "websocket") or _is_for_all(scope["path"]):
            await self.app(scope, receive, send)
            return
        refusal = await _refusal(scope)
        if refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATED})
        else:
            await refusal(scope, receive, send)


def _is_for_all(path: str) -> bool:
    return path in _FOR_ALL_PATHS or (first_name(path) in _FOR_ALL and ".." not in path)


async def _refusal(scope: Scope) -> Response | None:
    """Return what is answered to a stranger, None to somebody who signed in."""
    connection = HTTPConnection(scope)
    try:
        found = await to_thread.run_sync(who, asking(connection))
    except (StorageError, FluxoError) as error:
        if scope["type"] == "websocket":
            return PlainTextResponse("", 503)
        request = Request(scope)
        with speaking_in(language_of(request)):
            return trouble(request, error)
    return _way_in(connection) if found == NOBODY else None


def _way_in(connection: HTTPConnection) -> Response:
    headers = {"Cache-Control": "no-store"}
    if first_name(connection.url.path) in _NO_PAGES:
        return PlainTextResponse("Sign in first.", 401, headers=headers)
    if elsewhere.came_back(connection.cookies):
        return RedirectResponse("/sign-in/back", 303, headers=headers)
    address = sign_in_for(connection.url.path, connection.url.query)
    return RedirectResponse(address, 303, headers=headers)
