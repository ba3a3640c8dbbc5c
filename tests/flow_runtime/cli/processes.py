"""Real `fluxo` processes for the tests: started, waited for, talked to, stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import httpx2

START_WITHIN_S = 45
STOP_WITHIN_S = 20
ANSWER_WITHIN_S = 20

Message: TypeAlias = dict[str, Any]


def free_port() -> int:
    """Return a port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(slots=True)
class Running:
    """A process that goes on, with what it has printed in a file."""

    process: subprocess.Popen[bytes]
    printed: Path

    def stop(self, number: signal.Signals) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(STOP_WITHIN_S)

    def output(self) -> str:
        """Return everything printed so far, on both streams."""
        return self.printed.read_text(encoding="utf-8")

    def wait_for(self, words: str) -> None:
        """Wait until it has printed some words."""
        until(lambda: words in self.output() or self.process.poll() is not None, START_WITHIN_S)
        assert words in self.output()


@contextmanager
def running(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None
) -> Iterator[Running]:
    """Run `fluxo` in a folder while the block runs; whatever is left is killed."""
    printed = folder / f"printed-{time.monotonic_ns()}.txt"
    own = {name: value for name, value in os.environ.items() if not name.startswith("FLUXO_")}
    with printed.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "flow_runtime.cli", *arguments],
            cwd=folder,
            env={**own, "LANG": "en_US.UTF-8", **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
        try:
            yield Running(process, printed)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait(STOP_WITHIN_S)


def until(is_true: Any, within_s: float) -> bool:
    """Look again until something is true; say whether it became so in time."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if is_true():
            return True
        time.sleep(0.1)
    return False


class Customer:
    """A browser without a browser: begins a conversation, writes, reads what is said."""

    def __init__(self, address: str, channel: str = "atendimento") -> None:
        self._address = address
        self._channel = channel
        self._sent = 0
        self.seen: list[Message] = []
        self.begin()

    def begin(self) -> None:
        """Begin, or find again, the conversation of this browser."""
        body = {"client_id": "a-browser-of-the-tests-00001"}
        answer = httpx2.post(
            f"{self._address}/api/channels/{self._channel}/conversations", json=body
        )
        assert answer.status_code == 201, answer.text
        started = answer.json()
        self.path = f"/api/conversations/{started['conversation_id']}/messages"
        self.headers = {"Authorization": f"Bearer {started['token']}"}
        self.seen = started["messages"]

    def say(self, text: str) -> None:
        """Write a text."""
        self._sent += 1
        body = {"client_message_id": f"message-{self._sent:04}-{len(self.seen)}", "text": text}
        answer = httpx2.post(self._address + self.path, json=body, headers=self.headers)
        assert answer.status_code == 200, answer.text

    def hears(self, words: str) -> Message:
        """Wait until the flow says some words, and return that message."""
        assert until(lambda: self._heard(words) is not None, ANSWER_WITHIN_S), self.texts()
        found = self._heard(words)
        assert found is not None
        return found

    def texts(self) -> list[str]:
        """Return everything that was said so far."""
        return [message["text"] for message in self.seen]

    def status(self) -> str:
        """Return where the conversation stands."""
        return str(self._read()["state"]["status"])

    def _heard(self, words: str) -> Message | None:
        self.seen = self._read()["messages"]
        said = (m for m in reversed(self.seen) if m["author"] != "customer")
        return next((message for message in said if words in message["text"]), None)

    def _read(self) -> dict[str, Any]:
        answer = httpx2.get(self._address + self.path, params={"after": 0}, headers=self.headers)
        assert answer.status_code == 200, answer.text
        news: dict[str, Any] = answer.json()
        return news
