"""The builder as the command starts it: its settings, its names, its open pages at a stop."""

import asyncio
import os
import signal
from pathlib import Path

import httpx2
import pytest
import websockets
from pydantic import SecretStr

from flow_runtime.cli.builder import LOOPBACK, has_builder, hosts_of, settings_in_environment
from flow_runtime.settings import Settings, load_settings
from tests.flow_runtime.cli.processes import free_port, running

pytestmark = pytest.mark.timeout(120)


def test_the_builder_is_here() -> None:
    assert has_builder()


def test_pages_read_the_settings_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLUXO_DATABASE_URL", "sqlite:///theirs.db")
    monkeypatch.delenv("FLUXO_SECRET_KEY", raising=False)
    ours = Settings(database_url="sqlite:///ours.db", port=8777, secret_key=SecretStr("a-key"))
    with settings_in_environment(ours):
        read = load_settings()
        assert (read.database_url, read.port) == ("sqlite:///ours.db", 8777)
        assert read.secret_key == SecretStr("a-key")
    assert os.environ["FLUXO_DATABASE_URL"] == "sqlite:///theirs.db"
    assert "FLUXO_SECRET_KEY" not in os.environ


def test_the_builder_goes_by_this_machines_names_and_the_public_one() -> None:
    assert hosts_of(Settings()) == LOOPBACK
    public = hosts_of(Settings(public_url="https://fluxo.example.com:8443/x"))
    assert public == (*LOOPBACK, "fluxo.example.com")


def test_an_open_page_does_not_keep_a_stopping_builder_and_strangers_are_refused(
    tmp_path: Path,
) -> None:
    port, erp_port = free_port(), free_port()
    options = ("--port", str(port), "--erp-port", str(erp_port), "--no-browser")
    with running(tmp_path, "up", *options) as up:
        up.wait_for("Fluxo is running")
        assert "WARNING" not in up.output()  # nothing of the framework's own words
        asyncio.run(_refuse_strangers(port))
        asyncio.run(_stop_with_an_open_page(up.stop, port))
        assert "Traceback" not in up.output()


async def _refuse_strangers(port: int) -> None:
    """Another site's page, and this machine under a name that another site gave it."""
    for name, origin in (("127.0.0.1", "https://evil.example"), ("evil.example", None)):
        address = f"ws://{name}:{port}/_stcore/stream"
        with pytest.raises(websockets.InvalidStatus) as refused:
            async with websockets.connect(address, origin=origin, host="127.0.0.1", port=port):  # type: ignore[arg-type]
                pass
        assert refused.value.response.status_code == 403


async def _stop_with_an_open_page(stop: object, port: int) -> None:
    assert callable(stop)
    address, origin = f"127.0.0.1:{port}", f"http://127.0.0.1:{port}"
    async with websockets.connect(f"ws://{address}/_stcore/stream", origin=origin):  # type: ignore[arg-type]
        assert httpx2.get(f"{origin}/health").json() == {"status": "ok"}
        assert await asyncio.to_thread(stop, signal.SIGTERM) == 0
