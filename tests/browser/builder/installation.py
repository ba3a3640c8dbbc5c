"""A builder as a company runs it: a real process, a database with the sample flows."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet

from flow_runtime.cli.demo_data import prepare_demo
from flow_runtime.conversations import utc_now
from flow_runtime.conversations.publishing import import_flow
from flow_runtime.editing import Document, Examination, examine
from flow_runtime.flow import Flow
from storage import drafts
from storage.database import Database, open_database
from storage.schema import upgrade
from tests.browser.processes import PythonProgram, free_port

_STORED_WITHIN_S: Final = 15.0


@dataclass(frozen=True, slots=True)
class Builder:
    """A running builder, and its database seen from outside."""

    database: Database
    program: PythonProgram

    @property
    def address(self) -> str:
        """Where the builder is; `localhost` would be another origin."""
        return f"http://127.0.0.1:{self.program.port}"

    def keep(self, flow: Flow, *, author: str = "ana") -> None:
        """Store a flow as a draft."""
        with self.database.transaction() as tx:
            import_flow(tx, flow, author=author, now=utc_now())

    def draft(self, flow_id: str) -> Document:
        """Return the stored draft of a flow."""
        with self.database.read() as tx:
            return drafts.get(tx, flow_id).document

    def examined(self, flow_id: str) -> Examination:
        """Return what the checks say of the stored draft."""
        return examine(self.draft(flow_id))

    def wait_until_stored(self, flow_id: str, is_true: Callable[[Document], object]) -> Document:
        """Look at the stored draft until something is true of it, and return it.

        Raises:
            AssertionError: It did not become true within 15 s.
        """
        deadline = time.monotonic() + _STORED_WITHIN_S
        while not is_true(found := self.draft(flow_id)):
            assert time.monotonic() < deadline, found
            time.sleep(0.1)
        return found


def prepare_builder(directory: Path, *, with_samples: bool = True, is_open: bool = True) -> Builder:
    """Make the database; the builder is not started yet.

    Args:
        directory: Where everything is kept.
        with_samples: Whether the sample flows are there.
        is_open: Whether nobody need sign in while there is no account.
    """
    url = f"sqlite:///{directory}/fluxo.db"
    database = open_database(url)
    upgrade(database)
    if with_samples:
        prepare_demo(database, erp_port=free_port())
    port = free_port()
    arguments = ("-m", "flow_runtime.cli", "builder", "--port", str(port))
    environment = {
        "FLUXO_DATABASE_URL": url,
        "FLUXO_OPEN_WITHOUT_ACCOUNTS": str(is_open).lower(),
        "FLUXO_SECRET_KEY": Fernet.generate_key().decode(),
        "FLUXO_FILES_DIRECTORY": str(directory / "files"),
        "USER": "ana",
        "LOGNAME": "ana",
    }
    return Builder(database, PythonProgram(arguments, port, directory / "builder.log", environment))


def running(builder: Builder) -> "closing[_Stopping]":
    """Run a builder while the block runs; its database is closed with it."""
    builder.program.start()
    return closing(_Stopping(builder))


@dataclass(frozen=True, slots=True)
class _Stopping:
    builder: Builder

    def close(self) -> None:
        self.builder.program.stop()
        self.builder.database.close()
