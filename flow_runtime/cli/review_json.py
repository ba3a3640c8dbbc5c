"""Reviews in the form that programs read; its keys never change their meaning."""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flow_runtime.conversations.reviewing import Decision, Review, Submission, Waiting


def review_as_json(review: "Review") -> dict[str, object]:
    """Return a version with how it was handed in and what was decided, newest first."""
    version = review.version
    given = review.submission
    return {
        "flow": version.flow_id,
        "version": version.number,
        "sha256": version.sha256,
        "author": version.author,
        "comment": version.comment,
        "created": _iso(version.created_at),
        "state": review.state,
        "submission": _submission_as_json(given) if given is not None else None,
        "decisions": [decision_as_json(one) for one in review.decisions],
    }


def _submission_as_json(given: "Submission") -> dict[str, object]:
    return {
        "by": given.submitted_by,
        "at": _iso(given.submitted_at),
        "warnings_reason": given.warnings_reason,
        "findings": dict(given.findings),
        "tests": dict(given.tests),
    }


def decision_as_json(one: "Decision") -> dict[str, object]:
    """Return what somebody decided."""
    return {
        "flow": one.flow_id,
        "version": one.version,
        "sha256": one.sha256,
        "verdict": one.verdict,
        "reason": one.reason,
        "by": one.decided_by,
        "at": _iso(one.decided_at),
        "by_author": one.by_author,
    }


def waiting_as_json(one: "Waiting") -> dict[str, object]:
    """Return a version that waits."""
    return {
        "flow": one.flow_id,
        "version": one.version,
        "sha256": one.sha256,
        "author": one.author,
        "comment": one.comment,
        "by": one.submitted_by,
        "since": _iso(one.submitted_at),
    }


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
