"""For every code of the checks one flow that has the problem and one that has not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flow_runtime.checks import check
from flow_runtime.flow import Flow
from flow_runtime.loading import load_document
from flow_runtime.problems import Problem
from flow_runtime.workspace import Workspace
from tests.flow_runtime.building import WORKSPACE, NodeDocument, edges, node

Document = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A code, a document that has it and the same one without it."""

    code: str
    sick: Document
    healthy: Document
    name: str = ""
    workspace: Workspace | None = WORKSPACE
    flows: Mapping[str, Flow] | None = None
    channels: Sequence[str] = ("webchat",)
    at: str | None = None
    says: Sequence[str] = field(default=())

    def problems(self, document: Document) -> list[Problem]:
        """Return the problems of this case's code in a document."""
        found = check(
            load_document(document).flow,
            workspace=self.workspace,
            flows=self.flows,
            channels=self.channels,
        )
        return [problem for problem in found if problem.code == self.code]


def document(
    nodes: Sequence[NodeDocument],
    arrows: Sequence[str] = (),
    *,
    variables: Sequence[str | Mapping[str, Any]] = (),
    **fields: Any,
) -> Document:
    """Write a document with a start that leads to the first node and a goodbye named `end`."""
    return {
        "schema_version": 1,
        "id": "story",
        "name": "Story",
        "variables": [{"name": v} if isinstance(v, str) else dict(v) for v in variables],
        "nodes": [node("start", "start"), *nodes, node("end", "end", text="Tchau!")],
        "edges": edges(f"start.next>{nodes[0]['id']}", *arrows),
        **fields,
    }


def one(step: NodeDocument, *outcomes: str, **fields: Any) -> Document:
    """Write a document with one step between start and end, left by the outcomes."""
    return document([step], [f"{step['id']}.{outcome}>end" for outcome in outcomes], **fields)
