"""Flows in files: a flow, the workspace beside it, and the flows that it calls from its folder."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from flow_runtime.errors import DocumentInvalid, FlowInvalid
from flow_runtime.flow import Flow
from flow_runtime.library import TESTS_SUFFIX, WORKSPACE_FILE, read_workspace
from flow_runtime.limits import MAX_DOCUMENT_BYTES
from flow_runtime.loading import LoadedFlow, load_flow
from flow_runtime.problems import Problem, problem
from flow_runtime.program import Program, compile_flow
from flow_runtime.scripts import ScriptDocument, load_script
from flow_runtime.workspace import Workspace

WORKSPACE_NAMES: Final = (WORKSPACE_FILE, "workspace.json")
_MAX_FILES: Final = 2_000
_REASONS: Final[Mapping[type[Exception], tuple[str, str]]] = {
    FileNotFoundError: ("não existe", "it does not exist"),
    PermissionError: ("sem permissão", "no permission"),
}


def find_flows(paths: Sequence[Path]) -> list[Path]:
    """Return the files that are named, and the flows in the folders that are named, in order."""
    found = (file for path in paths for file in _flows_at(path))
    return list(dict.fromkeys(found))[:_MAX_FILES]


def _flows_at(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*.json")):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if file.is_file() and file.name not in WORKSPACE_NAMES and not hidden:
            yield file


def read_bounded(path: Path) -> bytes:
    """Return a file's bytes, at most one more than a document may have.

    Raises:
        FlowInvalid: The file cannot be read.
    """
    try:
        if path.exists() and not path.is_file():
            raise FlowInvalid([_unreadable(path, "não é um arquivo", "is no file")])
        with path.open("rb") as file:
            return file.read(MAX_DOCUMENT_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        pt, en = _REASONS.get(type(error), ("erro do sistema", reason))
        raise FlowInvalid([_unreadable(path, pt, en)]) from None


def _unreadable(path: Path, pt: str, en: str) -> Problem:
    return problem(
        "file.unreadable",
        f"Não consegui ler '{path}' ({pt}). Confira o nome e as permissões.",
        f"'{path}' cannot be read ({en}). Check its name and permissions.",
    )


def read_flow(path: Path) -> LoadedFlow:
    """Read a flow from a file.

    Raises:
        FlowInvalid: The file cannot be read or is no flow.
    """
    return load_flow(read_bounded(path))


def read_tests(path: Path) -> ScriptDocument:
    """Read conversation tests from a file.

    Raises:
        DocumentInvalid: The file cannot be read or holds no tests.
    """
    return load_script(read_bounded(path))


# -- the folder --------------------------------------------------------------------------------


class Folders:
    """What stands beside flows, each folder read once and only when it is needed."""

    def __init__(self) -> None:
        self._workspaces: dict[Path, Workspace | None] = {}
        self._flows: dict[Path, Mapping[str, Flow]] = {}
        self._tests: dict[Path, Mapping[str, ScriptDocument]] = {}

    def workspace(self, folder: Path) -> Workspace | None:
        """Return the workspace of a folder, or None where there is none.

        Raises:
            DocumentInvalid: There is one, and it is wrong.
        """
        if folder not in self._workspaces:
            files = [folder / name for name in WORKSPACE_NAMES if (folder / name).is_file()]
            self._workspaces[folder] = read_workspace(files[0]) if files else None
        return self._workspaces[folder]

    def flows(self, folder: Path) -> Mapping[str, Flow]:
        """Return the flows of a folder by id; files that are no flows are left out."""
        if folder not in self._flows:
            self._flows[folder] = dict(_readable_flows(folder))
        return self._flows[folder]

    def tests(self, folder: Path) -> Mapping[str, ScriptDocument]:
        """Return the tests of a folder by their flow's id; files that hold none are left out."""
        if folder not in self._tests:
            self._tests[folder] = dict(_readable_tests(folder))
        return self._tests[folder]

    def flows_known_to(self, flow: Flow, folder: Path) -> Mapping[str, Flow] | None:
        """Return the flows that a flow may call; None when it calls none, so none need be read."""
        if not flow.called_flows():
            return None
        return {**self.flows(folder), flow.id: flow}

    def program(self, flow: Flow, folder: Path) -> Program:
        """Compile a flow with the workspace of a folder and the flows that it calls.

        Raises:
            DocumentInvalid: The workspace is not valid.
        """
        workspace = self.workspace(folder)
        known = self.flows_known_to(flow, folder) or {}
        called = {
            other.id: compile_flow(other, workspace=workspace) for other in _all_called(flow, known)
        }
        return compile_flow(flow, workspace=workspace, subflows=called)


def compile_file(path: Path) -> Program:
    """Compile the flow of a file with what stands in its folder.

    Raises:
        DocumentInvalid: The file, or its workspace, is not valid.
    """
    return Folders().program(read_flow(path).flow, path.absolute().parent)


def _readable_flows(folder: Path) -> Iterator[tuple[str, Flow]]:
    for file in sorted(folder.glob("*.json"))[:_MAX_FILES]:
        with suppress(DocumentInvalid):
            flow = read_flow(file).flow
            yield flow.id, flow


def _readable_tests(folder: Path) -> Iterator[tuple[str, ScriptDocument]]:
    for file in sorted(folder.glob(f"*{TESTS_SUFFIX}"))[:_MAX_FILES]:
        with suppress(DocumentInvalid):
            tests = read_tests(file)
            yield tests.flow, tests


def _all_called(flow: Flow, known: Mapping[str, Flow]) -> Iterator[Flow]:
    waiting, seen = flow.called_flows(), {flow.id}
    while waiting:
        flow_id = waiting.pop()
        if flow_id in seen or flow_id not in known:
            continue
        seen.add(flow_id)
        yield known[flow_id]
        waiting += known[flow_id].called_flows()
