"""What is no HTTP request never reaches the application; it is answered in the same form.

The parser bounds nothing itself: what it keeps until a part of a request is whole is counted here.
"""

from typing import Any, Final

import orjson
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD_BYTES: Final = 64 * 1024
"""The address and the headers of a request, and whatever of it is not whole yet."""

_PROBLEM: Final = {
    "type": "about:blank",
    "status": 400,
    "title": "This is not a request that can be read, or its headers are too large.",
}


class HeadTooLarge(Exception):
    """The headers are too large; the parser, which calls us, makes it an error of its own."""


class ProblemProtocol(HttpToolsProtocol):
    """HTTP/1.1 as uvicorn speaks it, bounded, with our answer to what it cannot read."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._head_bytes = 0
        self._is_in_head = True
        self._unfinished_bytes = 0

    def data_received(self, data: bytes) -> None:
        """Read on, and refuse what grows too large without coming to an end."""
        self._unfinished_bytes += len(data)
        super().data_received(data)
        if self._unfinished_bytes > len(data) + MAX_HEAD_BYTES and not self.transport.is_closing():
            self.send_400_response("The request does not come to an end.")

    def on_message_begin(self) -> None:
        """Begin to count anew."""
        self._head_bytes, self._is_in_head = 0, True
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Take a piece of the address.

        Raises:
            HeadTooLarge: With it the head is too large.
        """
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; one that follows the body is dropped, for the answer has begun.

        Raises:
            HeadTooLarge: With it the head is too large.
        """
        self._count(len(name) + len(value))
        if self._is_in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Hand the request to the application."""
        self._is_in_head = False
        super().on_headers_complete()

    def on_chunk_header(self) -> None:
        """Note that a part of the body has begun."""
        self._unfinished_bytes = 0

    def on_body(self, body: bytes) -> None:
        """Take a piece of the body."""
        self._unfinished_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Note that the request is whole."""
        self._unfinished_bytes = 0
        super().on_message_complete()

    def _count(self, added_bytes: int) -> None:
        self._unfinished_bytes = 0
        self._head_bytes += added_bytes
        if self._head_bytes > MAX_HEAD_BYTES:
            raise HeadTooLarge

    def send_400_response(self, msg: str) -> None:
        """Answer with problem+json and close the connection; `msg` stays in the log."""
        body = orjson.dumps(_PROBLEM)
        head = (
            "HTTP/1.1 400 Bad Request\r\n"
            "content-type: application/problem+json\r\n"
            f"content-length: {len(body)}\r\n"
            "connection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()
