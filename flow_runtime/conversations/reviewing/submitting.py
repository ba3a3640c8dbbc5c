"""Handing a draft in: it becomes a version that waits, with what checks and tests said."""

from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import Connection

from flow_runtime.conversations.freezing import freeze, new_version
from flow_runtime.conversations.reviewing.errors import ReasonNeeded, tidied
from flow_runtime.conversations.reviewing.examining import (
    Examination,
    examine_draft,
    is_current,
)
from flow_runtime.errors import FlowInvalid
from flow_runtime.problems import Problem
from flow_runtime.scripts import Coverage
from storage import audit, review_steps, versions
from storage.audit import NewAuditEntry
from storage.reviews import Submission
from storage.scope import require_own_name
from storage.versions import Version


def submit(
    tx: Connection,
    flow_id: str,
    *,
    author: str,
    comment: str = "",
    warnings_reason: str = "",
    now: datetime,
    examined: Examination | None = None,
) -> Version:
    """Freeze a draft with its tests as a version, and ask for its review.

    Args:
        tx: A transaction that may write.
        flow_id: The flow whose draft is handed in.
        author: Who does it.
        comment: What changed, in words.
        warnings_reason: Why the warnings may stay; needed when there are any.
        now: The time, aware.
        examined: What `examine_draft` gave a moment ago, so that checks and tests need not run
            again while others wait for the database. It is used only if nothing has changed since.

    Raises:
        AlreadySubmitted: The draft only repeats its newest version.
        FlowInvalid: The checks find errors.
        ReasonNeeded: There are warnings and no reason.
        TestsFailed: Conversation tests fail.
        TextTooLong: The comment or the reason is too long.
        UnknownReference: A flow that it calls has no version.
        storage.errors.Forbidden: A person hands in under another name, or may not.
        storage.errors.NotFound: There is no such flow, or it has no draft.
    """
    require_own_name(tx, author)
    comment, reason = tidied(comment), tidied(warnings_reason)
    versions.lock(tx, flow_id)
    found = _examined(tx, flow_id, examined)
    if found.refusals:
        raise found.refusals[0]
    if found.flow is None:
        raise FlowInvalid(found.errors)
    if found.needs_reason and not reason:
        raise _reason_for(len(found.warnings))
    new = new_version(found.flow, found.pins, found.tests, author=author, comment=comment)
    version = freeze(tx, new, now=now)
    submission = Submission(
        flow_id=flow_id,
        version=version.number,
        submitted_by=author,
        submitted_at=now,
        warnings_reason=reason,
        findings=_findings(found),
        tests=_tests(found),
    )
    review_steps.submit(tx, submission)
    _write_down(tx, submission, version.sha256)
    return version


def _examined(tx: Connection, flow_id: str, examined: Examination | None) -> Examination:
    is_usable = examined is not None and examined.flow_id == flow_id and is_current(tx, examined)
    return examined if examined is not None and is_usable else examine_draft(tx, flow_id)


def _reason_for(warnings: int) -> ReasonNeeded:
    if warnings == 1:
        return ReasonNeeded(
            "There is one warning: write why the flow may go on with it.",
            pt="Há um aviso: escreva por que o fluxo pode seguir com ele.",
        )
    return ReasonNeeded(
        f"There are {warnings} warnings: write why the flow may go on with them.",
        pt=f"Há {warnings} avisos: escreva por que o fluxo pode seguir com eles.",
    )


# -- what reviewers read later -----------------------------------------------------------------


def _findings(found: Examination) -> dict[str, JsonValue]:
    return {"warnings": [_warning(one) for one in found.warnings]}


def _warning(one: Problem) -> JsonValue:
    return {
        "code": one.code,
        "pointer": one.pointer,
        "node": one.node_id,
        "sentence": dict(one.words),
    }


def _tests(found: Examination) -> dict[str, JsonValue]:
    names: list[JsonValue] = [test.name for test in found.tests]
    return {"passed": len(names), "names": names, **_coverage(found.coverage)}


def _coverage(coverage: Coverage | None) -> dict[str, JsonValue]:
    if coverage is None:
        return {"coverage": 0.0, "missed_nodes": [], "missed_outcomes": []}
    return {
        "coverage": round(coverage.share, 4),
        "missed_nodes": list(coverage.missed_nodes),
        "missed_outcomes": [list(way) for way in coverage.missed_outcomes],
    }


def _write_down(tx: Connection, given: Submission, sha256: str) -> None:
    warnings, tests = given.findings["warnings"], given.tests["passed"]
    details = {
        "sha256": sha256,
        "warnings": len(warnings) if isinstance(warnings, list) else 0,
        "tests": tests,
    }
    subject = f"{given.flow_id} v{given.version}"
    entry = NewAuditEntry(given.submitted_by, "version.submitted", subject, details)
    audit.append(tx, entry, now=given.submitted_at)
