"""Approved versions: what may be chosen to go live, without reading a single document."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.flows import flows
from storage.policy import Permission
from storage.reviews import decisions
from storage.rows import every
from storage.scope import permitted
from storage.versions import versions


@dataclass(frozen=True, slots=True)
class ApprovedVersion:
    """A version whose newest decision approved it, as lists show it."""

    flow_id: str
    flow_name: str
    version: int
    author: str
    comment: str
    approved_by: str
    approved_at: datetime


_newest = (
    select(func.max(decisions.c.id).label("id"))
    .group_by(decisions.c.flow_id, decisions.c.version)
    .subquery("newest")
)
_APPROVED = (
    select(
        versions.c.flow_id,
        flows.c.name,
        versions.c.number,
        versions.c.author,
        versions.c.comment,
        decisions.c.decided_by,
        decisions.c.decided_at,
    )
    .select_from(decisions)
    .join(_newest, _newest.c.id == decisions.c.id)
    .join(
        versions,
        (versions.c.flow_id == decisions.c.flow_id)
        & (versions.c.number == decisions.c.version)
        & (versions.c.sha256 == decisions.c.sha256),
    )
    .join(flows, flows.c.id == versions.c.flow_id)
    .where(decisions.c.verdict == "approved", flows.c.archived_at.is_(None))
    .order_by(flows.c.name, versions.c.flow_id, versions.c.number.desc())
)


@permitted(Permission.READ_FLOWS)
def list_approved(tx: Connection) -> list[ApprovedVersion]:
    """Return the approved versions by their flow's name, newest first; archived flows are left out.

    Whether the versions of the sub-flows are approved as well is asked when one goes live.
    """
    return every(tx, _APPROVED, ApprovedVersion)
