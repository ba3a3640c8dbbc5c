"""Live versions: what a channel gives a new conversation, asked in one statement."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, bindparam, select

from storage.candidates import candidates
from storage.policy import Permission
from storage.prepared import Prepared
from storage.publications import publications
from storage.rows import first
from storage.scope import permitted


@dataclass(frozen=True, slots=True)
class LiveVersion:
    """What a channel publishes, and what a share of its new conversations tries, if anything."""

    flow_id: str
    version: int
    trial_id: int | None
    trial_flow_id: str | None
    trial_version: int | None
    trial_share_percent: int | None


_AT = Prepared(
    select(
        publications.c.flow_id,
        publications.c.version,
        candidates.c.id.label("trial_id"),
        candidates.c.flow_id.label("trial_flow_id"),
        candidates.c.version.label("trial_version"),
        candidates.c.share_percent,
    )
    .select_from(
        publications.outerjoin(
            candidates,
            and_(candidates.c.channel == publications.c.channel, candidates.c.ended_at.is_(None)),
        )
    )
    .where(publications.c.channel == bindparam("on_channel"), publications.c.ended_at.is_(None))
)


@permitted(Permission.RUN)
def at(tx: Connection, channel: str) -> LiveVersion | None:
    """Return what the channel publishes and tries now, or None when it publishes nothing."""
    return first(tx, _AT, LiveVersion, on_channel=channel)
