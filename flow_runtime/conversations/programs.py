"""Programs of published versions, compiled once and kept."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import orjson
from sqlalchemy import Connection

from flow_runtime.errors import UnknownReference
from flow_runtime.flow import Flow, document_sha256
from flow_runtime.limits import MAX_KEPT_PROGRAMS
from flow_runtime.loading import load_document
from flow_runtime.program import Program, compile_flow
from flow_runtime.workspace import Workspace
from storage import calendars, connections, queues, versions

_WORKSPACE_KEPT_S: Final = 5.0


def load_workspace(tx: Connection) -> Workspace:
    """Return the installation's queues, calendars and connections as they are stored now."""
    document = {
        "queues": [
            {"id": queue.id, "name": queue.name, "level": queue.level, "calendar": queue.calendar}
            for queue in queues.list_queues(tx)
        ],
        "calendars": [calendar.definition for calendar in calendars.list_calendars(tx)],
        "connections": [item.definition for item in connections.list_connections(tx)],
    }
    return Workspace.model_validate_json(orjson.dumps(document, default=dict))


def load_version(tx: Connection, flow_id: str, number: int) -> tuple[Flow, dict[str, int]]:
    """Return a stored version and the versions of the sub-flows that it is pinned to.

    Raises:
        UnknownReference: The version was changed behind our back: its hash does not match.
        storage.errors.NotFound: There is no such version.
    """
    version = versions.get(tx, flow_id, number)
    document = orjson.loads(orjson.dumps(version.document, default=dict))
    if document_sha256(document) != version.sha256:
        raise UnknownReference(
            f"Version {number} of '{flow_id}' does not match its hash and is not run. "
            "Publish another version, or restore the database from a backup.",
            pt=f"A versão {number} de '{flow_id}' não confere com seu hash e não é executada. "
            "Publique outra versão, ou restaure o banco de dados de uma cópia.",
        )
    flow = load_document(document).flow
    return flow, {str(key): int(str(pinned)) for key, pinned in version.pins.items()}


@dataclass(slots=True)
class Programs:
    """A cache of compiled versions; what the installation offers is read again every 5 s."""

    monotonic: Callable[[], float] = time.monotonic
    _workspace: Workspace | None = None
    _read_at: float = 0.0
    max_kept: int = MAX_KEPT_PROGRAMS
    _compiled: dict[tuple[str, int], Program] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, tx: Connection, flow_id: str, number: int) -> Program:
        """Return the program of a version, with its sub-flows in the versions it is pinned to."""
        workspace = self._current_workspace(tx)
        program = self._compiled.get((flow_id, number))
        if program is None:
            program = _compile_version(tx, flow_id, number, workspace)
            self._keep((flow_id, number), program)
        return program

    def _keep(self, key: tuple[str, int], program: Program) -> None:
        """Keep a program; the longest kept gives way, and is compiled again if it is needed."""
        with self._lock:
            if len(self._compiled) >= self.max_kept:
                del self._compiled[next(iter(self._compiled))]
            self._compiled[key] = program

    def _current_workspace(self, tx: Connection) -> Workspace:
        age_s = self.monotonic() - self._read_at
        if self._workspace is None or age_s > _WORKSPACE_KEPT_S:
            workspace = load_workspace(tx)
            if workspace != self._workspace:
                with self._lock:
                    self._compiled.clear()
            self._workspace, self._read_at = workspace, self.monotonic()
        return self._workspace


def _compile_version(tx: Connection, flow_id: str, number: int, workspace: Workspace) -> Program:
    flow, pins = load_version(tx, flow_id, number)
    called = {
        pinned_id: compile_flow(
            load_version(tx, pinned_id, pinned)[0], version=pinned, workspace=workspace
        )
        for pinned_id, pinned in pins.items()
    }
    return compile_flow(flow, version=number, workspace=workspace, subflows=called)
