"""`fluxo import`: flows, their tests and a workspace from files into the database."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from flow_runtime.cli.opened import As, acting_person, opened_database, utc_now
from flow_runtime.cli.speech import say, warn
from flow_runtime.cli.testing import require_same_flow

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from flow_runtime.flow import Flow


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("import")(import_files)


def import_files(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Flows, workspace.yaml, or folders.")
    ],
    *,
    actor: As = None,
) -> None:
    """Store flows as drafts with their tests, and what a workspace offers; all or nothing."""
    found = _with_workspaces(files)
    with opened_database() as database, database.transaction() as tx:
        for file in found:
            _import(tx, file, author=acting_person(actor))
    _tell_errors(found)


def _with_workspaces(paths: list[Path]) -> list[Path]:
    """Return the files to import; what flows need comes before them."""
    from flow_runtime.cli.flow_files import WORKSPACE_NAMES, find_flows

    inside = [path / name for path in paths if path.is_dir() for name in WORKSPACE_NAMES]
    found = [*(path for path in inside if path.is_file()), *find_flows(paths)]
    return sorted(found, key=lambda path: path.name not in WORKSPACE_NAMES)


def _import(tx: "Connection", file: Path, *, author: str) -> None:
    from flow_runtime.cli.flow_files import WORKSPACE_NAMES, read_flow
    from flow_runtime.conversations.publishing import import_flow
    from flow_runtime.errors import DocumentInvalid

    if file.name in WORKSPACE_NAMES:
        _import_workspace(tx, file, author=author)
        return
    try:
        flow = read_flow(file).flow
    except DocumentInvalid:
        warn(f"{file} não foi importado:", f"{file} was not imported:")
        raise
    if _is_stored(tx, flow):
        say(f"{file}: fluxo '{flow.id}' sem mudanças", f"{file}: flow '{flow.id}' unchanged")
    else:
        import_flow(tx, flow, author=author, now=utc_now())
        say(f"{file}: fluxo '{flow.id}' importado", f"{file}: flow '{flow.id}' imported")
    _import_tests(tx, file, flow.id, author=author)


def _import_workspace(tx: "Connection", file: Path, *, author: str) -> None:
    """Store what a workspace offers, unless all of it is there: only some people may change it."""
    from flow_runtime.conversations.folders import is_offered
    from flow_runtime.conversations.setting_up import import_workspace
    from flow_runtime.library import read_workspace
    from storage import audit
    from storage.audit import NewAuditEntry

    workspace = read_workspace(file)
    if is_offered(tx, workspace):
        say(f"{file}: sem mudanças", f"{file}: unchanged")
        return
    ids = ", ".join(import_workspace(tx, workspace))
    entry = NewAuditEntry(author, "workspace.imported", ids, {})
    audit.append(tx, entry, now=utc_now())
    say(f"{file}: {ids}", f"{file}: {ids}")


def _is_stored(tx: "Connection", flow: "Flow") -> bool:
    """Say whether the draft is the flow already; importing it again would only note it again."""
    from flow_runtime.conversations.drafting import as_document
    from flow_runtime.flow import dump_flow
    from storage import drafts

    draft = drafts.find(tx, flow.id)
    return draft is not None and as_document(draft.document) == orjson.loads(dump_flow(flow))


def _import_tests(tx: "Connection", flow_file: Path, flow_id: str, *, author: str) -> None:
    """Store the tests that stand beside a flow's file, if any."""
    from flow_runtime.cli.flow_files import read_tests
    from flow_runtime.conversations.testing import export_tests, import_tests
    from flow_runtime.errors import DocumentInvalid
    from flow_runtime.library import tests_beside

    file = tests_beside(flow_file)
    if not file.is_file():
        return
    try:
        tests = read_tests(file)
    except DocumentInvalid:
        warn(f"{file} não foi importado:", f"{file} was not imported:")
        raise
    require_same_flow(file, tests.flow, flow_file, flow_id)
    if export_tests(tx, flow_id) == tests:
        say(f"{file}: testes sem mudanças", f"{file}: tests unchanged")
        return
    number = len(import_tests(tx, flow_id, tests, author=author, now=utc_now()))
    say(f"{file}: {number} testes de conversa", f"{file}: {number} conversation tests")


def _tell_errors(files: list[Path]) -> None:
    """Say in one line a file which of the drafts could not be published as they are."""
    from flow_runtime.cli.flow_files import WORKSPACE_NAMES, Folders
    from flow_runtime.cli.flows import check_file

    folders = Folders()
    for file in files:
        if file.name in WORKSPACE_NAMES:
            continue
        count = sum(found.severity == "error" for found in check_file(file, folders).problems)
        if count:
            warn(
                f"{file}: erros a corrigir antes de publicar: {count}. Veja: fluxo validate {file}",
                f"{file}: errors to mend before publishing: {count}. See: fluxo validate {file}",
            )
