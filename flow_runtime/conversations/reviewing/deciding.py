"""Another person approves a version, or sends it back with a reason."""

from datetime import datetime

from sqlalchemy import Connection

from flow_runtime.conversations.programs import load_version
from flow_runtime.conversations.reviewing.errors import ReasonNeeded, tidied
from flow_runtime.kill_points import reach
from storage import audit, review_steps
from storage.audit import NewAuditEntry
from storage.review_steps import NewDecision
from storage.reviews import Decision


def approve(
    tx: Connection,
    flow_id: str,
    number: int,
    *,
    sha256: str,
    author: str,
    reason: str = "",
    now: datetime,
) -> Decision:
    """Approve a version, so that it may be published.

    Args:
        tx: A transaction that may write.
        flow_id: The flow.
        number: The version's number.
        sha256: The hash of the version that was looked at.
        author: Who approves.
        reason: Why, if there is more to say.
        now: The time, aware.

    Raises:
        TextTooLong: The reason is too long.
        UnknownReference: The version was changed behind our back: its hash does not match.
        storage.errors.AlreadyDecided: It is approved already.
        storage.errors.NotFound: There is no such version.
        storage.errors.OtherContent: `sha256` is not the version's.
        storage.errors.OwnVersion: That person made or submitted it, and no rule lets them.
    """
    load_version(tx, flow_id, number)
    new = NewDecision(flow_id, number, sha256, "approved", tidied(reason), author)
    decision = review_steps.decide(tx, new, now=now)
    action = "version.approved_by_author" if decision.by_author else "version.approved"
    _write_down(tx, action, decision)
    reach("approve.commit")
    return decision


def send_back(
    tx: Connection,
    flow_id: str,
    number: int,
    *,
    sha256: str,
    author: str,
    reason: str,
    now: datetime,
) -> Decision:
    """Send a version back to those who made it; what is live already stays live.

    The arguments are those of `approve`; the reason says what is to change.

    Raises:
        ReasonNeeded: There is no reason.
        TextTooLong: The reason is too long.
        storage.errors.AlreadyDecided: It was sent back already.
        storage.errors.NotFound: There is no such version.
        storage.errors.OtherContent: `sha256` is not the version's.
        storage.errors.OwnVersion: That person made or submitted it, and no rule lets them.
    """
    written = tidied(reason)
    if not written:
        raise ReasonNeeded(
            "Write what is to change, so that its author can go on.",
            pt="Escreva o que deve mudar, para que quem fez possa continuar.",
        )
    new = NewDecision(flow_id, number, sha256, "sent_back", written, author)
    decision = review_steps.decide(tx, new, now=now)
    _write_down(tx, "version.sent_back", decision)
    return decision


def _write_down(tx: Connection, action: str, decision: Decision) -> None:
    subject = f"{decision.flow_id} v{decision.version}"
    details = {"sha256": decision.sha256}
    entry = NewAuditEntry(decision.decided_by, action, subject, details)
    audit.append(tx, entry, now=decision.decided_at)
