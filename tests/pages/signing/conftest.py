"""A door with a page behind it, on a real database in which Ana and Bia have accounts."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from flow_runtime import accounts
from pages.signing.door import Door
from pages.signing.routes import routes
from storage.database import Database, open_database
from storage.policy import Role
from storage.schema import upgrade
from tests.pages.signing.visitor import ADDRESS, ANA, BIA, PASSWORD, Visitor

OpenBrowser = Callable[..., Visitor]


@pytest.fixture
def empty_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A database without any account, and the settings of an installation that asks who one is."""
    url = f"sqlite:///{tmp_path}/fluxo.db"
    monkeypatch.setenv("FLUXO_DATABASE_URL", url)
    monkeypatch.setenv("FLUXO_SECRET_KEY", Fernet.generate_key().decode())
    monkeypatch.setenv("FLUXO_OPEN_WITHOUT_ACCOUNTS", "false")
    with closing(open_database(url)) as opened:
        upgrade(opened)
        yield opened


@pytest.fixture
def database(empty_database: Database) -> Database:
    """Ana administers, Bia tests."""
    now = datetime.now(UTC)
    with empty_database.transaction() as tx:
        for name, email, role in ((*ANA, Role.ADMIN), (*BIA, Role.TESTER)):
            accounts.create_person(
                tx, name=name, email=email, roles=[role], password=PASSWORD, author="Ana", now=now
            )
    return empty_database


@pytest.fixture
def new_browser(empty_database: Database) -> OpenBrowser:
    """Gives browsers that have been here never before; all of one server."""
    site = Starlette(
        routes=[
            *routes(),
            Route("/{path:path}", _builder, methods=["GET", "POST", "PUT"]),
            WebSocketRoute("/_stcore/stream", _stream),
        ],
        middleware=[Middleware(Door)],
    )

    def open_browser(address: str = ADDRESS, peer: str = "127.0.0.1") -> Visitor:
        client = TestClient(site, base_url=address, client=(peer, 50_000), follow_redirects=False)
        return Visitor(client)

    return open_browser


@pytest.fixture
def visitor(new_browser: OpenBrowser) -> Visitor:
    """A browser that was here never before."""
    return new_browser()


async def _builder(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("the builder")


async def _stream(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("drawn")
    await websocket.close()
