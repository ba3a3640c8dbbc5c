"""What may be published: an approved version that this installation can run."""

from sqlalchemy import Connection

from flow_runtime.checks import check
from flow_runtime.conversations.programs import load_version, load_workspace
from flow_runtime.errors import FlowInvalid
from flow_runtime.problems import Severity
from storage import reviews
from storage.channels import Channel


def require_fit(tx: Connection, flow_id: str, number: int, channel: Channel) -> None:
    """Let only a version pass that may go live on a channel.

    What it was checked with when it was handed in may be gone, such as a queue: so it is checked
    again.

    Raises:
        storage.errors.NotFound: There is no such version.
        storage.errors.NotApproved: It, or a sub-flow's that it is pinned to, is not approved.
        FlowInvalid: The checks find errors.
        flow_runtime.errors.UnknownReference: It does not match its hash.
    """
    reviews.require_approved(tx, flow_id, number)
    flow, pins = load_version(tx, flow_id, number)
    called = {name: load_version(tx, name, pinned)[0] for name, pinned in pins.items()}
    workspace = load_workspace(tx)
    found = check(flow, workspace=workspace, flows=called, channels=(channel.kind,))
    errors = [problem for problem in found if problem.severity is Severity.ERROR]
    if errors:
        raise FlowInvalid(errors)
