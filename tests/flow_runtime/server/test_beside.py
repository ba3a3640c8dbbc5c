"""Runtime and builder on one port: who answers what, and whose web sockets are let in."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from fastapi import FastAPI
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from flow_runtime.server.app import create_app
from flow_runtime.server.beside import NAMES, OwnPagesOnly, RuntimeFirst, living_with
from flow_runtime.server.installation import open_installation
from flow_runtime.settings import Settings


@pytest.fixture
def runtime(new_sqlite_url: Callable[[], str], tmp_path: Path) -> Iterator[FastAPI]:
    settings = Settings(
        database_url=new_sqlite_url(),
        secret_key=SecretStr(Fernet.generate_key().decode()),
        files_directory=tmp_path / "files",
    )
    with closing(open_installation(settings)) as installation:
        yield create_app(installation, with_worker=False)


async def greet(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("hello")
    await socket.close()


def beside(runtime: FastAPI) -> TestClient:
    builder = Starlette(
        routes=[WebSocketRoute("/stream", greet), Mount("/", PlainTextResponse("the builder"))],
        middleware=[Middleware(RuntimeFirst, runtime=runtime), Middleware(OwnPagesOnly)],
    )
    return TestClient(builder, base_url="http://127.0.0.1:8700")


def test_every_address_of_the_runtime_has_a_name_that_is_known(runtime: FastAPI) -> None:
    paths = [*runtime.openapi()["paths"], str(runtime.openapi_url)]
    assert {path.split("/")[1] for path in paths} == NAMES


@pytest.mark.parametrize("path", ["/", "/editor", "/apiary", "/chatter/x", "/_stcore/health"])
def test_what_is_not_the_runtimes_is_the_builders(runtime: FastAPI, path: str) -> None:
    assert beside(runtime).get(path).text == "the builder"


@pytest.mark.parametrize("path", ["/api/nothing", "/chat", "/health/more", "//api/x"])
def test_a_wrong_address_of_the_runtime_gets_the_runtimes_answer(
    runtime: FastAPI, path: str
) -> None:
    answer = beside(runtime).get(f"http://127.0.0.1:8700{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_runtimes_guards_count_the_runtimes_requests_alone(runtime: FastAPI) -> None:
    client = beside(runtime)
    for _ in range(60):
        assert client.get("/").status_code == 200
    assert client.get("/health").json() == {"status": "ok"}
    assert 429 in {client.get("/health").status_code for _ in range(60)}
    assert client.get("/").status_code == 200


def test_runtime_lives_as_long_as_the_builder(runtime: FastAPI) -> None:
    async def live() -> None:
        async with living_with(runtime)(object()):
            assert runtime.state.installation.hub is not None

    asyncio.run(live())


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:9999", "null"])
def test_a_page_of_another_site_opens_no_socket(runtime: FastAPI, origin: str) -> None:
    client = beside(runtime)
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/stream", headers={"origin": origin, "host": "127.0.0.1:8700"}),
    ):
        pass


@pytest.mark.parametrize("headers", [{}, {"origin": "http://127.0.0.1:8700"}])
def test_our_own_page_opens_its_socket(runtime: FastAPI, headers: dict[str, str]) -> None:
    given = {"host": "127.0.0.1:8700", **headers}
    with beside(runtime).websocket_connect("/stream", headers=given) as socket:
        assert socket.receive_text() == "hello"
