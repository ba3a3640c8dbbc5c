"""The demo ERP beside the demo: a second server in a thread of the same process."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Final

from flow_runtime.cli.errors import CommandFailed
from flow_runtime.cli.serving import listening_socket, server_of
from flow_runtime.cli.speech import warn

_STOP_WITHIN_S: Final = 10


@contextmanager
def running_erp(host: str, port: int) -> Iterator[None]:
    """Run the demo ERP while the block runs; one that is there already is used."""
    from sample_flows.demo_erp import create_app

    try:
        listening = listening_socket(host, port)
    except CommandFailed:
        warn(
            f"A porta {port} já está em uso: os fluxos vão falar com quem responde nela. Encerre "
            f"quem a usa, ou comece em outra pasta: --erp-port {port + 1} --directory PASTA.",
            f"Port {port} is in use already: the flows will talk to whoever answers there. Stop "
            f"who uses it, or begin in another folder: --erp-port {port + 1} --directory FOLDER.",
        )
        yield
        return
    server = server_of(create_app())
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, name="demo-erp")
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(_STOP_WITHIN_S)
        listening.close()
