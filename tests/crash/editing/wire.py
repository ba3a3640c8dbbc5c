"""The wire between browser and builder: it can be cut, and it can go dead without a word."""

import contextlib
import socket
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import Final

_CHUNK_BYTES: Final = 1 << 16
_LOOK_EVERY_S: Final = 0.05


@dataclass(slots=True)
class Wire:
    """A relay on a port of its own; the browser knows only this one."""

    target_port: int
    _listener: socket.socket = field(init=False)
    _flows: Event = field(default_factory=Event, init=False)
    _is_cut: Event = field(default_factory=Event, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)
    _open: set[socket.socket] = field(default_factory=set, init=False)
    _cuts: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._flows.set()
        Thread(target=self._listen, daemon=True).start()

    @property
    def port(self) -> int:
        """Where the browser connects."""
        return int(self._listener.getsockname()[1])

    def cut(self) -> None:
        """End every connection and refuse new ones."""
        self._is_cut.set()
        with self._lock:
            self._cuts += 1
            ended = list(self._open)
        self._end(*ended)

    def go_dead(self) -> None:
        """Carry nothing any more, without telling either side."""
        self._flows.clear()

    def mend(self) -> None:
        """Carry everything again; what waited on a dead wire goes on its way."""
        self._is_cut.clear()
        self._flows.set()

    def close(self) -> None:
        """End the relay."""
        self._listener.close()
        self.cut()
        self._flows.set()

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        cuts = self._cuts
        try:
            if self._is_cut.is_set():
                raise ConnectionRefusedError
            far = socket.create_connection(("127.0.0.1", self.target_port), timeout=5)
        except OSError:
            near.close()
            return
        far.settimeout(None)
        with self._lock:
            was_cut = cuts != self._cuts
            self._open |= {near, far}
        if was_cut:
            self._end(near, far)
        for source, sink in ((near, far), (far, near)):
            Thread(target=self._carry, args=(source, sink, cuts), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, cuts: int) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_CHUNK_BYTES):
                while not self._flows.wait(_LOOK_EVERY_S) and cuts == self._cuts:
                    pass
                if cuts != self._cuts:
                    break
                sink.sendall(data)
        self._end(source, sink)

    def _end(self, *ends: socket.socket) -> None:
        with self._lock:
            self._open -= set(ends)
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
