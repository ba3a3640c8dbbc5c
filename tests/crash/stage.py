"""What a campaign plays on: a database with the published flow, and what processes need to know."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.fernet import Fernet

from flow_runtime.conversations.delivering import deliver
from flow_runtime.conversations.publishing import import_flow
from flow_runtime.flow import Flow
from storage import channels, connections
from storage.database import Database, open_database
from storage.schema import upgrade
from tests.crash.flow import CHANNEL, crash_flow

LEASE_S = "2"
"""How long a dead worker's call waits for another worker; calls here take milliseconds."""


@dataclass(frozen=True, slots=True)
class Stage:
    """An installation to start processes on; `ports` are free ones on loopback."""

    database: Database
    environment: Mapping[str, str]
    ports: tuple[int, ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where its servers answer, once they are started."""
        return tuple(f"http://127.0.0.1:{port}" for port in self.ports)


@contextmanager
def stage_set(url: str, erp_address: str, *, servers: int = 1) -> Iterator[Stage]:
    """Prepare an installation on an empty database and hold it open while the block runs."""
    environment = {
        "FLUXO_DATABASE_URL": url,
        "FLUXO_SECRET_KEY": Fernet.generate_key().decode(),
        "FLUXO_LEASE_S": LEASE_S,
        "FLUXO_LOG_FORMAT": "json",
        # All customers come from one address here.
        "FLUXO_RATE_LIMITS": "off",
    }
    with closing(open_database(url)) as database:
        upgrade(database)
        set_up(database, erp_address)
        publish(database, crash_flow())
        yield Stage(database, environment, free_ports(servers))


def set_up(database: Database, erp_address: str) -> None:
    """Store the channel and the connection to the fake ERP."""
    erp = {
        "id": "erp",
        "name": "ERP",
        "base_url": f"http://{erp_address}",
        "private_address": erp_address,
    }
    with database.transaction() as tx:
        channels.save(tx, channels.Channel(CHANNEL, "webchat", {}))
        connections.save(tx, connections.ApiConnection("erp", erp))


def publish(database: Database, flow: Flow) -> int:
    """Import and publish a flow on the channel; return its version's number."""
    now = datetime.now(UTC)
    with database.transaction() as tx:
        import_flow(tx, flow, author="ana", now=now)
        return deliver(tx, flow.id, CHANNEL, author="ana", approver="bia", now=now).version


def free_ports(count: int) -> tuple[int, ...]:
    """Return ports that nobody uses at this moment."""
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = tuple(int(probe.getsockname()[1]) for probe in probes)
    for probe in probes:
        probe.close()
    return ports
