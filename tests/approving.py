"""Versions that another person approved, for tests of what comes after a review."""

from datetime import datetime

from sqlalchemy import Connection, insert

from flow_runtime.conversations.publishing import freeze_flow, import_flow
from flow_runtime.flow import Flow
from storage.reviews import decisions
from storage.versions import Version


def approved_version(tx: Connection, flow: Flow, *, now: datetime) -> Version:
    """Import a flow as Ana's, freeze it, and approve it as Bia."""
    version = frozen_version(tx, flow, now=now)
    decide(tx, version, "approved", now=now)
    return version


def frozen_version(tx: Connection, flow: Flow, *, now: datetime) -> Version:
    """Import a flow as Ana's and freeze it; nobody has approved it."""
    import_flow(tx, flow, author="ana", now=now)
    return freeze_flow(tx, flow.id, author="ana", now=now)


def decide(tx: Connection, version: Version, verdict: str, *, now: datetime) -> None:
    """Write Bia's decision down."""
    row = {
        "flow_id": version.flow_id,
        "version": version.number,
        "sha256": version.sha256,
        "verdict": verdict,
        "reason": "",
        "decided_by": "bia",
        "decided_at": now,
        "by_author": False,
    }
    tx.execute(insert(decisions), row)
