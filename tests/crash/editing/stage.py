"""A builder on a database of its own, with drafts to edit; the tests read it from outside."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from cryptography.fernet import Fernet

from flow_runtime.conversations import utc_now
from flow_runtime.conversations.drafting import as_document
from flow_runtime.editing import Document, new_document
from storage import drafts, flows
from storage.database import Database, open_database
from storage.drafts import Draft
from storage.schema import upgrade
from tests.browser.processes import PythonProgram, free_port
from tests.crash.editing.wire import Wire


@dataclass(slots=True)
class Stage:
    """A running builder, behind a wire."""

    database: Database
    builder: PythonProgram
    wire: Wire
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def new_flow(self) -> str:
        """Make a flow whose draft is empty and return its id."""
        flow_id, now = f"session-{next(self._numbers)}", utc_now()
        document = new_document(flow_id, "Segunda via")
        with self.database.transaction() as tx:
            flows.create(tx, flows.Flow(flow_id, "Segunda via", "", "receptivo", "", now, "ana"))
            drafts.save(tx, flow_id, document=document, expected_revision=0, author="ana", now=now)
        return flow_id

    def draft(self, flow_id: str) -> Draft:
        """Return a flow's draft as it is stored."""
        with self.database.read() as tx:
            return drafts.get(tx, flow_id)

    def document(self, flow_id: str) -> Document:
        """Return the document of a flow's draft as it is stored."""
        return as_document(self.draft(flow_id).document)

    def address(self, flow_id: str) -> str:
        """Return where a flow is edited."""
        return f"http://127.0.0.1:{self.wire.port}/editor?flow={flow_id}"


@contextmanager
def stage_set(folder: Path) -> Iterator[Stage]:
    """Run a builder while the block runs."""
    url, port = f"sqlite:///{folder}/fluxo.db", free_port()
    environment = {
        "FLUXO_DATABASE_URL": url,
        "FLUXO_OPEN_WITHOUT_ACCOUNTS": "true",
        "FLUXO_SECRET_KEY": Fernet.generate_key().decode(),
        "FLUXO_FILES_DIRECTORY": str(folder / "files"),
    }
    arguments = ("-m", "flow_runtime.cli", "builder", "--port", str(port))
    builder = PythonProgram(arguments, port, folder / "builder.log", environment)
    with closing(open_database(url)) as database, closing(Wire(port)) as wire:
        upgrade(database)
        builder.start()
        try:
            yield Stage(database, builder, wire)
        finally:
            builder.stop()
