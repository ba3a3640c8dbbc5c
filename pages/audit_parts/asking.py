"""Which entries of the audit one wants to see: who, what, about what, and when."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final

import streamlit as st
from babel.dates import get_timezone

from flow_runtime.audited import AUDITED_ACTIONS, action_words
from pages.installation import now
from pages.texts import in_language, texts_of
from storage.audit import AuditFilter

_ = texts_of("audit")

_DAYS: Final = (0, 1, 7, 30, 365)
"""How many days back one looks, today included; 0 looks at all there is."""


def ask(people: Sequence[str]) -> AuditFilter:
    """Draw the filter and return what it lets through.

    Args:
        people: Everybody who did something.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", key="audit-filter"):
        person = st.selectbox(
            _("Who"), ["", *people], format_func=lambda one: one or _("Everybody"), width=180
        )
        action = st.selectbox(
            _("What was done"),
            ["", *sorted(AUDITED_ACTIONS, key=_said)],
            format_func=lambda one: _said(one) if one else _("Everything"),
            width=230,
        )
        text = st.text_input(_("About"), placeholder=_("Flow, channel or name"), width=210)
        days = st.selectbox(_("When"), _DAYS, format_func=_days_in_words, width=180)
    return AuditFilter(person or "", action or "", (text or "").strip(), _since(days))


def _said(action: str) -> str:
    words = in_language(action_words(action))
    return words[:1].upper() + words[1:]


def _days_in_words(days: int) -> str:
    if days == 0:
        return _("Always")
    return _("Today") if days == 1 else _("Last {days} days", days=days)


def _since(days: int) -> datetime | None:
    """Return the first moment of so many days, today included, where the visitor is."""
    if days == 0:
        return None
    zone = get_timezone(st.context.timezone or "UTC")
    first = now().astimezone(zone).date() - timedelta(days=days - 1)
    return datetime.combine(first, time(), zone)
