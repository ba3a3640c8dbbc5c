"""The flows of an installation as the files of a folder: for version control, for another machine.

One file a flow, its tests beside it, one workspace; the same content always gives the same bytes,
and what is imported from such a folder is exported to it again unchanged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from flow_runtime.conversations.programs import load_workspace
from flow_runtime.conversations.publishing import export_flow
from flow_runtime.conversations.testing import export_tests
from flow_runtime.errors import DocumentInvalid
from flow_runtime.flow import dump_flow
from flow_runtime.library import WORKSPACE_FILE, dump_workspace, tests_beside
from flow_runtime.scripts import dump_script
from flow_runtime.workspace import Workspace
from storage import flows

_WORKSPACE_ID: Final = "workspace"


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file and what is in it; None where there is to be no such file."""

    name: str
    content: bytes | None


@dataclass(frozen=True, slots=True)
class ExportedFolder:
    """The files of a folder by name, and which flows cannot be written yet, with the reason."""

    files: tuple[ExportedFile, ...]
    left_out: tuple[tuple[str, DocumentInvalid], ...]


def export_folder(tx: Connection, flow_ids: Sequence[str] = ()) -> ExportedFolder:
    """Return the drafts of flows with their tests, and the workspace, as files.

    Args:
        tx: A transaction.
        flow_ids: The flows; without any, all that are not archived.

    Raises:
        UnknownReference: There is no such flow.
    """
    files: list[ExportedFile] = []
    left_out: list[tuple[str, DocumentInvalid]] = []
    for flow_id in flow_ids or [flow.id for flow in flows.list_flows(tx)]:
        try:
            files += _files_of(tx, flow_id)
        except DocumentInvalid as error:
            left_out.append((flow_id, error))
    workspace = load_workspace(tx)
    is_empty = workspace == Workspace()
    content = None if is_empty else dump_workspace(workspace).encode()
    files.append(ExportedFile(WORKSPACE_FILE, content))
    return ExportedFolder(
        tuple(sorted(files, key=lambda file: file.name)), tuple(sorted(left_out, key=_id_of))
    )


def _id_of(left_out: tuple[str, DocumentInvalid]) -> str:
    return left_out[0]


def _files_of(tx: Connection, flow_id: str) -> Iterator[ExportedFile]:
    flow = dump_flow(export_flow(tx, flow_id))
    tests = export_tests(tx, flow_id)
    name = file_name(flow_id)
    yield ExportedFile(name, flow)
    written = dump_script(tests).encode() if tests is not None else None
    yield ExportedFile(tests_beside(Path(name)).name, written)


def file_name(flow_id: str) -> str:
    """Return the name of a flow's file; one that would be taken for a workspace gets another."""
    return f"{flow_id}.flow.json" if flow_id == _WORKSPACE_ID else f"{flow_id}.json"


def is_offered(tx: Connection, workspace: Workspace) -> bool:
    """Say whether the installation offers all of a workspace already, as it is written."""
    known = load_workspace(tx)
    return (
        _all_in(workspace.queues, known.queues)
        and _all_in(workspace.calendars, known.calendars)
        and _all_in(workspace.connections, known.connections)
    )


def _all_in(wanted: Sequence[object], known: Sequence[object]) -> bool:
    return all(item in known for item in wanted)
