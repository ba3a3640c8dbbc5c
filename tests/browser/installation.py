"""A whole installation in a directory: database, sample flow, demo ERP and server as processes.

The tests reach its database as an attendant's page or a second worker would: from outside.
"""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet
from pydantic import JsonValue

from flow_runtime.conversations import Conversations, utc_now
from flow_runtime.conversations.delivering import deliver
from flow_runtime.conversations.publishing import import_flow
from flow_runtime.conversations.setting_up import import_workspace
from flow_runtime.flow import Flow
from flow_runtime.library import WORKSPACE_FILE, read_workspace
from flow_runtime.loading import load_flow
from storage import channels, tickets
from storage.channels import Channel
from storage.database import Database, open_database
from storage.schema import upgrade
from storage.tickets import Ticket
from tests.browser.processes import PythonProgram, free_port

SAMPLES: Final = Path(__file__).parents[2] / "sample_flows"
BOLETO: Final = "atendimento"
"""The channel on which "Segunda via de boleto" is published, as `fluxo up` does."""

_ERP_IN_THE_FILE: Final = "127.0.0.1:8701"


@dataclass(frozen=True, slots=True)
class Company:
    """A running installation and what its people do."""

    database: Database
    conversations: Conversations
    server: PythonProgram

    @property
    def address(self) -> str:
        """Where the server answers."""
        return f"http://127.0.0.1:{self.server.port}"

    def set_up(self, channel: str, looks: Mapping[str, JsonValue]) -> None:
        """Make a web chat, on which nothing is published yet."""
        with self.database.transaction() as tx:
            channels.save(tx, Channel(channel, "webchat", dict(looks)))

    def publish(self, flow: Flow, channel: str, looks: Mapping[str, JsonValue]) -> None:
        """Publish a flow on a web chat."""
        self.set_up(channel, looks)
        now = utc_now()
        with self.database.transaction() as tx:
            import_flow(tx, flow, author="ana", now=now)
            deliver(tx, flow.id, channel, author="ana", approver="bia", now=now)

    def take_ticket(self, attendant: str) -> Ticket:
        """Take the newest ticket that waits."""
        with self.database.read() as tx:
            waiting = [found for found in tickets.list_tickets(tx) if found.status == "waiting"]
        newest = max(waiting, key=lambda found: found.id)
        return self.conversations.change_ticket(newest.number, "assigned", attendant)


def sample_boleto() -> Flow:
    """Return the sample flow that sends a boleto again."""
    return load_flow((SAMPLES / "segunda-via-boleto.json").read_bytes()).flow


def demo_erp(directory: Path) -> PythonProgram:
    """Return the demo ERP of the sample flows, on a free port."""
    port = free_port()
    arguments = ("-m", "sample_flows.demo_erp", "--port", str(port))
    return PythonProgram(arguments, port, directory / "erp.log")


def prepare_company(directory: Path, *, erp_port: int) -> Company:
    """Make the database with the sample workspace; the server is not started yet."""
    url, key = f"sqlite:///{directory}/fluxo.db", Fernet.generate_key().decode()
    environment = {
        "FLUXO_DATABASE_URL": url,
        "FLUXO_SECRET_KEY": key,
        "FLUXO_FILES_DIRECTORY": str(directory / "files"),
    }
    with closing(open_database(url)) as empty:
        upgrade(empty)
    database, port = open_database(url), free_port()
    _store_workspace(database, directory, erp_port)
    arguments = ("-m", "flow_runtime.cli", "serve", "--port", str(port))
    server = PythonProgram(arguments, port, directory / "server.log", environment)
    return Company(database, Conversations(database, key.encode()), server)


def _store_workspace(database: Database, directory: Path, erp_port: int) -> None:
    """Store the sample workspace with the demo ERP at the port that it has here."""
    path = directory / WORKSPACE_FILE
    text = (SAMPLES / WORKSPACE_FILE).read_text(encoding="utf-8")
    path.write_text(text.replace(_ERP_IN_THE_FILE, f"127.0.0.1:{erp_port}"), encoding="utf-8")
    with database.transaction() as tx:
        import_workspace(tx, read_workspace(path))
