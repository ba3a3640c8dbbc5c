"""A server on loopback that numbers what it is asked for, once per Idempotency-Key.

The same key always gets the same number; a second key of one customer for one thing gets the next
number, which then shows in the transcript.
"""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(slots=True)
class Ledger:
    """What the server was asked for: `calls` counts the requests of each key.

    `before_answer` is told the key of a request that is written down and not yet answered.
    """

    calls: Counter[str] = field(default_factory=Counter)
    numbers: dict[str, int] = field(default_factory=dict)
    before_answer: Callable[[str], None] = lambda _: None
    _per_subject: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def number(self, key: str, subject: str) -> int:
        """Return the number of what a key asks for."""
        with self._lock:
            self.calls[key] += 1
            if key not in self.numbers:
                self._per_subject[subject] += 1
                self.numbers[key] = self._per_subject[subject]
            return self.numbers[key]

    def forget(self) -> None:
        """Begin with an empty ledger."""
        self.calls.clear()
        self.numbers.clear()
        self._per_subject.clear()

    @property
    def repeated(self) -> int:
        """How many keys were sent more than once, which the server can tell by the key."""
        return sum(count > 1 for count in self.calls.values())


class ErpServer(ThreadingHTTPServer):
    """The server with its ledger."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        self.ledger = Ledger()
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: ErpServer

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        sent = self.rfile.read(length)
        if len(sent) < length:
            return  # the caller was killed while it spoke
        asked = json.loads(sent)
        subject = f"{self.path} {asked.get('customer') or asked['text']}"
        key = self.headers["Idempotency-Key"]
        number = self.server.ledger.number(key, subject)
        self.server.ledger.before_answer(key)
        body = json.dumps({"number": number}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True  # the caller was killed

    def log_message(self, format: str, *args: object) -> None:
        return None


@contextmanager
def erp_running() -> Iterator[ErpServer]:
    """Run the server while the block runs."""
    server = ErpServer()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
