"""What the panels and the outline ask of the desk on which a draft lies."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from flow_runtime.editing import Change, Document
from flow_runtime.problems import Problem
from flow_runtime.workspace import Workspace
from pages.texts import Language


class Examined(Protocol):
    """The result of the newest finished examination."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, in a stable order."""


class Desk(Protocol):
    """One draft being edited; every `apply` is one step that can be undone."""

    flow_id: str
    flows: Mapping[str, str]
    selection: tuple[str, ...]
    read_only: bool
    language: Language

    @property
    def document(self) -> Document:
        """The newest document."""

    @property
    def examination(self) -> Examined:
        """The newest finished examination, perhaps of an earlier document."""

    @property
    def workspace(self) -> Workspace:
        """Queues, calendars and connections of the installation."""

    def apply(self, kind: str, changes: Sequence[Change]) -> None:
        """Make one gesture's changes."""

    def focus(self, node_id: str) -> None:
        """Select a node and bring it into sight."""
