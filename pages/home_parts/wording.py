"""The home's words for categories and moments."""

from datetime import datetime, timedelta
from typing import Final

import streamlit as st
from babel.dates import format_date, format_time, get_timezone

from pages.installation import now
from pages.texts import language, texts_of

_ = texts_of("home")

_YESTERDAY: Final = timedelta(days=1)


def categories() -> dict[str, str]:
    """Return the categories of flows in the visitor's language, in the order they are offered."""
    return {
        "receptivo": _("Inbound"),
        "ativo": _("Outbound"),
        "triagem": _("Triage"),
        "ativacao": _("Activation"),
        "retencao": _("Retention"),
        "reativacao": _("Winning back"),
        "monitoramento": _("Monitoring"),
        "pesquisa_solicitacao": _("Service survey"),
        "pesquisa_empresa": _("Company survey"),
    }


def moment(at: datetime) -> str:
    """Return a moment as people say it: today, yesterday, or the date, and the time."""
    zone = get_timezone(st.context.timezone or "UTC")
    locale = language().replace("-", "_")
    day, today = at.astimezone(zone).date(), now().astimezone(zone).date()
    time = format_time(at, "short", tzinfo=zone, locale=locale)
    if day == today:
        return _("today at {time}", time=time)
    if day == today - _YESTERDAY:
        return _("yesterday at {time}", time=time)
    date = format_date(day, "medium", locale=locale)
    return _("on {date} at {time}", date=date, time=time)
