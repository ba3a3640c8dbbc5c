"""Which entries of the audit one wants to see: who, what, about what, and when."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

import streamlit as st
from babel.dates import get_timezone

from flow_runtime.audited import AUDITED_ACTIONS, action_words
from pages.texts import in_language, language, texts_of
from storage.audit import AuditFilter

_ = texts_of("audit")

_DATE_FORMATS: Final = {"pt-BR": "DD/MM/YYYY", "en": "YYYY-MM-DD"}


def ask(people: Sequence[str]) -> AuditFilter:
    """Draw the filter and return what it lets through.

    Args:
        people: Everybody who did something.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", key="audit-filter"):
        person = st.selectbox(
            _("Who"), ["", *people], format_func=lambda one: one or _("Everybody"), width=200
        )
        action = st.selectbox(
            _("What was done"),
            ["", *sorted(AUDITED_ACTIONS, key=_said)],
            format_func=lambda one: _said(one) if one else _("Everything"),
            width=260,
        )
        text = st.text_input(_("About"), placeholder=_("Flow, channel or name"), width=220)
        days = st.date_input(_("Days"), (), format=_date_format(), width=240)
    since, until = _moments(days)
    return AuditFilter(person or "", action or "", (text or "").strip(), since, until)


def _said(action: str) -> str:
    words = in_language(action_words(action))
    return words[:1].upper() + words[1:]


def _date_format() -> str:
    return _DATE_FORMATS[language()]


def _moments(days: object) -> tuple[datetime | None, datetime | None]:
    """Return the first moment of the first day, and the one after the last day."""
    chosen = [day for day in days if isinstance(day, date)] if isinstance(days, tuple) else []
    if not chosen:
        return None, None
    zone = get_timezone(st.context.timezone or "UTC")
    first, last = chosen[0], chosen[-1] + timedelta(days=1)
    return datetime.combine(first, time(), zone), datetime.combine(last, time(), zone)
