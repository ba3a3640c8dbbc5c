"""A server of another company that gives back, in every way we know, the secret it was sent."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote, urlsplit

MODES = (
    "json",
    "escaped",
    "text",
    "broken",
    "percent",
    "base64",
    "utf16",
    "headers",
    "redirect",
    "elsewhere",
    "error",
    "silence",
)


class EchoingServer:
    """Answers `/echo/MODE` with the Authorization header that came."""

    def __init__(self) -> None:
        self.received: list[str] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.answer(self)

            do_POST = do_GET  # noqa: N815 - http.server looks for this name

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_port}"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        length = int(request.headers.get("Content-Length") or 0)
        request.rfile.read(length)
        given = request.headers.get("Authorization", "")
        self.received.append(given)
        mode = urlsplit(request.path).path.rpartition("/")[2]
        status, headers, body = _echo(mode, given)
        if status == 0:
            request.close_connection = True
            return
        request.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)


def _echo(mode: str, given: str) -> tuple[int, dict[str, str], bytes]:
    token = given.removeprefix("Bearer ")
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in given)
    bodies = {
        "json": json.dumps({"echo": given, "headers": {"authorization": given}}).encode(),
        "escaped": f'{{"echo": "{escaped}"}}'.encode(),
        "text": f"You sent {given}".encode(),
        "broken": f'{{"echo": "{given}"'.encode(),
        "percent": quote(given, safe="").encode(),
        "base64": base64.b64encode(token.encode()),
        "utf16": given.encode("utf-16-le"),
        "headers": b"{}",
        "error": json.dumps({"error": f"{given} is not welcome"}).encode(),
    }
    headers = {"X-Echo": given, "Set-Cookie": f"token={token}"}
    if mode == "redirect":
        return 302, {**headers, "Location": f"/echo/text?token={token}"}, b""
    if mode == "elsewhere":
        return 302, {"Location": f"http://{token}.invalid:81/"}, b""
    if mode == "silence":
        return 0, {}, b""
    return (500 if mode == "error" else 200), headers, bodies.get(mode, b"{}")


@contextmanager
def echoing() -> Iterator[EchoingServer]:
    """Run the server while the block runs."""
    running = EchoingServer()
    thread = threading.Thread(target=running.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.server.shutdown()
        running.server.server_close()
        thread.join(10)
