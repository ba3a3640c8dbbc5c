"""What the tests of commands share: calling `fluxo` in this process, and files for it."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from typer.testing import CliRunner, Result

from flow_runtime.cli.application import app
from flow_runtime.flow import Flow, dump_flow

Call: TypeAlias = Callable[..., Result]

WORKSPACE = """
queues: [{id: suporte, name: Suporte}]
calendars: [{id: comercial, name: Comercial, weekly: {mon: [{from: "08:00", to: "18:00"}]}}]
connections: [{id: erp, name: ERP, base_url: "https://erp.example.com"}]
"""

_OWN_VARIABLES = (
    "FLUXO_DATABASE_URL",
    "FLUXO_SECRET_KEY",
    "FLUXO_TOKEN",
    "FLUXO_DEBUG",
    "LC_ALL",
    "LC_MESSAGES",
)


@pytest.fixture
def fluxo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Calls a command, in English and in an empty folder, unless said otherwise."""
    monkeypatch.chdir(tmp_path)
    for name in _OWN_VARIABLES:
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: object, env: Mapping[str, str] | None = None, typed: str = "") -> Result:
        given = {"LANG": "en_US.UTF-8", **(env or {})}
        return CliRunner().invoke(app, [str(part) for part in arguments], typed, env=given)

    return call


@pytest.fixture
def stored(fluxo: Call, new_sqlite_url: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Calls a command on a new, empty installation."""
    monkeypatch.setenv("FLUXO_DATABASE_URL", new_sqlite_url())
    return fluxo


def go_live(fluxo: Call, flow_id: str, channel: str, *, reason: str = "", by: str = "ana") -> int:
    """Submit a draft, approve it as another person, publish it; return the version's number."""
    asked = ("--warnings-reason", "serve assim", "--as", by, "--json")
    version = int(only_json(fluxo("submit", flow_id, *asked))["version"])
    named = f"{flow_id}@{version}"
    for command in (
        ("approve", named, "--as", "zoe"),
        ("publish", named, "--channel", channel, "--reason", reason, "--as", by),
    ):
        result = fluxo(*command)
        assert result.exit_code == 0, result.output
    return version


def write_flow(folder: Path, flow: Flow, name: str = "") -> Path:
    """Write a flow into a folder as designers keep it."""
    path = folder / f"{name or flow.id}.json"
    path.write_bytes(dump_flow(flow))
    return path


def only_json(result: Result) -> Any:
    """Return the one JSON value of a command's output."""
    return json.loads(result.stdout)
