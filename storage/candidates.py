"""Candidates: versions that only a share of a channel's new conversations gets, on trial."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Named,
    Table,
    TypedColumns,
    bindparam,
    insert,
    select,
    text,
    update,
)

from storage import reviews
from storage.columns import NEVER_REUSED, CleanText, UtcDateTime, metadata, numbered, one_of
from storage.policy import Permission
from storage.rows import every, first, must, values_of
from storage.scope import permitted, require_own_name

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
    *one_of("ending", "promoted", "returned", "stopped"),
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
class NewCandidate:
    """Which version is to be tried where, on what share, and when the trial ends by itself."""

    channel: str
    flow_id: str
    version: int
    share_percent: int
    max_failed_percent: int
    max_abandoned_percent: int
    over_conversations: int
    began_by: str
    reason: str


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


@dataclass(frozen=True, slots=True)
class TrialEnd:
    """How a trial ended, who ended it and why."""

    ending: Ending
    ended_by: str
    ending_reason: str


_OF_CHANNEL = (
    select(candidates)
    .where(candidates.c.channel == bindparam("channel"))
    .order_by(candidates.c.id.desc())
)
_ON_TRIAL_THERE = _OF_CHANNEL.where(candidates.c.ended_at.is_(None))
_ON_TRIAL_ANYWHERE = (
    select(candidates).where(candidates.c.ended_at.is_(None)).order_by(candidates.c.channel)
)
_ADD = insert(candidates).returning(*candidates.c)
_END = (
    update(candidates)
    .where(candidates.c.id == bindparam("candidate_id"), candidates.c.ended_at.is_(None))
    .values({name: bindparam(name) for name in (*TrialEnd.__dataclass_fields__, "ended_at")})
    .returning(*candidates.c)
)


@permitted(Permission.PUBLISH)
def begin(tx: Connection, new: NewCandidate, *, now: datetime) -> Candidate:
    """Put an approved version on trial.

    Raises:
        Conflict: The channel has a trial already, or does not exist.
        Forbidden: `began_by` is another person than the one who acts.
        NotApproved: The version, or a sub-flow's that it is pinned to, is not approved.
        NotFound: There is no such version.
    """
    require_own_name(tx, new.began_by)
    reviews.require_approved(tx, new.flow_id, new.version)
    added = first(tx, _ADD, Candidate, **values_of(new), began_at=now)
    return must(added, "The new trial")


@permitted(Permission.PUBLISH)
def end(tx: Connection, candidate_id: int, how: TrialEnd, *, now: datetime) -> Candidate | None:
    """End a trial; None when it is over already.

    Raises:
        Forbidden: `how.ended_by` is another person than the one who acts.
    """
    require_own_name(tx, how.ended_by)
    return first(tx, _END, Candidate, candidate_id=candidate_id, ended_at=now, **values_of(how))


@permitted(Permission.READ_FLOWS)
def on_trial(tx: Connection, channel: str) -> Candidate | None:
    """Return what is on trial on the channel, or None."""
    return first(tx, _ON_TRIAL_THERE, Candidate, channel=channel)


@permitted(Permission.READ_FLOWS)
def list_on_trial(tx: Connection) -> list[Candidate]:
    """Return every trial that goes on, by channel."""
    return every(tx, _ON_TRIAL_ANYWHERE, Candidate)


@permitted(Permission.READ_FLOWS)
def history(tx: Connection, channel: str) -> list[Candidate]:
    """Return all trials that the channel ever had, newest first."""
    return every(tx, _OF_CHANNEL, Candidate, channel=channel)
