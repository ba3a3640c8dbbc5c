"""A real server on loopback: uvicorn in a thread, a real database, a real client."""

import asyncio
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest
import uvicorn
from cryptography.fernet import Fernet

from flow_runtime.conversations.delivering import deliver
from flow_runtime.conversations.publishing import import_flow
from flow_runtime.flow import Flow
from flow_runtime.server.app import create_app
from flow_runtime.server.installation import Installation, open_installation
from flow_runtime.server.protocol import ProblemProtocol
from flow_runtime.settings import Settings
from storage import channels
from storage.database import Database
from tests.flow_runtime.conversations.conftest import store_workspace

ALLOWED_SITE = "https://loja.example.com"


@dataclass
class Served:
    """A running server and a client for it."""

    installation: Installation
    server: uvicorn.Server
    thread: threading.Thread
    url: str
    client: httpx2.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx2.Client(base_url=self.url, timeout=10, trust_env=False)

    def publish(self, flow: Flow, channel: str = "site") -> None:
        with self.installation.database.transaction() as tx:
            now = self.installation.conversations.now()
            import_flow(tx, flow, author="ana", now=now)
            deliver(tx, flow.id, channel, author="ana", approver="bia", now=now)

    def stop(self) -> None:
        self.client.close()
        self.server.should_exit = True
        self.thread.join(timeout=20)


def serve(installation: Installation) -> Served:
    """Start a server on a free port and wait until it answers."""
    config = uvicorn.Config(
        create_app(installation),
        http=ProblemProtocol,
        host="127.0.0.1",
        port=0,
        log_level="error",
        server_header=False,
        lifespan="on",
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    return Served(installation, server, thread, f"http://127.0.0.1:{port}")


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> Settings:
    return Settings(
        database_url=database.address,
        secret_key=Fernet.generate_key().decode(),  # type: ignore[arg-type]  # pydantic wraps it
        files_directory=tmp_path / "files",
        events_token="a token for other systems",  # type: ignore[arg-type]  # as above
        rate_limits=False,
    )


@pytest.fixture
def served(database: Database, settings: Settings) -> Iterator[Served]:
    """A server with the test workspace and the channel `site`."""
    store_workspace(database)
    with database.transaction() as tx:
        looks = {"title": "Loja", "allowed_origins": [ALLOWED_SITE]}
        channels.save(tx, channels.Channel("site", "webchat", looks))
    installation = open_installation(settings)
    running = serve(installation)
    yield running
    running.stop()
    installation.close()
