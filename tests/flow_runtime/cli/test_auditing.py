"""`fluxo audit`: who did what, and whether somebody touched the record."""

import json
from pathlib import Path

import pytest
from sqlalchemy import update

from flow_runtime.cli.opened import opened_database
from storage import audit
from tests.flow_runtime.building import end, flow
from tests.flow_runtime.cli.conftest import Call, go_live, only_json, write_flow


@pytest.fixture
def worked(stored: Call, tmp_path: Path) -> Call:
    """An installation on which Ana imported and Bia published a flow."""
    file = write_flow(tmp_path, flow([end(text="Até logo!")], []))
    stored("db", "upgrade")
    stored("channel", "set", "loja", "--as", "Ana")
    stored("import", file, "--as", "Ana")
    go_live(stored, "story", "loja", by="Bia")
    return stored


def test_who_did_what_newest_first(worked: Call) -> None:
    lines = worked("audit", "list").stdout
    assert lines.index("published a flow") < lines.index("imported a flow")
    assert "Bia" in lines
    assert "loja: story v1" in lines
    assert "publicou um fluxo" in worked("--language", "pt-BR", "audit", "list").stdout


@pytest.mark.parametrize(
    ("asked", "actions"),
    [
        (("--by", "Ana"), ["flow.imported", "channel.set"]),
        (("--action", "flow."), ["flow.published", "flow.imported"]),
        (("--about", "loja:"), ["flow.published"]),
        (("--about", "%"), []),
        (("--since", "2100-01-01"), []),
        (("--until", "2020-01-01T10:00"), []),
        (("--limit", "1"), ["flow.published"]),
    ],
)
def test_filters(worked: Call, asked: tuple[str, ...], actions: list[str]) -> None:
    found = only_json(worked("audit", "list", "--json", *asked))["entries"]
    assert [entry["action"] for entry in found] == actions


def test_nothing_that_fits_says_so(worked: Call) -> None:
    assert "Nothing is noted" in worked("audit", "list", "--by", "Eva").stdout


def test_a_wrong_date_is_a_sentence(worked: Call) -> None:
    result = worked("audit", "list", "--since", "ontem")
    assert (result.exit_code, "is no date" in result.stderr) == (1, True)


def test_an_export_is_a_chain_that_anybody_can_follow(worked: Call, tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    assert "5 entries" in worked("audit", "export", file).stdout
    entries = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [entry["previous_hash"] for entry in entries[1:]] == [
        entry["hash"] for entry in entries[:-1]
    ]


def test_a_changed_entry_is_found(worked: Call) -> None:
    assert "The audit is whole." in worked("audit", "verify").stdout
    with opened_database() as database, database.transaction() as tx:
        tx.execute(update(audit.audit).where(audit.audit.c.actor == "Bia").values(actor="Ana"))
    result = worked("audit", "verify")
    assert result.exit_code == 1
    assert "was changed after it was written" in result.stderr
    assert "foi mudada" in worked("--language", "pt-BR", "audit", "verify").stderr
