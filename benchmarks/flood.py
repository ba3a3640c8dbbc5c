"""A flood from ten addresses of this machine, and an honest visitor who talks meanwhile.

python benchmarks/flood.py [--seconds N] [--rate N]

The server is `fluxo serve` as it is by default. The flood opens conversations, sends messages with
tokens of its own, reads pages and guesses tokens; the honest visitor writes twice a second from an
address of its own and waits for each answer.
"""

import argparse
import asyncio
import itertools
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from cryptography.fernet import Fernet
from figures import write_figures, write_results

from flow_runtime.conversations.delivering import deliver
from flow_runtime.conversations.publishing import import_flow
from flow_runtime.conversations.receiving import utc_now
from flow_runtime.loading import load_document
from storage import channels
from storage.database import open_database
from storage.schema import upgrade

ADDRESSES: Final = [f"127.0.0.{last}" for last in range(2, 12)]
HONEST: Final = "127.0.0.99"
CHANNEL: Final = "site"
_START: Final = f"/api/channels/{CHANNEL}/conversations"
_HONEST_PAUSE_S: Final = 0.5
_CONNECTIONS_AN_ADDRESS: Final = 16


@dataclass(slots=True)
class Wire:
    """One keep-alive connection from one address."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def ask(
        self, method: str, path: str, body: dict[str, Any] | None = None, token: str = ""
    ) -> tuple[int, bytes]:
        """Send a request and return status and body of the answer."""
        content = json.dumps(body).encode() if body is not None else b""
        head = f"{method} {path} HTTP/1.1\r\nHost: flood\r\nContent-Type: application/json\r\n"
        head += f"Authorization: Bearer {token}\r\n" if token else ""
        self.writer.write(f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content)
        answer = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(answer.split("content-length:")[1].split("\r\n")[0])
        return int(answer.split(" ", 2)[1]), await self.reader.readexactly(length)


@asynccontextmanager
async def connected(port: int, address: str) -> AsyncIterator[Wire]:
    """Connect from an address."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))
    try:
        yield Wire(reader, writer)
    finally:
        writer.close()


@dataclass(slots=True)
class Flood:
    """Requests at a fixed rate, whatever the answers; `statuses` counts them."""

    port: int
    rate_per_s: int
    seconds: float
    statuses: Counter[int] = field(default_factory=Counter)

    async def run(self) -> None:
        """Flood from every address at once."""
        await asyncio.gather(
            *(
                self._pour(address, number)
                for number, address in enumerate(ADDRESSES * _CONNECTIONS_AN_ADDRESS)
            )
        )

    async def _pour(self, address: str, number: int) -> None:
        streams = len(ADDRESSES) * _CONNECTIONS_AN_ADDRESS
        interval_s = streams / self.rate_per_s
        begun_s = time.perf_counter() + interval_s * number / streams
        token, opened = "", ""
        async with connected(self.port, address) as wire:
            for turn in itertools.count():
                due_s = begun_s + turn * interval_s
                if max(due_s, time.perf_counter()) - begun_s >= self.seconds:
                    return
                await asyncio.sleep(max(due_s - time.perf_counter(), 0))
                method, path, body = _mischief(turn, number, opened)
                status, answer = await wire.ask(method, path, body, token)
                self.statuses[status] += 1
                if status == 201:
                    begun = json.loads(answer)
                    token, opened = begun["token"], begun["conversation_id"]


def _mischief(turn: int, number: int, opened: str) -> tuple[str, str, dict[str, Any] | None]:
    """Return the next request of a flooder."""
    own = f"/api/conversations/{opened or 'a' * 32}/messages"
    match turn % 4:
        case 0:
            return "POST", _START, {"client_id": f"flood-{number:06}-{turn:020}"}
        case 1:
            return "POST", own, {"client_message_id": f"message-{turn:08}", "text": "Continuar"}
        case 2:
            return "GET", f"/chat/{CHANNEL}", None
    return "GET", f"{own}?after=0", None


async def talk_honestly(port: int, seconds: float) -> list[float]:
    """Hold a conversation and return how long each answer took, in seconds."""
    taken: list[float] = []
    end_s = time.perf_counter() + seconds
    async with connected(port, HONEST) as wire:
        _, answer = await wire.ask("POST", _START, {"client_id": "an-honest-visitor-000001"})
        begun = json.loads(answer)
        path = f"/api/conversations/{begun['conversation_id']}/messages"
        for turn in itertools.count():
            if time.perf_counter() >= end_s:
                return taken
            body = {"client_message_id": f"honest-{turn:08}", "text": "Continuar"}
            asked_s = time.perf_counter()
            status, answer = await wire.ask("POST", path, body, begun["token"])
            taken.append(time.perf_counter() - asked_s)
            if status != 200:
                raise RuntimeError(f"The honest visitor was refused: {status} {answer!r}")
            await asyncio.sleep(_HONEST_PAUSE_S)
    return taken


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """Run `fluxo serve` with its defaults on a new SQLite database and give its port."""
    url = f"sqlite:///{folder}/fluxo.db"
    _prepare(url)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    own = {name: value for name, value in os.environ.items() if not name.startswith("FLUXO_")}
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "flow_runtime.cli", "serve", "--port", str(port)],
        env={
            **own,
            "FLUXO_DATABASE_URL": url,
            "FLUXO_SECRET_KEY": Fernet.generate_key().decode(),
            "FLUXO_FILES_DIRECTORY": str(folder / "files"),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _prepare(url: str) -> None:
    document = json.loads((Path(__file__).parent / "flood_flow.json").read_text(encoding="utf-8"))
    flow = load_document(document).flow
    database = open_database(url)
    upgrade(database)
    with database.transaction() as tx:
        channels.save(tx, channels.Channel(CHANNEL, "webchat", {}))
        import_flow(tx, flow, author="flood", now=utc_now())
        deliver(tx, flow.id, CHANNEL, author="flood", approver="another", now=utc_now())
    database.close()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("The server did not start. Run `fluxo serve` by hand to see why.")


async def measure(port: int, rate_per_s: int, seconds: float) -> dict[str, Any]:
    """Flood and talk at once, and return the figures."""
    flood = Flood(port, rate_per_s, seconds)
    begun_s = time.perf_counter()
    taken, _ = await asyncio.gather(talk_honestly(port, seconds), flood.run())
    sent = sum(flood.statuses.values())
    cuts = statistics.quantiles(taken, n=20)
    return {
        "flood_per_s": round(sent / (time.perf_counter() - begun_s)),
        "addresses": len(ADDRESSES),
        "seconds": round(seconds),
        "refused_429": flood.statuses[429],
        "served": sent - flood.statuses[429],
        "honest_messages": len(taken),
        "honest_p50_ms": round(statistics.median(taken) * 1000),
        "honest_p95_ms": round(cuts[-1] * 1000),
        "honest_max_ms": round(max(taken) * 1000),
    }


def main() -> None:
    """Measure, print one JSON line, write the results and the page of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rate", type=int, default=1000)
    chosen = parser.parse_args()
    load_before = round(os.getloadavg()[0], 1)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as port:
        figures = asyncio.run(measure(port, chosen.rate, chosen.seconds))
    print(json.dumps(figures))
    write_results("flood", [figures], load_average_before=load_before)
    write_figures()


if __name__ == "__main__":
    main()
