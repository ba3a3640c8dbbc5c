"""Every table in one place, for migrations and checks."""

from storage import (
    audit,
    calendars,
    channels,
    connections,
    consents,
    contacts,
    conversations,
    drafts,
    events,
    files,
    flows,
    inbound,
    outbound,
    protocols,
    publications,
    queues,
    secrets,
    surveys,
    tasks,
    ticket_notes,
    tickets,
    timers,
    versions,
)
from storage.columns import metadata

__all__ = ["AGGREGATES", "metadata"]

AGGREGATES = (
    audit,
    calendars,
    channels,
    connections,
    consents,
    contacts,
    conversations,
    drafts,
    events,
    files,
    flows,
    inbound,
    outbound,
    protocols,
    publications,
    queues,
    secrets,
    surveys,
    tasks,
    ticket_notes,
    tickets,
    timers,
    versions,
)
"""The modules that define tables; importing them fills `metadata`."""
