"""The socket that the server answers on."""

import socket
from contextlib import closing

from flow_runtime.cli.serving import listening_socket


def test_small_answers_leave_at_once() -> None:
    """Without the protocol asyncio leaves Nagle's algorithm on: 40 ms and more an answer."""
    with closing(listening_socket("127.0.0.1", 0)) as listening:
        assert listening.proto == socket.IPPROTO_TCP
