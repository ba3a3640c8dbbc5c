"""Moments as the visitor's clock and language say them."""

from datetime import datetime

import streamlit as st
from babel.dates import format_datetime, get_timezone

from pages.texts import language


def moment(at: datetime) -> str:
    """Return a moment, short, where the visitor is."""
    zone = get_timezone(st.context.timezone or "UTC")
    return format_datetime(at, "short", tzinfo=zone, locale=language().replace("-", "_"))
