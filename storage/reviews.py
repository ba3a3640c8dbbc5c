"""Reviews: versions that wait for approval, and what was decided about them.

    submit ─► waiting ─► decide ─► approved | sent back ─► decide again     review_steps.py
                                     └─► require_approved: the gate before anything goes live

A decision holds for the hash that was looked at; review_lists.py says what waits.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    ForeignKeyConstraint,
    Index,
    Named,
    Table,
    TypedColumns,
    bindparam,
    select,
)

from storage import versions as frozen
from storage.columns import (
    NEVER_REUSED,
    CleanText,
    JsonObject,
    UtcDateTime,
    metadata,
    numbered,
    one_of,
)
from storage.errors import NotApproved
from storage.policy import Permission
from storage.rows import every, first
from storage.scope import permitted
from storage.versions import Version, versions

Verdict: TypeAlias = Literal["approved", "sent_back"]
State: TypeAlias = Literal["waiting", "approved", "sent_back"]


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
    *one_of("verdict", "approved", "sent_back"),
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


@dataclass(frozen=True, slots=True)
class Review:
    """A version with all that was said about it; decisions are newest first.

    `submission` is None for a version that nobody handed in.
    """

    version: Version
    submission: Submission | None
    decisions: tuple[Decision, ...]

    @property
    def state(self) -> State:
        """What the newest decision says; waiting while there is none."""
        return self.decisions[0].verdict if self.decisions else "waiting"


_SUBMISSION = select(submissions).where(
    submissions.c.flow_id == bindparam("flow_id"), submissions.c.version == bindparam("number")
)
_DECISIONS = (
    select(decisions)
    .where(decisions.c.flow_id == bindparam("flow_id"), decisions.c.version == bindparam("number"))
    .order_by(decisions.c.id.desc())
)
_NEWEST = _DECISIONS.limit(1)
_SEAL = select(versions.c.sha256, versions.c.pins).where(
    versions.c.flow_id == bindparam("flow_id"), versions.c.number == bindparam("number")
)


@permitted(Permission.READ_FLOWS)
def submission_of(tx: Connection, flow_id: str, number: int) -> Submission | None:
    """Return how a version was handed in, or None."""
    return first(tx, _SUBMISSION, Submission, flow_id=flow_id, number=number)


@permitted(Permission.READ_FLOWS)
def newest_decision(tx: Connection, flow_id: str, number: int) -> Decision | None:
    """Return the decision that counts, or None."""
    return first(tx, _NEWEST, Decision, flow_id=flow_id, number=number)


@permitted(Permission.READ_FLOWS)
def is_approved(tx: Connection, flow_id: str, number: int) -> bool:
    """Say whether a version may go live: it is approved, and each sub-flow's it is pinned to."""
    return not unapproved(tx, flow_id, number)


@permitted(Permission.READ_FLOWS)
def unapproved(tx: Connection, flow_id: str, number: int) -> list[tuple[str, int]]:
    """Return what keeps a version from going live: itself or pinned sub-flows, with their numbers.

    A version counts as approved when its newest decision approves the very hash that it has.
    """
    own = (flow_id, number)
    seal = tx.execute(_SEAL, {"flow_id": flow_id, "number": number}).first()
    pins = () if seal is None else seal.pins.items()
    pinned = sorted((str(name), int(version)) for name, version in pins)
    return [one for one in (own, *pinned) if not _is_sealed(tx, *one)]


def _is_sealed(tx: Connection, flow_id: str, number: int) -> bool:
    seal = tx.execute(_SEAL, {"flow_id": flow_id, "number": number}).first()
    newest = newest_decision(tx, flow_id, number)
    if seal is None or newest is None:
        return False
    return newest.verdict == "approved" and newest.sha256 == seal.sha256


@permitted(Permission.READ_FLOWS)
def require_approved(tx: Connection, flow_id: str, number: int) -> None:
    """Let only a version pass that may go live.

    Raises:
        NotApproved: when it, or a sub-flow's that it is pinned to, is not approved.
        NotFound: when there is no such version.
    """
    missing = unapproved(tx, flow_id, number)
    if not missing:
        return
    frozen.get(tx, flow_id, number)
    named = ", ".join(f"{name}@{version}" for name, version in missing)
    raise NotApproved(
        f"Not approved yet: {named}. Have another person review it, then publish.",
        pt=f"Ainda sem aprovação: {named}. Peça a revisão a outra pessoa e publique depois.",
    )


@permitted(Permission.READ_FLOWS)
def review_of(tx: Connection, flow_id: str, number: int) -> Review:
    """Return a version with how it was handed in and all that was decided about it.

    Raises:
        NotFound: when there is no such version.
    """
    version = frozen.get(tx, flow_id, number)
    submission = submission_of(tx, flow_id, number)
    found = every(tx, _DECISIONS, Decision, flow_id=flow_id, number=number)
    return Review(version, submission, tuple(found))
