"""The chat page and the script of the bubble."""

from typing import Final

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from flow_runtime.channels.webchat import WebchatSettings
from flow_runtime.channels.webchat_assets import chat_page, widget_script
from flow_runtime.errors import UnknownReference
from flow_runtime.server.chat_api import Here, settings_of
from flow_runtime.server.problems import documented

router = APIRouter(responses=documented(404, 422, 429, 503))

_NO_CHANNEL: Final = {"description": "The page says so itself.", "content": {"text/html": {}}}
# What links.py lets a message show: https, and this machine for the demo.
_SHOWN: Final = "https: http://127.0.0.1:* http://localhost:*"
_PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; "
    f"img-src {_SHOWN} data: 'self'; media-src {_SHOWN}; style-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@router.get(
    "/chat/{channel}",
    response_class=HTMLResponse,
    responses={404: _NO_CHANNEL},
    tags=["pages"],
)
def show_chat(here: Here, channel: str) -> HTMLResponse:
    """Return the page of a channel's web chat; without such a channel it says so itself."""
    try:
        settings, status = settings_of(here, channel), 200
    except UnknownReference:
        settings, status = WebchatSettings(), 404
    page = chat_page(channel, title=settings.title, language=settings.language)
    headers = {
        "Content-Security-Policy": _PAGE_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-cache",
    }
    return HTMLResponse(page, status, headers)


class ScriptResponse(Response):
    """A script of the page."""

    media_type = "text/javascript"


@router.get("/widget.js", response_class=ScriptResponse, tags=["pages"])
def show_widget() -> ScriptResponse:
    """Return the script that shows the bubble, or the page's chat."""
    headers = {
        "Cache-Control": "public, max-age=300",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return ScriptResponse(widget_script(), headers=headers)
