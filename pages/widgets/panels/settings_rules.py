"""Rules of the whole flow: silence, failures, customer-service law, privacy, versions."""

import streamlit as st

from flow_runtime.editing.changes import SetFlow
from flow_runtime.editing.documents import object_of, text_of
from pages.texts import texts_of
from pages.widgets.panels import binding
from pages.widgets.panels.desk import Desk
from pages.widgets.panels.nodes import chosen, node_names
from pages.widgets.panels.setting import bound, draw_duration, draw_text, setter, settings_of

_ = texts_of("panels")
_DAY_S = 24 * 3_600


def draw_idle(desk: Desk) -> None:
    """Draw what happens when the customer stops answering."""
    idle = object_of(settings_of(desk.document), "idle")
    for name, label, otherwise in (
        ("remind_after_s", _("Remind after"), None),
        ("close_after_s", _("Close after"), _DAY_S),
    ):
        value = idle.get(name, otherwise)
        seconds = value if isinstance(value, int) else None
        draw_duration(
            desk, f"idle-{name}", label, seconds, lambda s, name=name: _set_idle(desk, name, s)
        )
        text, words = (
            ("remind_text", _("Reminder")) if otherwise is None else ("close_text", _("Goodbye"))
        )
        draw_text(desk, f"settings.idle.{text}", words)
    st.caption(_("Times count from the customer's last message."))


def _set_idle(desk: Desk, name: str, seconds: int | None) -> None:
    """Write the whole rule: "never" must stand in it, or the default would count."""
    idle = object_of(settings_of(desk.document), "idle")
    desk.apply("settings", [SetFlow("settings.idle", {**idle, name: seconds})])


def draw_failures(desk: Desk) -> None:
    """Draw what is said when something is not understood or fails, and where it goes on."""
    draw_text(
        desk,
        "settings.invalid_text",
        _("When an answer is not understood"),
        placeholder=_("Empty: a sentence that explains what is expected."),
    )
    draw_text(desk, "settings.error_text", _("When something fails"))
    draw_error_route(desk)


def draw_error_route(desk: Desk) -> None:
    """Draw where a conversation goes on after a failure."""
    route = text_of(settings_of(desk.document), "error_route") or None
    names = chosen(node_names(desk.document), route, _("Block that does not exist any more"))
    words: dict[str | None, str] = {None: _("By itself: the first handover to a person"), **names}
    at = bound(
        desk,
        "error_route",
        _("After a failure, continue at"),
        help=_("Outcomes for failures that lead nowhere come here too."),
    )
    binding.choice(at, route, words, setter(desk, "settings.error_route"))


def draw_duties(desk: Desk) -> None:
    """Draw the law's demands: SAC, legal basis, how long data is kept."""
    settings = settings_of(desk.document)
    at = bound(
        desk,
        "sac_mode",
        _("This flow is a SAC (Decree 11.034/2022)"),
        help=_(
            "Checks then ask for complaint and cancellation in the first menu, a person without "
            "giving data, and the protocol number."
        ),
    )
    binding.switch(at, settings.get("sac_mode") is True, setter(desk, "settings.sac_mode"))
    basis = text_of(settings, "legal_basis") or None
    binding.choice(
        bound(desk, "legal_basis", _("Legal basis for personal data (LGPD)")),
        basis,
        _bases(),
        setter(desk, "settings.legal_basis"),
    )
    days = settings.get("retention_days")
    binding.number(
        bound(
            desk, "retention_days", _("Keep conversations for (days)"), placeholder=_("no limit")
        ),
        days if isinstance(days, int) else None,
        setter(desk, "settings.retention_days"),
        most=3_650,
    )


def draw_versions(desk: Desk) -> None:
    """Draw what a new version means for conversations in progress."""
    policy = text_of(settings_of(desk.document), "version_policy", "pinned")
    words = {
        "pinned": _("They end on the version they began with"),
        "migrate": _("They go on in the new version, where it has their block"),
    }
    at = bound(desk, "version_policy", _("Conversations in progress when a version is published"))
    binding.choice(at, policy, words, setter(desk, "settings.version_policy"))


def _bases() -> dict[str | None, str]:
    return {
        None: _("Not said yet"),
        "contract": _("Contract with the customer"),
        "consent": _("The customer's consent"),
        "legitimate_interest": _("Legitimate interest"),
        "legal_duty": _("Legal duty"),
    }
