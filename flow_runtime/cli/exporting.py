"""`fluxo export`: drafts as files, one by one or as a folder for version control."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flow_runtime.cli.opened import opened_database
from flow_runtime.cli.speech import phrase, say, sentence_of, warn

if TYPE_CHECKING:
    from flow_runtime.conversations.folders import ExportedFile, ExportedFolder
    from flow_runtime.scripts import ScriptDocument


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("export")(export)


def export(
    flow_id: Annotated[str | None, typer.Argument(metavar="ID")] = None,
    *,
    output: Annotated[Path | None, typer.Option(help="Write to this file.")] = None,
    folder: Annotated[
        Path | None,
        typer.Option(help="Write the flow, or all of them, with tests and workspace, into it."),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="With --folder: write nothing, exit with 1 if it differs."),
    ] = False,
) -> None:
    """Print the draft of a flow as JSON, or write flows with their tests as files."""
    if folder is not None:
        _export_folder(folder, flow_id, check=check)
    elif flow_id is None:
        raise typer.BadParameter(phrase("ID ou --folder", "ID or --folder"))
    else:
        _export_one(flow_id, output)


# -- one ---------------------------------------------------------------------------------------


def _export_one(flow_id: str, output: Path | None) -> None:
    from flow_runtime.conversations import publishing, testing
    from flow_runtime.flow import dump_flow

    with opened_database() as database, database.read() as tx:
        document = dump_flow(publishing.export_flow(tx, flow_id))
        tests = testing.export_tests(tx, flow_id)
    if output is None:
        typer.echo(document, nl=False)
        return
    output.write_bytes(document)
    say(f"Fluxo gravado em {output}.", f"Flow written to {output}.")
    if tests is not None:
        _write_tests(tests, output)


def _write_tests(tests: "ScriptDocument", flow_file: Path) -> None:
    from flow_runtime.library import tests_beside
    from flow_runtime.scripts import dump_script

    file = tests_beside(flow_file)
    file.write_text(dump_script(tests), encoding="utf-8", newline="\n")
    say(f"Testes gravados em {file}.", f"Tests written to {file}.")


# -- a folder ----------------------------------------------------------------------------------


def _export_folder(folder: Path, flow_id: str | None, *, check: bool) -> None:
    from flow_runtime.conversations.folders import export_folder

    with opened_database() as database, database.read() as tx:
        exported = export_folder(tx, [flow_id] if flow_id is not None else [])
    changed = [file for file in exported.files if _bytes_of(folder / file.name) != file.content]
    if not check:
        folder.mkdir(parents=True, exist_ok=True)
        for file in changed:
            _put(folder / file.name, file.content)
    _tell(folder, exported, changed, check=check)
    if flow_id is None:
        _tell_strangers(folder, exported)
    raise typer.Exit(1 if exported.left_out or (check and changed) else 0)


def _bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _put(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)


def _tell(
    folder: Path, exported: "ExportedFolder", changed: "list[ExportedFile]", *, check: bool
) -> None:
    for file in changed:
        if check:
            line = (f"{folder / file.name} é outro", f"{folder / file.name} differs")
        elif file.content is None:
            line = (f"{folder / file.name} apagado", f"{folder / file.name} removed")
        else:
            line = (f"{folder / file.name} gravado", f"{folder / file.name} written")
        say(*line)
    if not changed:
        say(f"{folder} está em dia.", f"{folder} is up to date.")
    for flow_id, error in exported.left_out:
        reason = sentence_of(error.words)
        warn(
            f"O fluxo '{flow_id}' ainda não está pronto e ficou de fora: {reason}",
            f"The flow '{flow_id}' is not finished and was left out: {reason}",
        )


def _tell_strangers(folder: Path, exported: "ExportedFolder") -> None:
    """Name the files of flows that are not here any more; whoever keeps the folder decides."""
    from flow_runtime.cli.flow_files import WORKSPACE_NAMES

    known = {file.name for file in exported.files if file.content is not None}
    kept = {f"{flow_id}.json" for flow_id, _ in exported.left_out}
    found = sorted(file.name for file in folder.glob("*.json")) if folder.is_dir() else []
    for name in found:
        if name not in known | kept | set(WORKSPACE_NAMES):
            warn(
                f"{folder / name} não é de nenhum fluxo daqui: apague-o se o fluxo foi arquivado.",
                f"{folder / name} is no flow's of here: delete it if its flow was archived.",
            )
