"""Help, documentation and start-up: what a newcomer meets first."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from flow_runtime.cli.application import app
from flow_runtime.cli.help_texts import PORTUGUESE, translate_help
from flow_runtime.settings import Settings
from tests.flow_runtime.cli.conftest import Call

DOCUMENTATION = Path(__file__).parents[3] / "docs" / "command-line.md"


def commands(command: Any, path: str = "fluxo") -> Iterator[tuple[str, Any]]:
    """Yield every command with its whole name; a group that does nothing itself is left out."""
    inner = getattr(command, "commands", {})
    if not inner or getattr(command, "invoke_without_command", False):
        yield path, command
    for name, part in inner.items():
        yield from commands(part, f"{path} {name}")


def every_help(command: Any) -> Iterator[str]:
    yield command.help
    yield from (part.help for part in command.params if getattr(part, "help", None))
    for inner in getattr(command, "commands", {}).values():
        yield from every_help(inner)


def test_documentation_lists_exactly_the_commands_there_are() -> None:
    written = re.findall(
        r"^\| `(fluxo(?: [a-z]+(?:-[a-z]+)*)+?)(?: [A-Z`-].*)?`? ?\|", _rows(), re.MULTILINE
    )
    assert sorted(written) == sorted(name for name, _ in commands(get_command(app)))


def test_documentation_explains_every_setting() -> None:
    explained = set(re.findall(r"`(FLUXO_[A-Z_]+)`", DOCUMENTATION.read_text(encoding="utf-8")))
    settings = {f"FLUXO_{name.upper()}" for name in Settings.model_fields}
    assert settings - explained == set()


def _rows() -> str:
    rows = DOCUMENTATION.read_text(encoding="utf-8").splitlines()
    return "\n".join(row for row in rows if row.startswith("| `fluxo "))


@pytest.mark.parametrize("path", [path for path, _ in commands(get_command(app))])
def test_every_command_has_help(fluxo: Call, path: str) -> None:
    result = fluxo(*path.split()[1:], "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout


def test_every_help_exists_in_portuguese_and_none_is_left_over() -> None:
    said = set(every_help(get_command(app)))
    assert said == set(PORTUGUESE)


def test_help_is_translated_in_place() -> None:
    command: Any = get_command(app)
    translate_help(command)
    assert command.commands["validate"].help.startswith("Confere fluxos")
    assert command.commands["ticket"].commands["list"].help.startswith("Lista os chamados")


@pytest.mark.parametrize(("language", "words"), [("pt_BR.UTF-8", "Confere"), ("C", "Check flows")])
def test_command_speaks_the_language_of_the_environment(language: str, words: str) -> None:
    process = subprocess.run(
        [sys.executable, "-m", "flow_runtime.cli", "validate", "--help"],
        env={"LANG": language, "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
    )
    assert words in process.stdout.decode()


def test_start_up_imports_nothing_heavy() -> None:
    program = (
        "import sys, flow_runtime.cli.application;"
        "heavy = {'sqlalchemy', 'fastapi', 'liquid', 'networkx', 'uvicorn', 'babel'};"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    process = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert process.stderr.decode() == ""
    assert process.returncode == 0


def test_unknown_command_is_a_wrong_call(fluxo: Call) -> None:
    result = fluxo("publsh")
    assert result.exit_code == 2
    assert "publish" in result.stderr
