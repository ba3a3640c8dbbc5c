import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flow_runtime.cli.examinations import Finding, examine, examine_ports
from tests.flow_runtime.cli.conftest import Call, only_json
from tests.flow_runtime.cli.processes import free_port
from tests.flow_runtime.outbound.hostile_rows import read_rows


@pytest.fixture
def findings(fluxo: Call) -> Callable[[], dict[str, Finding]]:
    return lambda: {finding.name: finding for finding in examine()}


def as_json(fluxo: Call) -> dict[str, Any]:
    return {found["name"]: found for found in only_json(fluxo("doctor", "--json"))["findings"]}


def test_fresh_clone_lacks_nothing_that_the_demo_needs(fluxo: Call) -> None:
    result = fluxo("doctor")
    assert result.exit_code == 0, result.output
    found = as_json(fluxo)
    assert found["python"]["state"] == found["packages"]["state"] == "ok"
    assert found["secret_key"]["state"] == found["database"]["state"] == "warning"
    assert not Path("var").exists()


def test_every_finding_is_in_both_languages_and_can_be_mended(fluxo: Call) -> None:
    for found in as_json(fluxo).values():
        assert found["sentence"]["pt-BR"]
        assert found["sentence"]["en"]
        assert found["state"] == "ok" or found["mend"]["en"]


def test_installation_in_order_is_all_well(
    stored: Call, findings: Callable[[], dict[str, Finding]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLUXO_SECRET_KEY", stored("keygen").stdout.strip())
    seen = findings()
    names = ("python", "packages", "time_zones", "secret_key", "database", "files", "mail")
    assert {seen[name].state for name in names} == {"ok"}


@pytest.mark.parametrize(
    ("name", "value", "finding"),
    [
        ("FLUXO_SECRET_KEY", "short", "secret_key"),
        ("FLUXO_DATABASE_URL", "mysql://x/y", "database"),
        ("FLUXO_DATABASE_URL", "not a url", "database"),
        ("FLUXO_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none", "database"),
        ("FLUXO_FILES_DIRECTORY", "/dev/null/files", "files"),
        ("FLUXO_PORT", "many", "settings"),
    ],
)
def test_what_keeps_fluxo_from_running_is_missing(
    fluxo: Call, monkeypatch: pytest.MonkeyPatch, name: str, value: str, finding: str
) -> None:
    monkeypatch.setenv(name, value)
    result = fluxo("doctor")
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert as_json(fluxo)[finding]["state"] == "missing"


def test_old_database_is_sent_to_its_upgrade(
    fluxo: Call, bare_sqlite_url: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = bare_sqlite_url()
    monkeypatch.setenv("FLUXO_DATABASE_URL", url)
    Path(url.removeprefix("sqlite:///")).touch()
    found = as_json(fluxo)["database"]
    assert (found["state"], found["mend"]["en"]) == ("missing", "Run: fluxo db upgrade")


def test_silent_mail_server_is_missing_only_where_one_is_set(
    fluxo: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLUXO_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("FLUXO_SMTP_PORT", str(free_port()))
    assert as_json(fluxo)["mail"]["state"] == "missing"
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("FLUXO_SMTP_PORT", str(server.getsockname()[1]))
        assert as_json(fluxo)["mail"]["state"] == "ok"


def test_port_in_use_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    free = free_port()
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken = server.getsockname()[1]
        found = examine_ports({taken: "somebody", free: "nobody"})
        assert [finding.state for finding in found] == ["warning", "ok"]


# -- addresses ---------------------------------------------------------------------------------


def test_public_address_is_allowed(fluxo: Call) -> None:
    result = fluxo("doctor", "url", "https://1.1.1.1/dns", "--json")
    assert result.exit_code == 0
    (judged,) = only_json(result)["urls"]
    assert (judged["url"], judged["allowed"]) == ("https://1.1.1.1/dns", True)


def test_private_address_is_refused_with_the_reason(fluxo: Call) -> None:
    result = fluxo("doctor", "url", "http://127.0.0.1/", "https://1.1.1.1", env={"LANG": "pt_BR"})
    assert result.exit_code == 1
    refused, allowed = result.stdout.splitlines()
    assert refused.startswith("✗ http://127.0.0.1/: Endereço")
    assert allowed.startswith("✓ https://1.1.1.1")


def test_every_hostile_address_gets_its_verdict(fluxo: Call) -> None:
    """All rows whose verdict needs no name looked up; the others have a resolver of their own."""
    judgeable = [row for row in read_rows() if row.dns == "-" and row.expected != "either"]
    assert {row.expected for row in judgeable} == {"block", "allow"}
    assert len(judgeable) > 100
    urls = [row.url for row in judgeable]
    judged = only_json(fluxo("doctor", "url", "--json", "--", *urls))["urls"]
    assert [found["url"] for found in judged] == urls
    expected = [row.expected == "allow" for row in judgeable]
    assert [found["allowed"] for found in judged] == expected
    assert all(found["sentence"]["pt-BR"] and found["sentence"]["en"] for found in judged)
