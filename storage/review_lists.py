"""What waits for a review: the list that approvers begin with."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, func, select

from storage.flows import flows
from storage.policy import Permission
from storage.reviews import decisions, submissions
from storage.rows import every
from storage.scope import permitted
from storage.versions import versions


@dataclass(frozen=True, slots=True)
class Waiting:
    """A version that waits for a decision, as lists show it."""

    flow_id: str
    flow_name: str
    version: int
    author: str
    comment: str
    submitted_by: str
    submitted_at: datetime
    sha256: str


_later = submissions.alias("later")
_IS_DECIDED = exists().where(
    decisions.c.flow_id == submissions.c.flow_id, decisions.c.version == submissions.c.version
)
_IS_REPLACED = exists().where(
    _later.c.flow_id == submissions.c.flow_id, _later.c.version > submissions.c.version
)
_WAITING = (
    select(
        submissions.c.flow_id,
        flows.c.name,
        submissions.c.version,
        versions.c.author,
        versions.c.comment,
        submissions.c.submitted_by,
        submissions.c.submitted_at,
        versions.c.sha256,
    )
    .join(flows, flows.c.id == submissions.c.flow_id)
    .join(
        versions,
        (versions.c.flow_id == submissions.c.flow_id)
        & (versions.c.number == submissions.c.version),
    )
    .where(flows.c.archived_at.is_(None), ~_IS_DECIDED, ~_IS_REPLACED)
    .order_by(submissions.c.submitted_at, submissions.c.flow_id)
)
_NUMBER_WAITING = select(func.count()).select_from(_WAITING.subquery())


@permitted(Permission.READ_FLOWS)
def list_waiting(tx: Connection) -> list[Waiting]:
    """Return what waits for a decision, the longest first.

    A version that a newer one of its flow followed no longer waits, nor does an archived flow's.
    """
    return every(tx, _WAITING, Waiting)


@permitted(Permission.READ_FLOWS)
def number_waiting(tx: Connection) -> int:
    """Return how many versions `list_waiting` would list."""
    return int(tx.execute(_NUMBER_WAITING).scalar_one())
