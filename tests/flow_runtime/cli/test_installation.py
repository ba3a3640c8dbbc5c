"""An installation set up, published on, served and watched from the terminal alone."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from flow_runtime.conversations import Conversations, IncomingMessage
from flow_runtime.flow import dump_flow
from storage.conversations import Conversation
from storage.database import Database, open_database
from storage.transcripts import transcript
from tests.flow_runtime.building import end, flow, message, node
from tests.flow_runtime.cli.conftest import WORKSPACE, Call, go_live, only_json, write_flow

SERVICE = flow(
    [
        node("person", "handoff", queue="suporte", summary="Precisa de ajuda"),
        end(text="Até logo!"),
    ],
    ["person.resolved>end"],
    id="service",
)
GREETING = flow(
    [message("hello", "Olá!"), end(text="Até logo!")], ["hello.next>end"], id="greeting"
)


@pytest.fixture
def published(stored: Call, tmp_path: Path) -> Call:
    """Calls a command on an installation where the service is live."""
    folder = tmp_path / "flows"
    folder.mkdir()
    (folder / "workspace.yaml").write_text(WORKSPACE, encoding="utf-8")
    write_flow(folder, SERVICE)
    write_flow(folder, GREETING)
    for command in (
        ("import", folder, "--as", "ana"),
        ("channel", "set", "site", "--set", "title=Loja"),
    ):
        result = stored(*command)
        assert result.exit_code == 0, result.output
    go_live(stored, "service", "site", reason="primeira")
    return stored


@pytest.fixture
def database(published: Call) -> Iterator[Database]:
    with closing(open_database(os.environ["FLUXO_DATABASE_URL"])) as opened:
        yield opened


def said_in(database: Database, conversation: Conversation) -> list[str]:
    at = Conversations(database, b"").now()
    with database.read() as tx:
        lines = transcript(tx, conversation.id, now=at)
    return [str(line.body["text"]) for line in lines]


# -- flows -------------------------------------------------------------------------------------


def test_exported_flow_is_the_imported_one_byte_for_byte(published: Call, tmp_path: Path) -> None:
    assert published("export", "service").stdout_bytes == dump_flow(SERVICE)
    assert published("export", "service", "--output", tmp_path / "out.json").exit_code == 0
    assert (tmp_path / "out.json").read_bytes() == dump_flow(SERVICE)


def test_import_is_all_or_nothing_and_names_the_file(stored: Call, tmp_path: Path) -> None:
    good = write_flow(tmp_path, GREETING)
    (tmp_path / "wrong.json").write_text("{")
    result = stored("import", good, tmp_path / "wrong.json")
    assert result.exit_code == 1
    assert "wrong.json was not imported" in result.stderr
    assert "none yet" in stored("export", "greeting").stderr


def test_flow_with_errors_is_not_submitted_and_says_where(published: Call, tmp_path: Path) -> None:
    broken = flow([message("hello", "Olá!"), end()], [], id="broken")
    assert published("import", write_flow(tmp_path, broken)).exit_code == 0
    result = published("submit", "broken")
    assert result.exit_code == 1
    assert "/nodes/" in result.stderr
    assert only_json(published("status", "--json"))["live"][0]["flow"] == "service"


def test_rollback_goes_back_to_what_was_live_before(published: Call) -> None:
    go_live(published, "greeting", "site")
    result = published("rollback", "--channel", "site", "--reason", "erro no texto", "--as", "bia")
    assert "service, version 1" in result.stdout
    (live,) = only_json(published("status", "--json"))["live"]
    assert (live["flow"], live["version"], live["by"]) == ("service", 1, "bia")
    assert published("rollback", "--channel", "nowhere", "--reason", "x").exit_code == 1


def test_status_names_channel_flow_version_author_and_reason(published: Call) -> None:
    shown = published("status").stdout
    for word in ("site", "service", "ana", "primeira", "open conversations"):
        assert word in shown


# -- tickets -----------------------------------------------------------------------------------


def test_attendant_takes_answers_and_resolves(published: Call, database: Database) -> None:
    conversation = Conversations(database, b"").begin("site", "a-browser")
    (ticket,) = only_json(published("ticket", "list", "--json"))["tickets"]
    assert (ticket["queue"], ticket["summary"]) == ("suporte", "Precisa de ajuda")
    number = ticket["number"]
    early = published("ticket", "reply", number, "Oi!", "--as", "ana")
    assert early.exit_code == 1
    assert f"fluxo ticket take {number} --as ana" in early.stderr
    for words in (("take", number), ("reply", number, "Oi, Bia!"), ("resolve", number)):
        result = published("ticket", *words, "--as", "ana")
        assert result.exit_code == 0, result.output
    assert "Oi, Bia!" in said_in(database, conversation)
    assert said_in(database, conversation)[-1] == "Até logo!"
    assert "No ticket is waiting" in published("ticket", "list").stdout
    assert number in published("ticket", "list", "--all").stdout


def test_released_ticket_waits_again(published: Call, database: Database) -> None:
    conversations = Conversations(database, b"")
    conversation = conversations.begin("site", "a-browser")
    conversations.receive(conversation.id, IncomingMessage("m-1", "tem alguém aí?"))
    (ticket,) = only_json(published("ticket", "list", "--json"))["tickets"]
    published("ticket", "take", ticket["number"], "--as", "ana")
    assert only_json(published("status", "--json"))["assigned_tickets"] == 1
    assert "em atendimento" in published("--language", "pt-BR", "ticket", "list").stdout
    assert published("ticket", "release", ticket["number"], "--as", "ana").exit_code == 0
    assert only_json(published("status", "--json"))["waiting_tickets"] == 1


def test_ticket_that_others_serve_is_not_taken_twice(published: Call, database: Database) -> None:
    Conversations(database, b"").begin("site", "a-browser")
    (ticket,) = only_json(published("ticket", "list", "--json"))["tickets"]
    assert published("ticket", "take", ticket["number"], "--as", "ana").exit_code == 0
    for language, words in (("pt_BR.UTF-8", "não está mais"), ("en_US.UTF-8", "is assigned")):
        late = published("ticket", "take", ticket["number"], "--as", "bia", env={"LANG": language})
        assert late.exit_code == 1
        assert words in late.stderr
        assert "fluxo ticket list" in late.stderr


def test_unknown_ticket_is_a_sentence(published: Call) -> None:
    result = published("ticket", "take", "2026-9", "--as", "ana")
    assert result.exit_code == 1
    assert "fluxo ticket list" in result.stderr


# -- channels and secrets ----------------------------------------------------------------------


def test_channel_keeps_what_is_not_changed(published: Call) -> None:
    published("channel", "set", "site", "--origin", "https://loja.example")
    (channel,) = only_json(published("channel", "list", "--json"))["channels"]
    assert channel["settings"] == {"title": "Loja", "allowed_origins": ["https://loja.example"]}


@pytest.mark.parametrize(
    "arguments",
    [
        ("Loja",),
        ("site", "--set", "primary_color=red"),
        ("site", "--set", "unknown=1"),
        ("site", "--origin", "https://*"),
    ],
)
def test_unusable_channel_is_refused(published: Call, arguments: tuple[str, ...]) -> None:
    before = published("channel", "list").stdout
    assert published("channel", "set", *arguments).exit_code == 1
    assert published("channel", "list").stdout == before


def test_setting_without_a_value_is_a_wrong_call(published: Call) -> None:
    assert published("channel", "set", "site", "--set", "title").exit_code == 2


@pytest.fixture
def with_key(published: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("FLUXO_SECRET_KEY", published("keygen").stdout.strip())
    return published


def test_secret_is_kept_listed_without_its_value_and_removed(with_key: Call) -> None:
    assert with_key("secret", "set", "ERP_TOKEN", typed="s3cr3t-value\n").exit_code == 0
    listed = with_key("secret", "list").stdout
    assert "ERP_TOKEN" in listed
    assert "s3cr3t-value" not in listed
    assert with_key("secret", "remove", "ERP_TOKEN").exit_code == 0
    assert with_key("secret", "remove", "ERP_TOKEN").exit_code == 1


@pytest.mark.parametrize(("name", "value"), [("erp", "x"), ("ERP", ""), ("ERP", "x" * 10_001)])
def test_unusable_secret_is_refused(with_key: Call, name: str, value: str) -> None:
    assert with_key("secret", "set", name, typed=value).exit_code == 1
    assert with_key("secret", "list").stdout == ""


def test_secret_needs_a_key(published: Call) -> None:
    result = published("secret", "set", "ERP_TOKEN", typed="x")
    assert result.exit_code == 1
    assert "fluxo keygen" in result.stderr


# -- the database ------------------------------------------------------------------------------


def test_database_is_made_checked_and_copied(
    fluxo: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLUXO_DATABASE_URL", f"sqlite:///{tmp_path}/new/fluxo.db")
    assert fluxo("status").exit_code == 1
    assert fluxo("db", "upgrade").exit_code == 0
    assert fluxo("db", "check").exit_code == 0
    assert fluxo("db", "backup", tmp_path / "copy.db").exit_code == 0
    assert (tmp_path / "copy.db").stat().st_size > 0
    assert fluxo("db", "backup", tmp_path / "copy.db").exit_code == 1
    assert "Make it" in fluxo("db", "backup", tmp_path / "nowhere" / "copy.db").stderr


def test_old_database_is_refused_with_the_way_out(
    fluxo: Call, bare_sqlite_url: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLUXO_DATABASE_URL", bare_sqlite_url())
    assert fluxo("db", "upgrade").exit_code == 0
    url = os.environ["FLUXO_DATABASE_URL"]
    with closing(open_database(url)) as opened, opened.transaction() as tx:
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    for command in (("status",), ("db", "check")):
        for language, word in (("pt_BR.UTF-8", "anterior"), ("en_US.UTF-8", "older")):
            result = fluxo(*command, env={"LANG": language})
            assert result.exit_code == 1
            assert word in result.stderr
            assert "fluxo db upgrade" in result.stderr


def test_newer_database_is_refused_with_the_way_out(stored: Call) -> None:
    url = os.environ["FLUXO_DATABASE_URL"]
    with closing(open_database(url)) as opened, opened.transaction() as tx:
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    for language, word in (("pt_BR.UTF-8", "atualize o Fluxo"), ("en_US.UTF-8", "update Fluxo")):
        assert word in stored("status", env={"LANG": language}).stderr
