"""The settings of the flow, one section each; only sections that are open are drawn."""

from collections.abc import Callable

import streamlit as st

from pages.texts import texts_of
from pages.widgets.panels.desk import Desk
from pages.widgets.panels.setting import setting_key
from pages.widgets.panels.settings_about import draw_about
from pages.widgets.panels.settings_brief import answered, draw_brief
from pages.widgets.panels.settings_commands import draw_commands
from pages.widgets.panels.settings_languages import draw_languages
from pages.widgets.panels.settings_rules import (
    draw_duties,
    draw_failures,
    draw_idle,
    draw_versions,
)

_ = texts_of("panels")


def draw_settings(desk: Desk) -> None:
    """Draw the settings of the flow."""
    draw_about(desk)
    brief = _("Brief: {count} of 10 questions", count=answered(desk.document))
    _section(desk, "languages", _("Languages"), ":material/translate:", draw_languages)
    _section(desk, "brief", brief, ":material/assignment:", draw_brief)
    _section(desk, "commands", _("Commands"), ":material/keyboard_command_key:", draw_commands)
    _section(desk, "idle", _("When the customer is gone"), ":material/hourglass:", draw_idle)
    _section(desk, "failures", _("When something goes wrong"), ":material/report:", draw_failures)
    _section(desk, "duties", _("SAC and privacy"), ":material/policy:", draw_duties)
    _section(desk, "versions", _("New versions"), ":material/history:", draw_versions)


def _section(desk: Desk, name: str, title: str, icon: str, draw: Callable[[Desk], None]) -> None:
    key = setting_key(desk, f"section-{name}")
    section = st.expander(title, key=key, icon=icon, on_change="rerun")
    if section.open:
        with section:
            draw(desk)
