"""The variables of the conversation: what the last step changed comes first; all can be edited."""

from functools import partial
from typing import Final

import streamlit as st
from pydantic import JsonValue

from flow_runtime.simulation import SetVariables, Talk, VariableLine
from pages.editing.desk import Desk
from pages.simulating.opening import act
from pages.texts import plain, texts_of
from pages.widgets.inspector.written_values import (
    NotUnderstood,
    read_loosely,
    read_typed,
    write_value,
)
from pages.widgets.panels import binding
from pages.widgets.panels.binding import Bound

_ = texts_of("simulator")

_SHOW_EMPTY: Final = "simulate-values-empty"


def draw_values(desk: Desk) -> None:
    """Draw the variables with their values."""
    talk = desk.simulator.talk
    if talk is None:
        return
    lines = talk.variables
    if not lines:
        st.caption(_("This flow remembers nothing yet."))
        return
    full = [line for line in lines if line.changed or line.value not in (None, "", [])]
    empty = [line for line in lines if line not in full]
    for line in sorted(full, key=lambda one: not one.changed):
        _draw_line(desk, talk, line)
    if empty:
        _draw_empty(desk, talk, empty)


def _draw_empty(desk: Desk, talk: Talk, empty: list[VariableLine]) -> None:
    label = _.plural("Show {count} empty one", "Show {count} empty ones", len(empty))
    is_shown = bool(st.session_state.get(_SHOW_EMPTY))
    if st.toggle(label, is_shown, key=_SHOW_EMPTY):
        for line in empty:
            _draw_line(desk, talk, line)


def _draw_line(desk: Desk, talk: Talk, line: VariableLine) -> None:
    text = line.value if isinstance(line.value, str) else write_value(line.value)
    key = f"simulate-{desk.flow_id}-value-of-{line.name}"
    changed = _("changed")
    mark = f":green-badge[{changed}]" if line.changed else ""
    at = Bound(key, f"{plain(line.name)} {mark}".strip(), disabled=talk.is_over)
    save = partial(_save, desk, line)
    if line.sensitivity == "sensitive":
        st.text_input(at.label, text, type="password", **at.common(text, save))
    else:
        binding.line(at, text, save, max_chars=None)


def _save(desk: Desk, line: VariableLine, typed: str) -> str | None:
    """Write a value into the conversation, or say why it cannot be one."""
    try:
        value: JsonValue = read_typed(typed, line.type) if line.type else read_loosely(typed)
    except NotUnderstood:
        return _("This does not fit the type of the variable.")
    if value != line.value:
        act(desk, SetVariables({line.name: value}))
    return None
