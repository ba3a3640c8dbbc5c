"""From a draft, finished or not, to a program that can be talked to.

A draft with a block that is not finished yet can be talked to all the same: that block fails when
the conversation comes to it, and is shown with what the checks say of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flow_runtime.editing import Document
from flow_runtime.editing.draft_flow import draft_flow
from flow_runtime.errors import FlowInvalid
from flow_runtime.flow import Flow
from flow_runtime.loading import load_document
from flow_runtime.program import Program, compile_flow
from flow_runtime.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CompiledDraft:
    """A program and the document that it was made of."""

    document: Document
    program: Program

    @property
    def has_start(self) -> bool:
        """Whether a conversation can begin at all."""
        return self.program.flow.start is not None


def compiled(
    document: Document, *, workspace: Workspace, flows: Mapping[str, Flow]
) -> CompiledDraft:
    """Compile a draft with the flows that it may call."""
    subflows = {flow.id: compile_flow(flow, workspace=workspace) for flow in flows.values()}
    program = compile_flow(_flow_of(document), workspace=workspace, subflows=subflows)
    return CompiledDraft(document, program)


def _flow_of(document: Document) -> Flow:
    try:
        return load_document(document).flow
    except FlowInvalid:
        return draft_flow(document).flow
