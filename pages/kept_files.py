"""Files whose names carry a mark of what is in them: a browser fetches them once and keeps them.

Streamlit hands out the files of a component anew, compressed anew, for each frame that draws one.
"""

import re
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_MARKED: Final = re.compile(r"/component/.+\.[0-9a-f]{8,}(?:\.chunk)?\.(?:css|js)")
_FOR_A_YEAR: Final = "private, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """Says of a file with a mark in its name that it will never change (RFC 8246)."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and let the browser keep the file that comes back."""
        if scope["type"] != "http" or not _MARKED.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return

        async def send_to_keep(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message)["Cache-Control"] = _FOR_A_YEAR
            await send(message)

        await self.app(scope, receive, send_to_keep)
