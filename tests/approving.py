"""Versions that another person approved, for tests of what comes after a review."""

from datetime import datetime

from sqlalchemy import Connection

from flow_runtime.conversations.delivering import deliver_version
from flow_runtime.conversations.freezing import freeze_flow
from flow_runtime.conversations.publishing import import_flow
from flow_runtime.conversations.reviewing import approve, send_back
from flow_runtime.flow import Flow
from storage.versions import Version


def approved_version(tx: Connection, flow: Flow, *, now: datetime) -> Version:
    """Import a flow as Ana's, freeze it, and approve it as Bia."""
    import_flow(tx, flow, author="ana", now=now)
    return deliver_version(tx, flow.id, author="ana", approver="bia", now=now)


def frozen_version(tx: Connection, flow: Flow, *, now: datetime) -> Version:
    """Import a flow as Ana's and freeze it; nobody has approved it."""
    import_flow(tx, flow, author="ana", now=now)
    return freeze_flow(tx, flow.id, author="ana", now=now)


def decide(tx: Connection, version: Version, verdict: str, *, now: datetime) -> None:
    """Write Bia's decision down."""
    deed = approve if verdict == "approved" else send_back
    deed(
        tx,
        version.flow_id,
        version.number,
        sha256=version.sha256,
        author="bia",
        reason="porque sim",
        now=now,
    )
