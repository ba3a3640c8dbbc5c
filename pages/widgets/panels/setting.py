"""What every section of the flow's settings needs: reading and saving one field of the flow."""

from collections.abc import Callable
from typing import Any, Final

import streamlit as st
from pydantic import JsonValue

from flow_runtime.editing import Document
from flow_runtime.editing.changes import SetFlow
from flow_runtime.editing.documents import object_of, text_of
from pages.texts import texts_of
from pages.widgets.inspector.written_values import UNITS_S, join_duration, split_duration
from pages.widgets.panels import binding
from pages.widgets.panels.binding import Bound
from pages.widgets.panels.desk import Desk
from pages.widgets.shown import told

_ = texts_of("panels")
_MAX_DURATION_S: Final = 400 * 86_400


def settings_of(document: Document) -> Document:
    """Return the settings of a flow, as far as they are written down."""
    return object_of(document, "settings")


def setting_key(desk: Desk, name: str) -> str:
    """Return the key of the widget of a setting."""
    return f"settings-{desk.flow_id}-{name}"


def bound(desk: Desk, name: str, label: str, **more: Any) -> Bound:
    """Return where the widget of a setting stands."""
    return Bound(setting_key(desk, name), label, disabled=desk.read_only, **more)


def setter(desk: Desk, path: str) -> Callable[[JsonValue], None]:
    """Return what saves a value at a path of the flow."""

    def save(value: JsonValue) -> None:
        desk.apply("settings", [SetFlow(path, value)])

    return save


def draw_text(
    desk: Desk, path: str, label: str, *, max_chars: int | None = None, **more: Any
) -> None:
    """Draw a text of the flow that may be empty."""
    section, _dot, name = path.rpartition(".")
    place = desk.document
    for part in section.split(".") if section else ():
        place = object_of(place, part)
    binding.area(
        bound(desk, path, label, **more),
        text_of(place, name),
        setter(desk, path),
        max_chars=max_chars,
    )


def draw_duration(
    desk: Desk, name: str, label: str, seconds: int | None, save: Callable[[int | None], None]
) -> None:
    """Draw a duration as a number, which may be empty, and its unit."""
    amount, unit = split_duration(seconds) if seconds else (None, _unit_before(desk, name))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", wrap=False):
        at = bound(desk, name, label, placeholder=_("never"))
        binding.number(at, amount, lambda number: _join(number, unit, save))
        at = bound(desk, f"{name}-unit", _("Unit of ‘{label}’", label=label), hidden_label=True)
        binding.choice(
            at, unit, _units(), lambda chosen: _join(amount, chosen, save) if amount else None
        )


def _unit_before(desk: Desk, name: str) -> str:
    """Return the unit that was chosen before there is a number."""
    chosen = told(setting_key(desk, f"{name}-unit"))
    return chosen if isinstance(chosen, str) else "hours"


def _join(number: int | None, unit: str | None, save: Callable[[int | None], None]) -> str | None:
    seconds = None if number is None else join_duration(number, unit or "hours")
    if seconds is not None and seconds > _MAX_DURATION_S:
        return _("At most 400 days.")
    save(seconds)
    return None


def _units() -> dict[str, str]:
    words = (_("seconds"), _("minutes"), _("hours"), _("days"))
    return dict(zip(UNITS_S, words, strict=True))
