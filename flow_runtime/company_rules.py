"""Rules of the company: what those who administer decided for the whole installation."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from storage import audit, rules
from storage.audit import NewAuditEntry
from storage.rules import Rule

APPROVE_OWN: Final = "approve-own"


def may_approve_own(tx: Connection) -> bool:
    """Say whether somebody may approve a version that they made or submitted; not by default."""
    rule = rules.get(tx, APPROVE_OWN)
    return rule is not None and rule.value is True


def set_may_approve_own(tx: Connection, allowed: bool, *, author: str, now: datetime) -> None:
    """Decide whether somebody may approve a version of their own, and write it down.

    Raises:
        storage.errors.Forbidden: You do not administer.
    """
    before = may_approve_own(tx)
    rules.set_rule(tx, Rule(APPROVE_OWN, allowed, now, author))
    details = {"before": before, "after": allowed}
    audit.append(tx, NewAuditEntry(author, "rule.changed", APPROVE_OWN, details), now=now)
