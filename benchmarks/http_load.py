"""The load of L3: conversations at once over keep-alive connections, every reply checked.

Two uvicorn processes answer, started alike: our application (our_server.py), and the minimal
reference behind an `async def` endpoint (reference_server.py). `fluxo serve` is measured too.
"""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from boleto import EXCHANGES, HERE, check_reply
from ours import CHANNEL

_START_WITHIN_S: Final = 30.0

Talk: TypeAlias = Callable[["Wire", str, str, bool], Awaitable[list[str]]]


@dataclass(slots=True)
class Wire:
    """One keep-alive connection; `memory` is what its conversation needs to go on."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    memory: dict[str, str]

    async def post(self, path: str, body: dict[str, Any], token: str = "") -> Any:
        """Send JSON and return the answer's JSON."""
        content = json.dumps(body).encode()
        head = f"POST {path} HTTP/1.1\r\nHost: measured\r\nContent-Type: application/json\r\n"
        head += f"Authorization: Bearer {token}\r\n" if token else ""
        self.writer.write(f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content)
        answer = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(answer.split("content-length:")[1].split("\r\n")[0])
        data = await self.reader.readexactly(length)
        if not answer.startswith("http/1.1 20"):
            raise RuntimeError(f"{answer.splitlines()[0]}: {data[:300]!r}")
        return json.loads(data)


async def talk_to_reference(wire: Wire, visitor: str, text: str, first: bool) -> list[str]:
    """Take one turn at the reference."""
    answer = await wire.post("/message", {"cid": visitor, "text": text, "first": first})
    replies: list[str] = answer["replies"]
    return replies


async def talk_to_ours(wire: Wire, visitor: str, text: str, first: bool) -> list[str]:
    """Take one turn at the web chat's API, as a browser does."""
    if first:
        begun = await wire.post(f"/api/channels/{CHANNEL}/conversations", {"client_id": visitor})
        wire.memory = {"id": begun["conversation_id"], "token": begun["token"]}
        messages = begun["messages"]
    else:
        path = f"/api/conversations/{wire.memory['id']}/messages"
        body = {"client_message_id": uuid.uuid4().hex, "text": text}
        messages = (await wire.post(path, body, wire.memory["token"]))["messages"]
    return [message["text"] for message in messages if message["author"] == "bot"]


def http_turns_a_second(port: int, talk: Talk, conversations: int, seconds: float) -> float:
    """Return the right turns a second over so many connections."""
    return asyncio.run(_turns_a_second(port, talk, conversations, seconds))


async def _turns_a_second(port: int, talk: Talk, conversations: int, seconds: float) -> float:
    begun_s = time.perf_counter()
    talks = [_talk_until(port, talk, begun_s + seconds) for _ in range(conversations)]
    counts = await asyncio.wait_for(asyncio.gather(*talks), seconds + 30)
    return sum(counts) / (time.perf_counter() - begun_s)


async def _talk_until(port: int, talk: Talk, end_s: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    wire, turns = Wire(reader, writer, {}), 0
    try:
        while True:
            visitor = uuid.uuid4().hex
            for place, (text, expected) in enumerate(EXCHANGES):
                if time.perf_counter() >= end_s:
                    return turns
                check_reply(text, await talk(wire, visitor, text, place == 0), expected)
                turns += 1
    finally:
        writer.close()


@contextmanager
def served_ours(database_url: str, *, by_command: bool = False) -> Iterator[int]:
    """Run our application, or the command `fluxo serve`, on a prepared database; give its port."""
    from cryptography.fernet import Fernet

    environment = {
        "FLUXO_DATABASE_URL": database_url,
        "FLUXO_SECRET_KEY": Fernet.generate_key().decode(),
        "FLUXO_RATE_LIMITS": "off",
    }
    script = [str(HERE / "our_server.py")]
    command = ["-m", "flow_runtime.cli", "serve", "--port"]
    with _process(command if by_command else script, environment) as port:
        yield port


@contextmanager
def served_reference(store: str, where: str) -> Iterator[int]:
    """Run the minimal reference behind HTTP and give its port."""
    command = [str(HERE / "reference_server.py"), store, where]
    with _process(command, {}) as port:
        yield port


@contextmanager
def _process(command: list[str], environment: dict[str, str]) -> Iterator[int]:
    port = _free_port()
    running = subprocess.Popen(  # noqa: S603 - our own programs
        [sys.executable, *command, str(port)],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, running)
        yield port
    finally:
        running.terminate()
        running.wait(20)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    end_s = time.monotonic() + _START_WITHIN_S
    while time.monotonic() < end_s and running.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("The measured server did not start. Run it by hand to see why.")
