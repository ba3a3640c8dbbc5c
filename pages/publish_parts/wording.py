"""Moments, versions and environments in the visitor's words."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from babel.dates import format_datetime

from pages.texts import language, plain, texts_of

_ = texts_of("publish")


def zone() -> ZoneInfo:
    """Return the time zone of the visitor's browser; UTC where nobody knows it."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ValueError, ZoneInfoNotFoundError):
        return ZoneInfo("UTC")


def moment(at: datetime) -> str:
    """Return a moment as the visitor's clock shows it."""
    return str(format_datetime(at, "short", tzinfo=zone(), locale=language().replace("-", "_")))


def version_of(names: Mapping[str, str], flow_id: str, version: int) -> str:
    """Return a version in words; what a person wrote is made harmless."""
    name = plain(names.get(flow_id, flow_id))
    return _("{flow}, version {version}", flow=name, version=version)


def because(reason: str) -> str:
    """Return a reason as the end of a sentence; nothing where there is none."""
    return f" — {plain(reason)}" if reason else ""
