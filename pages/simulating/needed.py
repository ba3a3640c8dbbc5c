"""Which variables a conversation needs that begins in the middle of a flow."""

from flow_runtime.checks.subject import make_subject
from flow_runtime.checks.unset import needed_from as needed_by
from flow_runtime.flow import Flow


def needed_from(flow: Flow, node_id: str) -> list[str]:
    """Return the variables that are used after a node and set before it; none at the start."""
    if flow.start is None or flow.start.id == node_id:
        return []
    return needed_by(make_subject(flow), node_id)
