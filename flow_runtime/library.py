"""A folder of flows: `NAME.json`, `NAME.tests.yaml` beside it and one `workspace.yaml`.

The one reader of such folders, for the command line and for tests. A sub-flow is found by its id
in the same folder.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson
from pydantic import ValidationError

from flow_runtime.errors import UnknownReference, WorkspaceInvalid
from flow_runtime.flow import Flow
from flow_runtime.loading import load_flow
from flow_runtime.model_problems import problems_of
from flow_runtime.program import Program, compile_flow
from flow_runtime.scripts import ScriptDocument, load_script
from flow_runtime.scripts.reading import read_yaml
from flow_runtime.scripts.writing import write_yaml
from flow_runtime.workspace import Workspace

WORKSPACE_FILE: Final = "workspace.yaml"
TESTS_SUFFIX: Final = ".tests.yaml"


@dataclass(frozen=True, slots=True)
class Library:
    """The flows of a folder by their id, with their files and what the installation offers."""

    flows: Mapping[str, Flow]
    files: Mapping[str, Path]
    workspace: Workspace

    def program(self, flow_id: str) -> Program:
        """Compile a flow together with every other flow of the folder, which it may call.

        Raises:
            UnknownReference: The folder has no flow with this id.
        """
        flow = self.flows.get(flow_id)
        if flow is None:
            raise UnknownReference(
                f"There is no flow '{flow_id}' here. Check the name.",
                pt=f"Não há fluxo '{flow_id}' aqui. Confira o nome.",
            )
        subflows = {
            other.id: compile_flow(other, workspace=self.workspace) for other in self.flows.values()
        }
        return compile_flow(flow, workspace=self.workspace, subflows=subflows)

    def tests(self, flow_id: str) -> ScriptDocument | None:
        """Read the tests that stand beside a flow, or None when there are none.

        Raises:
            ScriptInvalid: The file is no valid file of tests.
        """
        path = tests_beside(self.files[flow_id])
        return load_script(path.read_bytes()) if path.exists() else None


def tests_beside(flow_file: Path) -> Path:
    """Return where the tests of a flow's file stand."""
    return flow_file.with_name(flow_file.stem + TESTS_SUFFIX)


def read_library(folder: Path) -> Library:
    """Read every flow of a folder, and its workspace.

    Raises:
        FlowInvalid: A file is no valid flow.
        WorkspaceInvalid: The workspace is not valid.
        OSError: A file cannot be read.
    """
    files: dict[str, Path] = {}
    flows: dict[str, Flow] = {}
    for path in sorted(folder.glob("*.json")):
        flow = load_flow(path.read_bytes()).flow
        flows[flow.id], files[flow.id] = flow, path
    return Library(flows, files, read_workspace(folder / WORKSPACE_FILE))


def dump_workspace(workspace: Workspace) -> str:
    """Return a workspace as YAML that `read_workspace` reads back; everything by its id."""
    ordered = Workspace(
        queues=tuple(sorted(workspace.queues, key=lambda queue: queue.id)),
        calendars=tuple(sorted(workspace.calendars, key=lambda calendar: calendar.id)),
        connections=tuple(sorted(workspace.connections, key=lambda item: item.id)),
    )
    return write_yaml(ordered.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def read_workspace(path: Path) -> Workspace:
    """Read a workspace file; without one the workspace is empty.

    Raises:
        ScriptInvalid: The file is no YAML, or uses what is not accepted in it.
        WorkspaceInvalid: It is no valid workspace.
    """
    if not path.exists():
        return Workspace()
    value = read_yaml(path.read_bytes(), lambda place: place[-1:] == ("date",)).value
    document = value if isinstance(value, dict) else {}
    try:
        return Workspace.model_validate_json(orjson.dumps(value or {}))
    except ValidationError as error:
        raise WorkspaceInvalid(problems_of(error, document)) from None
