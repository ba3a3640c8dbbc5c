"""The wire: it carries, it is cut, it goes dead, it is mended."""

import socket
from collections.abc import Iterator
from contextlib import closing
from threading import Thread

import pytest

from tests.crash.editing.wire import Wire


@pytest.fixture
def wire() -> Iterator[Wire]:
    """A wire to somebody who repeats what is said."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        Thread(target=_repeat, args=(listener,), daemon=True).start()
        with closing(Wire(listener.getsockname()[1])) as opened:
            yield opened


def _repeat(listener: socket.socket) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            while data := connection.recv(100):
                connection.sendall(data)


def _called(wire: Wire) -> socket.socket:
    return socket.create_connection(("127.0.0.1", wire.port), timeout=5)


def _talking(wire: Wire) -> socket.socket:
    """Return a call in which something was said and repeated."""
    call = _called(wire)
    call.sendall(b"oi")
    assert call.recv(100) == b"oi"
    return call


def test_it_carries_both_ways(wire: Wire) -> None:
    _talking(wire).close()


def test_cut_it_ends_calls_and_takes_none(wire: Wire) -> None:
    with _talking(wire) as call:
        wire.cut()
        assert call.recv(100) == b""
    with _called(wire) as refused:
        assert refused.recv(100) == b""
    wire.mend()
    _talking(wire).close()


def test_dead_it_keeps_what_is_said_until_it_is_mended(wire: Wire) -> None:
    with _talking(wire) as call:
        wire.go_dead()
        call.sendall(b"oi")
        call.settimeout(0.3)
        with pytest.raises(TimeoutError):
            call.recv(100)
        wire.mend()
        call.settimeout(5)
        assert call.recv(100) == b"oi"


def test_what_waits_on_a_dead_wire_is_gone_when_it_is_cut(wire: Wire) -> None:
    with _talking(wire) as call:
        wire.go_dead()
        call.sendall(b"oi")
        wire.cut()
        wire.mend()
        assert call.recv(100) == b""
