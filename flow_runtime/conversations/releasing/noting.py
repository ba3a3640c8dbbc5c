"""What the audit is told about releases."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from storage import audit
from storage.audit import NewAuditEntry


def note(
    tx: Connection,
    actor: str,
    action: str,
    subject: str,
    *,
    details: Mapping[str, object],
    now: datetime,
) -> None:
    """Write down who did what; `details` that are empty are left out."""
    told = {name: value for name, value in details.items() if value not in ("", None)}
    audit.append(tx, NewAuditEntry(actor, action, subject, told), now=now)


def named(channel: str, flow_id: str, version: int) -> str:
    """Return the subject of an entry about a version on a channel."""
    return f"{channel}: {flow_id} v{version}"
