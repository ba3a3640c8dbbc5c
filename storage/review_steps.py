"""The steps of a review: handing a version in, and deciding about it.

Whoever made or submitted a version decides nothing about it, unless the company's rule lets them;
then the decision is marked as the author's own.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert

from storage import reviews, rules, versions
from storage.errors import AlreadyDecided, InvalidValue, OtherContent, OwnVersion
from storage.names import folded
from storage.policy import Permission
from storage.reviews import Decision, Submission, Verdict, decisions, submissions
from storage.rows import first, must, values_of
from storage.scope import permitted, require_own_name
from storage.versions import Version

APPROVE_OWN: Final = "approve-own"
"""The rule by which people may approve versions of their own; for companies of one."""


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What somebody decides about a version; `sha256` is the hash of what they looked at."""

    flow_id: str
    version: int
    sha256: str
    verdict: Verdict
    reason: str
    decided_by: str


_ADD_SUBMISSION = insert(submissions)
_ADD_DECISION = insert(decisions).returning(*decisions.c)


@permitted(Permission.SUBMIT)
def submit(tx: Connection, new: Submission) -> Submission:
    """Hand a version in for review.

    Raises:
        Conflict: when it was handed in before, or does not exist.
        Forbidden: when it names another person than the one who hands it in.
    """
    require_own_name(tx, new.submitted_by)
    tx.execute(_ADD_SUBMISSION, values_of(new))
    return new


@permitted(Permission.REVIEW)
def decide(tx: Connection, new: NewDecision, *, now: datetime) -> Decision:
    """Write down what somebody decided about a version.

    Raises:
        AlreadyDecided: when the newest decision says the same of the same.
        Forbidden: when it names another person than the one who decides.
        NotFound: when there is no such version.
        OtherContent: when the version's hash is another.
        OwnVersion: when that person made or submitted it, and no rule lets them.
    """
    require_own_name(tx, new.decided_by)
    versions.lock(tx, new.flow_id)
    version = versions.get(tx, new.flow_id, new.version)
    if new.sha256 != version.sha256:
        raise OtherContent(
            "The version is not the one that was looked at: open it again before deciding.",
            pt="A versão não é a que foi vista: abra-a de novo antes de decidir.",
        )
    by_author = _is_own(tx, version, new.decided_by)
    if by_author and not may_approve_own(tx):
        raise OwnVersion(
            "Nobody decides about a version of their own: ask another person to review it.",
            pt="Ninguém decide sobre a própria versão: peça a revisão a outra pessoa.",
        )
    _require_news(reviews.newest_decision(tx, new.flow_id, new.version), new)
    values = {**values_of(new), "decided_at": now, "by_author": by_author}
    return must(first(tx, _ADD_DECISION, Decision, **values), "The new decision")


def _is_own(tx: Connection, version: Version, person: str) -> bool:
    """Say whether a person made or submitted a version, however they write their name."""
    name = folded(person)
    if not name:
        raise InvalidValue(
            "A decision needs the name of a person.", pt="Uma decisão precisa do nome da pessoa."
        )
    given = reviews.submission_of(tx, version.flow_id, version.number)
    makers = {folded(version.author)} | ({folded(given.submitted_by)} if given else set())
    return name in makers


def _require_news(newest: Decision | None, new: NewDecision) -> None:
    if newest is None or (newest.verdict, newest.sha256) != (new.verdict, new.sha256):
        return
    pt = "aprovada" if new.verdict == "approved" else "devolvida"
    en = "approved" if new.verdict == "approved" else "sent back"
    raise AlreadyDecided(
        f"{newest.decided_by} has {en} this version already: there is nothing left to do.",
        pt=f"Esta versão já foi {pt} por {newest.decided_by}: não há mais o que fazer.",
    )


@permitted(Permission.READ_FLOWS)
def may_approve_own(tx: Connection) -> bool:
    """Say whether the company lets people decide about versions of their own."""
    rule = rules.get(tx, APPROVE_OWN)
    return rule is not None and rule.value is True
