"""From a file to a channel: import a draft, publish a version of it, roll back.

Between them stand freezing.py, which makes a version, and reviewing/, which approves it; what
customers get is releasing/.
"""

from datetime import datetime

import orjson
from sqlalchemy import Connection

from flow_runtime.conversations.drafting import save_draft
from flow_runtime.conversations.releasing import publish as publish_flow
from flow_runtime.conversations.releasing import roll_back
from flow_runtime.errors import UnknownReference
from flow_runtime.flow import Flow, dump_flow
from flow_runtime.loading import load_flow
from storage import audit, drafts, flows
from storage.audit import NewAuditEntry

__all__ = ["export_flow", "import_flow", "publish_flow", "roll_back"]


def import_flow(tx: Connection, flow: Flow, *, author: str, now: datetime) -> None:
    """Store a flow as a draft; a draft with the same id is replaced, its versions stay."""
    record = flows.Flow(
        id=flow.id,
        name=flow.name,
        objective=flow.objective,
        category=flow.category,
        folder="",
        created_at=now,
        created_by=author,
    )
    flows.create_if_missing(tx, record)
    known = drafts.find(tx, flow.id)
    save_draft(
        tx,
        flow.id,
        document=orjson.loads(dump_flow(flow)),
        expected_revision=known.revision if known else 0,
        author=author,
        now=now,
    )
    _write_down(tx, author, "flow.imported", flow.id, now)


def export_flow(tx: Connection, flow_id: str) -> Flow:
    """Return the draft of a flow.

    Raises:
        UnknownReference: There is no such flow.
    """
    draft = drafts.find(tx, flow_id)
    if draft is None:
        known = ", ".join(flow.id for flow in flows.list_flows(tx))
        raise UnknownReference(
            f"There is no flow '{flow_id}'. The flows here are: "
            f"{known or 'none yet; store one with fluxo import'}.",
            pt=f"Não há fluxo '{flow_id}'. Os fluxos daqui são: "
            f"{known or 'nenhum ainda; guarde um com fluxo import'}.",
        )
    return load_flow(orjson.dumps(draft.document, default=dict)).flow


def _write_down(tx: Connection, actor: str, action: str, subject: str, now: datetime) -> None:
    audit.append(tx, NewAuditEntry(actor, action, subject, {}), now=now)
