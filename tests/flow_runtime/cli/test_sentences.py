"""What `fluxo` says when it cannot do a thing: one sentence with a way out, in both languages."""

import socket
from pathlib import Path

import pytest

from flow_runtime.cli.errors import CommandFailed
from flow_runtime.cli.serving import listening_socket
from flow_runtime.flow import Flow
from tests.flow_runtime.building import end, flow, message
from tests.flow_runtime.cli.conftest import Call, write_flow

PORTUGUESE = {"LANG": "pt_BR.UTF-8"}
READING = [
    ("status",),
    ("channel", "list"),
    ("ticket", "list"),
    ("secret", "list"),
    ("export", "x"),
    ("db", "check"),
    ("db", "backup", "copy.db"),
]


def greeting(*edges: str) -> Flow:
    """Return a flow whose checks find an error when its only edge is left out."""
    return flow([message("hello", "Olá!"), end(text="Até logo!")], list(edges), id="greeting")


def both(call: Call, *arguments: object) -> tuple[str, str]:
    """Return the one line that a failing command says in Portuguese and in English."""
    lines = []
    for environment in (PORTUGUESE, None):
        result = call(*arguments, env=environment)
        assert result.exit_code == 1, result.output
        (line,) = result.stderr.splitlines()
        lines.append(line)
    return lines[0], lines[1]


# -- the database ------------------------------------------------------------------------------


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize("place", ["fluxo.db", "nowhere/fluxo.db"])
def test_looking_at_a_missing_database_says_so_and_makes_none(
    fluxo: Call,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    command: tuple[str, ...],
    place: str,
) -> None:
    monkeypatch.setenv("FLUXO_DATABASE_URL", f"sqlite:///{tmp_path}/{place}")
    pt, en = both(fluxo, *command)
    assert pt.startswith("Ainda não há banco de dados em ")
    assert en.startswith("There is no database at ")
    assert all("fluxo db upgrade" in said and "fluxo up" in said for said in (pt, en))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_server_and_worker_make_no_database_either(
    fluxo: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("FLUXO_SECRET_KEY", fluxo("keygen").stdout.strip())
    monkeypatch.setenv("FLUXO_DATABASE_URL", f"sqlite:///{tmp_path}/fluxo.db")
    assert "fluxo db upgrade" in fluxo(command).stderr
    assert list(tmp_path.iterdir()) == []


def test_database_without_tables_is_not_called_an_earlier_one(
    fluxo: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fluxo.db").touch()
    monkeypatch.setenv("FLUXO_DATABASE_URL", f"sqlite:///{tmp_path}/fluxo.db")
    pt, en = both(fluxo, "status")
    assert pt == "O banco de dados ainda não tem tabelas: execute fluxo db upgrade."
    assert en == "The database has no tables yet: run fluxo db upgrade."


@pytest.mark.parametrize("command", [("status",), ("db", "upgrade")])
def test_file_that_is_no_database_has_a_way_out(
    fluxo: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    (tmp_path / "photo.db").write_bytes(b"\x89PNG" * 500)
    monkeypatch.setenv("FLUXO_DATABASE_URL", f"sqlite:///{tmp_path}/photo.db")
    pt, en = both(fluxo, *command)
    assert "restaure uma cópia, ou escolha outro arquivo" in pt
    assert "restore a backup, or choose another file" in en


@pytest.mark.parametrize(
    ("url", "pt_words", "en_words"),
    [
        ("fluxo.db", "não pode ser lido", "cannot be read"),
        ("mysql://localhost/fluxo", "não usa bancos mysql", "cannot use a mysql database"),
        ("sqlite:///:memory:", "indique um arquivo", "name a file"),
        ("postgresql://nobody@127.0.0.1:1/fluxo", "não responde", "does not answer"),
    ],
)
def test_address_that_cannot_be_used_has_a_way_out(
    fluxo: Call, monkeypatch: pytest.MonkeyPatch, url: str, *, pt_words: str, en_words: str
) -> None:
    monkeypatch.setenv("FLUXO_DATABASE_URL", url)
    pt, en = both(fluxo, "status")
    assert pt_words in pt
    assert en_words in en


# -- names that are not there ------------------------------------------------------------------


def test_unknown_channel_names_the_command_that_makes_it(stored: Call, tmp_path: Path) -> None:
    stored("import", write_flow(tmp_path, greeting("hello.next>end")))
    for command in (("publish", "greeting@1"), ("rollback", "--reason", "x")):
        pt, en = both(stored, *command, "--channel", "loja")
        assert pt.startswith("Não há canal “loja”: crie-o com fluxo channel set loja")
        assert en.startswith("There is no channel “loja”: make it with fluxo channel set loja")


@pytest.mark.parametrize(
    ("command", "pt_words", "en_words"),
    [
        (("export", "nope"), "Não há fluxo 'nope'", "There is no flow 'nope'"),
        (("ticket", "take", "9"), "Não há chamado 9", "There is no ticket 9"),
        (("secret", "remove", "NOPE"), "Não há segredo NOPE", "There is no secret NOPE"),
    ],
)
def test_unknown_name_is_said_in_both_languages(
    stored: Call, command: tuple[str, ...], pt_words: str, en_words: str
) -> None:
    pt, en = both(stored, *command)
    assert pt_words in pt
    assert en_words in en


# -- what a person gave ------------------------------------------------------------------------


def test_settings_are_named_without_the_words_of_a_library(
    fluxo: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLUXO_PORT", "many")
    pt, en = both(fluxo, "status")
    assert pt.startswith("Estas variáveis de ambiente não servem como estão: FLUXO_PORT.")
    assert en.startswith("These environment variables cannot be used as they are: FLUXO_PORT.")


@pytest.mark.parametrize(
    ("given", "pt_words", "en_words"),
    [
        (("--set", "primary_color=red"), "uma cor como #0b5fff", "a colour such as #0b5fff"),
        (("--set", "position=up"), "right ou left", "right or left"),
        (("--set", "accepts_files=maybe"), "true ou false", "true or false"),
        (("--set", "title="), "uma linha de texto", "one short line of text"),
        (("--set", "colour=red"), "Não há configuração 'colour'", "There is no setting 'colour'"),
        (("--origin", "https://*"), "https://loja.example", "https://shop.example"),
    ],
)
def test_unusable_setting_of_a_channel_says_what_to_give(
    stored: Call, given: tuple[str, ...], pt_words: str, en_words: str
) -> None:
    pt, en = both(stored, "channel", "set", "site", *given)
    assert pt_words in pt
    assert en_words in en


def test_bad_row_of_understand_is_told_in_portuguese(fluxo: Call) -> None:
    rows = '{"kind": "date"}\n{"kind": "regex", "text": "x", "pattern": "("}\n'
    result = fluxo("understand", typed=rows, env=PORTUGUESE)
    first, second = result.stderr.splitlines()
    assert first == 'Linha 1: Falta "text" na linha; acrescente-o como texto.'
    assert second == "Linha 2: O padrão não é um que o RE2 possa usar (missing ): (): corrija-o."


# -- what is told without failing --------------------------------------------------------------


def test_import_of_a_flow_with_errors_keeps_it_and_says_so_in_one_line(
    stored: Call, tmp_path: Path
) -> None:
    file = write_flow(tmp_path, greeting())
    for environment, words in ((PORTUGUESE, "erros a corrigir"), (None, "errors to mend")):
        result = stored("import", file, env=environment)
        assert result.exit_code == 0
        (line,) = result.stderr.splitlines()
        assert words in line
        assert f"fluxo validate {file}" in line
    assert stored("export", "greeting").exit_code == 0


def test_import_of_a_sound_flow_says_nothing_more(stored: Call, tmp_path: Path) -> None:
    result = stored("import", write_flow(tmp_path, greeting("hello.next>end")))
    assert (result.exit_code, result.stderr) == (0, "")


def test_channel_list_shows_settings_as_they_are_given(stored: Call) -> None:
    given = ("--set", "title=Minha loja", "--set", "accepts_files=false")
    origins = ("--origin", "https://a.example", "--origin", "https://b.example")
    assert stored("channel", "set", "site", *given, *origins).exit_code == 0
    shown = stored("channel", "list").stdout.strip()
    assert shown.startswith("site  webchat  production  title=Minha loja; accepts_files=false; ")
    assert shown.endswith("allowed_origins=https://a.example, https://b.example")


def test_version_is_named(fluxo: Call) -> None:
    result = fluxo("--version")
    assert result.exit_code == 0
    assert result.stdout.split()[0] == "fluxo"
    assert result.stdout.split()[1][0].isdigit()


def test_port_of_the_demo_erp_is_an_option_that_help_shows(fluxo: Call) -> None:
    assert "--erp-port" in fluxo("up", "--help").stdout


def test_taken_port_is_said_in_the_language_of_the_person() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(CommandFailed) as refused:
            listening_socket("127.0.0.1", port)
    words = refused.value.words
    assert f"porta {port} em 127.0.0.1 (já está em uso)" in words["pt-BR"]
    assert all(f"--port {port + 1}" in said for said in words.values())
