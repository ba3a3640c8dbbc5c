"""Drafts as programs that can be tested, finished or not, with the flows that they call."""

from sqlalchemy import Connection

from flow_runtime.conversations.drafting import Surroundings, as_document, surroundings
from flow_runtime.editing.documents import Document
from flow_runtime.editing.draft_flow import draft_flow
from flow_runtime.errors import FlowInvalid
from flow_runtime.flow import Flow
from flow_runtime.loading import load_document
from flow_runtime.problems import problem
from flow_runtime.program import Program, compile_flow
from storage import drafts


def program_of_draft(document: Document, around: Surroundings) -> Program:
    """Compile a draft with the flows that it calls, as `surroundings` found them.

    A block that is not finished fails when a conversation comes to it, as in the simulator.

    Raises:
        FlowInvalid: No conversation can begin: the draft has no start.
    """
    flow = _flow_of(document)
    called = {
        name: compile_flow(other, workspace=around.workspace)
        for name, other in around.flows.items()
        if name != flow.id
    }
    return compile_flow(flow, workspace=around.workspace, subflows=called)


def _flow_of(document: Document) -> Flow:
    try:
        flow = load_document(document).flow
    except FlowInvalid:
        flow = draft_flow(document).flow
    if flow.start is None:
        raise FlowInvalid(
            [
                problem(
                    "graph.start",
                    "O fluxo não tem início. Acrescente um bloco Início.",
                    "The flow has no start. Add a Start node.",
                )
            ]
        )
    return flow


def stored_program(tx: Connection, flow_id: str) -> Program:
    """Compile the draft of a flow as it is stored.

    Raises:
        FlowInvalid: No conversation can begin: the draft has no start.
        storage.errors.NotFound: There is no such flow, or it has no draft.
    """
    document = as_document(drafts.get(tx, flow_id).document)
    return program_of_draft(document, surroundings(tx, document))
