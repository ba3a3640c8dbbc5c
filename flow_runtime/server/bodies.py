"""Requests are bounded before anybody reads them."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flow_runtime.limits import MAX_FILE_BYTES, MAX_REQUEST_BYTES
from flow_runtime.server.problems import problem_response

_MULTIPART_OVERHEAD_BYTES = 16 * 1024


class BodyTooLarge(Exception):
    """More bytes came than a request may have."""


class BoundedBodies:
    """Answers 413 to a request with too large a body, declared or not."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting its bytes."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        is_upload = scope["path"].endswith("/files")
        limit = MAX_FILE_BYTES + _MULTIPART_OVERHEAD_BYTES if is_upload else MAX_REQUEST_BYTES
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > limit:
            return await self._refuse(scope, receive, send)
        try:
            return await self.app(scope, _counted(receive, limit), send)
        except BodyTooLarge:
            return await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = problem_response(413, "The request is too large.")
        await answer(scope, receive, send)


def _counted(receive: Receive, limit: int) -> Receive:
    seen = 0

    async def count() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise BodyTooLarge
        return message

    return count
