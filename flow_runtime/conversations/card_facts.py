"""What is wrong with a draft, as the card of its flow counts it."""

from collections.abc import Mapping

from flow_runtime.checks import check
from flow_runtime.editing.documents import Document
from flow_runtime.errors import FlowInvalid
from flow_runtime.flow import Flow
from flow_runtime.loading import load_document
from flow_runtime.problems import Problem
from flow_runtime.workspace import Workspace


def problems_of(
    document: Document, *, workspace: Workspace, flows: Mapping[str, Flow]
) -> tuple[Problem, ...]:
    """Return what is wrong with a draft; never raises."""
    try:
        flow = load_document(document).flow
    except FlowInvalid as error:
        return error.problems
    return check(flow, workspace=workspace, flows=flows)
