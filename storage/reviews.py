"""Reviews: versions that wait for approval, and what was decided about them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import (
    JSON,
    Column,
    ForeignKeyConstraint,
    Index,
    Named,
    Table,
    TypedColumns,
)

from storage.columns import (
    NEVER_REUSED,
    CleanText,
    JsonObject,
    UtcDateTime,
    metadata,
    numbered,
    one_of,
)

Verdict: TypeAlias = Literal["approved", "sent_back"]


class SubmissionColumns(TypedColumns):
    """The columns of `submissions`; `findings` holds the warnings, `tests` what the tests said."""

    flow_id: Named[str] = Column(primary_key=True)
    version: Named[int] = Column(primary_key=True, autoincrement=False)
    submitted_by: Named[str] = Column(CleanText)
    submitted_at: Named[datetime] = Column(UtcDateTime)
    warnings_reason: Named[str] = Column(CleanText)
    findings: Named[JsonObject] = Column(JSON)
    tests: Named[JsonObject] = Column(JSON)


class DecisionColumns(TypedColumns):
    """The columns of `decisions`; bound to the hash, only added to, the newest counts."""

    id = numbered()
    flow_id: Named[str]
    version: Named[int]
    sha256: Named[str]
    verdict: Named[str]
    reason: Named[str] = Column(CleanText)
    decided_by: Named[str] = Column(CleanText)
    decided_at: Named[datetime] = Column(UtcDateTime)
    by_author: Named[bool]


submissions = Table(
    "submissions",
    metadata,
    SubmissionColumns,
    ForeignKeyConstraint(["flow_id", "version"], ["versions.flow_id", "versions.number"]),
)
decisions = Table(
    "decisions",
    metadata,
    DecisionColumns,
    ForeignKeyConstraint(["flow_id", "version"], ["versions.flow_id", "versions.number"]),
    one_of("verdict", "approved", "sent_back"),
    Index("ix_decisions_flow_id_version", "flow_id", "version"),
    **NEVER_REUSED,
)


@dataclass(frozen=True, slots=True)
class Submission:
    """A version that was handed in for review."""

    flow_id: str
    version: int
    submitted_by: str
    submitted_at: datetime
    warnings_reason: str
    findings: JsonObject
    tests: JsonObject


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about a version; `by_author` marks a one-person company's."""

    id: int
    flow_id: str
    version: int
    sha256: str
    verdict: Verdict
    reason: str
    decided_by: str
    decided_at: datetime
    by_author: bool
