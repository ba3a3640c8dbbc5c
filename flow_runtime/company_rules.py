"""Rules of the company: what those who administer decided for the whole installation."""

from datetime import datetime

from sqlalchemy import Connection

from storage import audit, review_steps, rules
from storage.audit import NewAuditEntry
from storage.review_steps import APPROVE_OWN
from storage.rules import Rule


def may_approve_own(tx: Connection) -> bool:
    """Say whether somebody may approve a version that they made or submitted; not by default."""
    return review_steps.may_approve_own(tx)


def set_may_approve_own(tx: Connection, allowed: bool, *, author: str, now: datetime) -> None:
    """Decide whether somebody may approve a version of their own, and write it down.

    Raises:
        storage.errors.Forbidden: You do not administer.
    """
    before = may_approve_own(tx)
    rules.set_rule(tx, Rule(APPROVE_OWN, allowed, now, author))
    details = {"before": before, "after": allowed}
    audit.append(tx, NewAuditEntry(author, "rule.changed", APPROVE_OWN, details), now=now)
