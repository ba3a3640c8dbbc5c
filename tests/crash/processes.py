"""The nursery seen from outside: start a command, kill it, hear who died."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash import nursery


@dataclass(slots=True)
class Child:
    """One process; `ending` is its exit code once it has one, negative for a signal."""

    pid: int
    ending: "asyncio.Future[int]"

    def kill(self) -> None:
        """Kill it without warning; it may be dead already."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)

    @property
    def is_dead(self) -> bool:
        """Whether its end was told."""
        return self.ending.done()


@dataclass(slots=True)
class Nursery:
    """Starts `fluxo` commands with one environment; everything printed goes to one file."""

    process: asyncio.subprocess.Process
    environment: Mapping[str, str]
    printed: Path
    _children: dict[int, Child] = field(default_factory=dict)
    _starting: "asyncio.Queue[Child]" = field(default_factory=asyncio.Queue)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def start(self, *arguments: str, **environment: str) -> Child:
        """Start one command."""
        order = {
            "arguments": arguments,
            "environment": {**self.environment, **environment},
            "printed": str(self.printed),
        }
        assert self.process.stdin is not None
        async with self._one_at_a_time:
            self.process.stdin.write(json.dumps(order).encode() + b"\n")
            return await self._starting.get()

    async def listen(self) -> None:
        """Hear what the nursery tells, until it ends."""
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            news = json.loads(line)
            if "started" in news:
                child = Child(news["started"], asyncio.get_running_loop().create_future())
                self._children[child.pid] = child
                self._starting.put_nowait(child)
            else:
                self._children.pop(news["died"]).ending.set_result(news["status"])


@asynccontextmanager
async def nursery_running(environment: Mapping[str, str], printed: Path) -> AsyncIterator[Nursery]:
    """Run a nursery while the block runs; its children end with it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        nursery.__name__,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    opened = Nursery(process, environment, printed)
    listening = asyncio.create_task(opened.listen())
    try:
        yield opened
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
        await listening
