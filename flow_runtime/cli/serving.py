"""A uvicorn server on a socket of our own: a taken port is a sentence, a signal a clean end."""

import contextlib
import errno
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from types import FrameType
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from flow_runtime.cli.errors import CommandFailed
from flow_runtime.server.protocol import ProblemProtocol

_REASONS_PT: Final[Mapping[int | None, str]] = {
    errno.EADDRINUSE: "já está em uso",
    errno.EADDRNOTAVAIL: "o endereço não é desta máquina",
    errno.EACCES: "sem permissão",
}
_FINISH_WITHIN_S: Final = 5
"""How long open streams may keep a stopping server."""

_MAX_SOCKET_MESSAGE_BYTES: Final = 32 * 1024 * 1024
"""The most that the builder's page may say at once."""

_PING_EVERY_S: Final = 30


class AnnouncingServer(uvicorn.Server):
    """A server that tells when it answers."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as uvicorn does, then tell."""
        await super().startup(sockets)
        if self.started:
            self._announce()


def listening_socket(host: str, port: int) -> socket.socket:
    """Take a port.

    Raises:
        CommandFailed: Somebody else has it, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small answers at once only on sockets that say they are TCP.
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    # Without it the port stays taken for a minute after a stop; Windows would share it.
    if sys.platform != "win32":
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
    except OSError as error:
        taken.close()
        reason = _REASONS_PT.get(error.errno, error.strerror)
        raise CommandFailed(
            f"Não consigo usar a porta {port} em {host} ({reason}). "
            f"Encerre quem a usa ou escolha outra: --port {port + 1}.",
            f"Port {port} on {host} cannot be used ({error.strerror}). "
            f"Stop who uses it, or choose another: --port {port + 1}.",
        ) from None
    return taken


def is_listening(host: str, port: int) -> bool:
    """Say whether somebody answers on a port."""
    with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
        return True
    return False


def server_of(app: ASGIApp, announce: Callable[[], None] = lambda: None) -> AnnouncingServer:
    """Return a server for an application; it logs through our handlers."""
    config = uvicorn.Config(
        app,
        http=ProblemProtocol,
        log_config=None,
        access_log=False,
        server_header=False,
        # X-Forwarded-For is our own to judge (server/proxies.py): anybody can write it.
        proxy_headers=False,
        timeout_graceful_shutdown=_FINISH_WITHIN_S,
        ws="websockets-sansio",
        ws_max_size=_MAX_SOCKET_MESSAGE_BYTES,
        ws_ping_interval=_PING_EVERY_S,
        ws_ping_timeout=_PING_EVERY_S,
        ws_per_message_deflate=False,
    )
    return AnnouncingServer(config, announce)


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Leave the block at Ctrl-C or SIGTERM as if it had come to its end, closing what it opened."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)


def serve_until_stopped(server: uvicorn.Server, listening: socket.socket) -> None:
    """Serve until Ctrl-C or SIGTERM, and return then."""
    with stop_signals_ignored():
        server.run(sockets=[listening])


@contextlib.contextmanager
def stop_signals_ignored() -> Iterator[None]:
    """Keep a signal from ending the process: uvicorn stops at it and repeats it when it is done."""

    def ignore(_number: int, _frame: FrameType | None) -> None:
        return None

    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, ignore) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
