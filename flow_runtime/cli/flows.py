"""`fluxo validate`, `fluxo schema` and `fluxo understand`: looking at flows and answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from flow_runtime.cli.errors import CommandFailed
from flow_runtime.cli.speech import console, phrase, print_json, say, sentence_of

if TYPE_CHECKING:
    from rich.table import Table

    from flow_runtime.cli.flow_files import Folders
    from flow_runtime.flow import Flow
    from flow_runtime.problems import Problem

SCHEMA_FILE: Final = Path("docs/flow.schema.json")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What `validate` found in one file; `flow` is None when the file is no flow."""

    file: Path
    problems: tuple["Problem", ...]
    flow: "Flow | None" = None
    repairs: tuple[str, ...] = ()

    @property
    def has_error(self) -> bool:
        """Say whether one of the problems blocks publication."""
        return any(problem.severity == "error" for problem in self.problems)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(validate)
    app.command()(schema)
    app.command()(understand)


# -- validate ----------------------------------------------------------------------------------


def validate(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Flows, or folders.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
) -> None:
    """Check flows and say what is wrong, where, and the way out."""
    from flow_runtime.cli.flow_files import Folders, find_flows

    folders = Folders()
    checked = [check_file(file, folders) for file in find_flows(files)]
    if not checked:  # a wrong folder name must not pass for a sound flow
        raise CommandFailed(
            "Nenhum fluxo encontrado. Confira o nome da pasta.",
            "No flow was found. Check the folder's name.",
        )
    if as_json:
        print_json({"files": [_file_as_json(found) for found in checked]})
    else:
        _show(checked)
    failed = any(found.has_error or (strict and found.problems) for found in checked)
    raise typer.Exit(1 if failed else 0)


def check_file(path: Path, folders: "Folders") -> CheckedFile:
    """Load and check one file with the workspace and the flows of its folder; never raises."""
    from flow_runtime.checks import check
    from flow_runtime.cli.flow_files import read_flow
    from flow_runtime.errors import DocumentInvalid

    try:
        loaded = read_flow(path)
    except DocumentInvalid as invalid:
        return CheckedFile(path, invalid.problems)
    folder = path.absolute().parent
    try:
        workspace = folders.workspace(folder)
        known = folders.flows_known_to(loaded.flow, folder)
    except DocumentInvalid as invalid:
        return CheckedFile(path, invalid.problems, loaded.flow, loaded.repairs)
    found = check(loaded.flow, workspace=workspace, flows=known)
    return CheckedFile(path, found, loaded.flow, loaded.repairs)


def _file_as_json(found: CheckedFile) -> dict[str, object]:
    return {
        "file": str(found.file),
        "problems": [problem_as_json(problem) for problem in found.problems],
        "repairs": list(found.repairs),
    }


def problem_as_json(problem: "Problem") -> dict[str, object]:
    """Return a problem in the form that programs read; its keys never change their meaning."""
    fix = problem.fix
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "pointer": problem.pointer,
        "node": problem.node_id,
        "sentence": dict(problem.words),
        "fix": fix
        and {
            "operation": fix.operation,
            "arguments": dict(fix.arguments),
            "words": dict(fix.words),
        },
    }


def _show(checked: Sequence[CheckedFile]) -> None:
    for found in checked:
        if found.problems:
            console().print(_problem_table(found))
        else:
            say(f"✓ {found.file}: sem problemas", f"✓ {found.file}: no problems", style="green")
        for name in found.repairs:
            say(f"  (a posição de '{name}' foi corrigida)", f"  (the place of '{name}' was mended)")


def _problem_table(found: CheckedFile) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=str(found.file), title_justify="left", box=box.SIMPLE, show_lines=False)
    for heading in ("", phrase("Bloco", "Node"), phrase("Problema", "Problem")):
        table.add_column(heading, overflow="fold")
    table.add_column(phrase("Lugar", "Place"), overflow="fold", style="dim")
    for problem in found.problems:
        node = found.flow.node(problem.node_id) if found.flow and problem.node_id else None
        cells = (
            _severity_word(problem),
            node.name if node else problem.node_id or "",
            sentence_of(problem.words),
            f"{problem.pointer} [{problem.code}]".strip(),
        )
        style = "red" if problem.severity == "error" else "yellow"
        table.add_row(*(Text(cell) for cell in cells), style=style)
    return table


def _severity_word(problem: "Problem") -> str:
    words: Mapping[str, tuple[str, str]] = {
        "error": ("erro", "error"),
        "warning": ("aviso", "warning"),
    }
    return phrase(*words[str(problem.severity)])


# -- schema ------------------------------------------------------------------------------------


def schema(
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Compare with docs/flow.schema.json instead.")
    ] = False,
    output: Annotated[Path | None, typer.Option(help="Write to this file.")] = None,
) -> None:
    """Print the JSON Schema of the flow document, for editors and other programs."""
    from flow_runtime.schema import flow_schema_text

    text = flow_schema_text()
    if check:
        _compare(text, output or SCHEMA_FILE)
    elif output:
        output.write_text(text, encoding="utf-8")
    else:
        typer.echo(text, nl=False)


def _compare(text: str, file: Path) -> None:
    if not file.is_file() or file.read_text(encoding="utf-8") != text:
        raise CommandFailed(
            f"{file} não está em dia. Execute: fluxo schema --output {file}.",
            f"{file} is not current. Run: fluxo schema --output {file}.",
        )
    say(f"{file} está em dia.", f"{file} is current.")


# -- understand --------------------------------------------------------------------------------


def understand() -> None:
    """Understand answers: JSON lines in, the same lines with "value" or "reason" out."""
    import sys

    from flow_runtime.cli.answer_rows import understand_lines

    if not understand_lines(sys.stdin.buffer, sys.stdout.buffer):
        raise typer.Exit(1)
