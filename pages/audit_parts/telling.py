"""The entries of the audit as people read them, and as a file that others can check."""

from collections.abc import Iterable, Mapping, Sequence

import orjson
import streamlit as st
from babel.dates import format_datetime, get_timezone

from flow_runtime.audited import action_words
from pages.texts import in_language, language, plain, texts_of
from storage.audit import AuditEntry

_ = texts_of("audit")


def draw_entries(entries: Sequence[AuditEntry], names: Mapping[str, str]) -> None:
    """Draw entries as a table.

    Args:
        entries: What was done, newest first.
        names: What people call the flows, by id.
    """
    st.table(
        {
            _("When"): [_when(entry) for entry in entries],
            _("Who"): [plain(entry.actor) for entry in entries],
            _("What was done"): [in_language(action_words(entry.action)) for entry in entries],
            _("About"): [plain(names.get(entry.subject, entry.subject)) for entry in entries],
        },
        border="horizontal",
        hide_index=True,
    )


def _when(entry: AuditEntry) -> str:
    zone = get_timezone(st.context.timezone or "UTC")
    locale = language().replace("-", "_")
    return format_datetime(entry.at, "short", tzinfo=zone, locale=locale)


def as_lines(entries: Iterable[AuditEntry]) -> bytes:
    """Return entries as JSON lines, each with the hash of the one before it."""
    return b"".join(orjson.dumps(entry.exported()) + b"\n" for entry in entries)
