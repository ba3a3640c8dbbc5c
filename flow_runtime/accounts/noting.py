"""What happens to accounts, written into the audit."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from storage import audit
from storage.audit import NewAuditEntry


def write_down(
    tx: Connection,
    action: str,
    subject: str,
    *,
    author: str,
    now: datetime,
    details: Mapping[str, object] | None = None,
) -> None:
    """Write down what somebody did; `details` holds no secret and no address."""
    audit.append(tx, NewAuditEntry(author, action, subject, dict(details or {})), now=now)
