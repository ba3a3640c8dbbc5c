"""Requests are bounded before anybody reads them."""

from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flow_runtime.limits import MAX_FILE_BYTES, MAX_REQUEST_BYTES
from flow_runtime.server.problems import problem_response

_MULTIPART_OVERHEAD_BYTES = 16 * 1024


class BodyTooLarge(Exception):
    """More bytes came than a request may have; only `BoundedBodies` sees it."""


class BoundedBodies:
    """Answers 413 to a request with too large a body, declared or not."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting its bytes."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        limit = _limit_bytes(scope["path"])
        declared = _declared_length(scope)
        if not declared.isdigit() or int(declared) > limit:
            return await _refuse(scope, receive, send)
        exchange = _Exchange(receive, send, limit)
        with suppress(BodyTooLarge):
            await self.app(scope, exchange.receive, exchange.send)
        if exchange.exceeded:
            await _refuse(scope, receive, send)
        return None


class _Exchange:
    """One request whose bytes are counted; past the limit the application's answer is dropped."""

    def __init__(self, receive: Receive, send: Send, limit_bytes: int) -> None:
        self._receive, self._send, self._left_bytes = receive, send, limit_bytes

    @property
    def exceeded(self) -> bool:
        return self._left_bytes < 0

    async def receive(self) -> Message:
        message = await self._receive()
        self._left_bytes -= len(message.get("body", b""))
        if self.exceeded:
            raise BodyTooLarge
        return message

    async def send(self, message: Message) -> None:
        if not self.exceeded:
            await self._send(message)


def _limit_bytes(path: str) -> int:
    is_upload = path.endswith("/files")
    return MAX_FILE_BYTES + _MULTIPART_OVERHEAD_BYTES if is_upload else MAX_REQUEST_BYTES


def _declared_length(scope: Scope) -> bytes:
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    return lengths[-1] if lengths else b"0"


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    await problem_response(413, "The request is too large.")(scope, receive, send)
