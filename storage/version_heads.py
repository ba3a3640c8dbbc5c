"""Version heads: what a list of versions shows of each, without its document."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from storage.policy import Permission
from storage.reviews import Verdict, decisions, submissions
from storage.rows import every
from storage.scope import permitted
from storage.versions import versions


@dataclass(frozen=True, slots=True)
class VersionHead:
    """A version without its document.

    `submitted_by` is None for one that nobody handed in, `verdict` while nobody decided.
    """

    flow_id: str
    number: int
    author: str
    created_at: datetime
    submitted_by: str | None
    verdict: Verdict | None


_VERDICT = (
    select(decisions.c.verdict)
    .where(decisions.c.flow_id == versions.c.flow_id, decisions.c.version == versions.c.number)
    .order_by(decisions.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_HEADS = (
    select(
        versions.c.flow_id,
        versions.c.number,
        versions.c.author,
        versions.c.created_at,
        submissions.c.submitted_by,
        _VERDICT.label("verdict"),
    )
    .outerjoin(
        submissions,
        (submissions.c.flow_id == versions.c.flow_id)
        & (submissions.c.version == versions.c.number),
    )
    .where(versions.c.flow_id == bindparam("flow_id"))
    .order_by(versions.c.number.desc())
)


@permitted(Permission.READ_FLOWS)
def list_heads(tx: Connection, flow_id: str) -> list[VersionHead]:
    """Return the versions of a flow without their documents, newest first."""
    return every(tx, _HEADS, VersionHead, flow_id=flow_id)
