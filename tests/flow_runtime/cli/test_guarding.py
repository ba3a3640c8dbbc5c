import errno
import os
import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from flow_runtime.cli.errors import CommandFailed
from flow_runtime.cli.guarding import GuardedGroup
from flow_runtime.cli.speech import choose_language, language_of
from flow_runtime.errors import FlowInvalid, UnknownReference
from flow_runtime.mail import MailFailed
from flow_runtime.outbound.errors import OutboundRefused
from flow_runtime.problems import problem
from storage.errors import Busy, NotFound

TWO_PROBLEMS = [
    problem("a", "Falta um nome.", "A name is missing.", pointer="/name"),
    problem("b", "Falta um fim.", "An end is missing."),
]


def failing_with(error: BaseException, language: str = "en_US.UTF-8") -> Result:
    """Call a command that raises an error."""
    app = typer.Typer(cls=GuardedGroup, pretty_exceptions_enable=False)

    @app.callback()
    def group() -> None:
        choose_language(None)

    @app.command()
    def fail() -> None:
        raise error

    return CliRunner().invoke(
        app, ["fail"], env={"LANG": language, "LC_ALL": "", "FLUXO_DEBUG": ""}
    )


@pytest.mark.parametrize(
    ("error", "sentences"),
    [
        (CommandFailed("Não dá.", "It cannot be done."), ["It cannot be done."]),
        (FlowInvalid(TWO_PROBLEMS), ["/name: A name is missing.", "An end is missing."]),
        (UnknownReference("There is no flow."), ["There is no flow."]),
        (NotFound("The channel does not exist."), ["The channel does not exist."]),
        (
            FileNotFoundError(errno.ENOENT, "No such file", "x.json"),
            ["'x.json' cannot be used (it does not exist). Check its name and permissions."],
        ),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            [
                "The system refused an operation (the disk is full). Check disk, network and "
                "permissions."
            ],
        ),
    ],
)
def test_known_error_is_a_sentence_and_exit_code_1(error: Exception, sentences: list[str]) -> None:
    result = failing_with(error)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == sentences
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (CommandFailed("Não dá.", "It cannot be done."), "Não dá."),
        (FlowInvalid(TWO_PROBLEMS[:1]), "/name: Falta um nome."),
        (Busy("The database is busy.", pt="O banco está ocupado."), "O banco está ocupado."),
        (UnknownReference("There is no flow.", pt="Não há fluxo."), "Não há fluxo."),
        (MailFailed("unreachable"), "e-mail"),
        (PermissionError(errno.EACCES, "Permission denied", "x.json"), "'x.json' (sem permissão)"),
        (OutboundRefused("url_scheme"), "http"),
    ],
)
def test_sentence_is_portuguese_where_people_speak_it(error: Exception, sentence: str) -> None:
    assert sentence in failing_with(error, "pt_BR.UTF-8").stderr


def test_unexpected_error_leaves_its_traceback_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "var").mkdir()
    result = failing_with(ZeroDivisionError("secret detail"))
    assert result.exit_code == 1
    assert "secret detail" not in result.output
    (name,) = re.findall(r"var/fluxo-error-\S+\.log", result.stderr)
    written = (tmp_path / name).read_text(encoding="utf-8")
    assert "Traceback" in written
    assert "ZeroDivisionError: secret detail" in written


def test_interruption_ends_without_a_word() -> None:
    result = failing_with(KeyboardInterrupt())
    assert (result.exit_code, result.output) == (130, "")


def test_debugging_shows_the_error_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    app = typer.Typer(cls=GuardedGroup, pretty_exceptions_enable=False)
    app.callback()(lambda: None)

    @app.command()
    def fail() -> None:
        raise ZeroDivisionError

    result = CliRunner().invoke(app, ["fail"], env={"FLUXO_DEBUG": "1"})
    assert isinstance(result.exception, ZeroDivisionError)


def test_reader_that_goes_away_is_no_unexpected_error() -> None:
    result = failing_with(BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE)))
    assert "unexpected" not in result.output


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "pt_BR.UTF-8"}, "pt-BR"),
        ({"LANG": "pt_PT"}, "pt-BR"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "pt_BR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "pt_BR", "LC_ALL": ""}, "pt-BR"),
        ({}, "en"),
    ],
)
def test_language_follows_the_locale(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language
