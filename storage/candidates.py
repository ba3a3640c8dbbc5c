"""Candidates: versions that only a share of a channel's new conversations gets, on trial."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Named,
    Table,
    TypedColumns,
    text,
)

from storage.columns import NEVER_REUSED, CleanText, UtcDateTime, metadata, numbered, one_of

Ending: TypeAlias = Literal["promoted", "returned", "stopped"]


class CandidateColumns(TypedColumns):
    """The columns of `candidates`; on trial while `ended_at` is empty.

    The trial ends by itself (`returned`) when, over the last `over_conversations` conversations
    that ended, more than `max_failed_percent` failed or `max_abandoned_percent` were abandoned.
    """

    id = numbered()
    channel: Named[str] = Column(ForeignKey("channels.name"))
    flow_id: Named[str]
    version: Named[int]
    share_percent: Named[int]
    max_failed_percent: Named[int]
    max_abandoned_percent: Named[int]
    over_conversations: Named[int]
    began_at: Named[datetime] = Column(UtcDateTime)
    began_by: Named[str] = Column(CleanText)
    reason: Named[str] = Column(CleanText)
    ended_at: Named[datetime | None] = Column(UtcDateTime)
    ended_by: Named[str | None] = Column(CleanText)
    ending: Named[str | None]
    ending_reason: Named[str | None] = Column(CleanText)


_ON_TRIAL = text("ended_at IS NULL")

candidates = Table(
    "candidates",
    metadata,
    CandidateColumns,
    ForeignKeyConstraint(["flow_id", "version"], ["versions.flow_id", "versions.number"]),
    CheckConstraint("share_percent BETWEEN 1 AND 99", name="share_percent"),
    one_of("ending", "promoted", "returned", "stopped"),
    Index("ix_candidates_flow_id_version", "flow_id", "version"),
    Index(
        "uq_candidates_on_trial",
        "channel",
        unique=True,
        sqlite_where=_ON_TRIAL,
        postgresql_where=_ON_TRIAL,
    ),
    **NEVER_REUSED,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version on trial on a channel, or one whose trial is over."""

    id: int
    channel: str
    flow_id: str
    version: int
    share_percent: int
    max_failed_percent: int
    max_abandoned_percent: int
    over_conversations: int
    began_at: datetime
    began_by: str
    reason: str
    ended_at: datetime | None
    ended_by: str | None
    ending: Ending | None
    ending_reason: str | None
