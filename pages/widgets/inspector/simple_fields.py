"""Fields with one plain widget: a number, a choice, yes or no, a duration, a value of any type."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st
from pydantic import JsonValue

from pages.texts import texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.words import choice_word
from pages.widgets.inspector.written_values import (
    UNITS_S,
    NotUnderstood,
    join_duration,
    read_json,
    read_loosely,
    split_duration,
    write_json,
    write_value,
)

_ = texts_of("inspector")

_LARGEST: Final = 10**15
NOTHING: Final = ""
"""Stands for "not set" among choices: Streamlit takes None for a widget that was not used yet."""

Choices = Sequence[tuple[str, object]]


def draw_number(
    bound: Bound,
    label: str,
    *,
    whole: bool,
    bounds: tuple[float | None, float | None] = (None, None),
    empty: bool = False,
    help: str | None = None,
) -> None:
    """Draw a number; back at its default it is not written, and 0 empties one that may be so."""
    held = bound.held
    is_number = isinstance(held, int | float) and not isinstance(held, bool)
    shown = _as(held, whole) if is_number else None
    lowest, highest = (_as(end, whole) for end in ((0 if empty else bounds[0]), bounds[1]))
    st.number_input(
        label,
        key=bound.widget(shown),
        value=shown,
        min_value=lowest if shown is None or lowest is None or shown >= lowest else None,
        max_value=highest if shown is None or highest is None or shown <= highest else None,
        step=1 if whole else 0.5,
        format=None if whole else "%g",
        help=help or (_("0: none") if empty else None),
        placeholder=_("none"),
        on_change=bound.heard(partial(_number_changed, bound, empty)),
        disabled=bound.desk.read_only,
    )
    bound.draw_refusal()


def _as(number: JsonValue, whole: bool) -> int | float | None:
    if not isinstance(number, int | float) or abs(number) > _LARGEST:
        return None
    return int(number) if whole else float(number)


def _number_changed(bound: Bound, empty: bool) -> None:
    number = bound.told()
    is_number = isinstance(number, int | float)
    as_before = number == bound.default or (empty and number == 0)
    bound.set(number if is_number and not as_before else None)


def draw_choice(
    bound: Bound,
    label: str,
    choices: Choices,
    *,
    required: bool = True,
    help: str | None = None,
) -> None:
    """Draw a choice by words; a value that is not among them stays and can be seen."""
    words = {value: choice_word(place_of(bound), value, given) for value, given in choices}
    held = bound.held
    options = [*words] if required else [NOTHING, *words]
    shown = held if isinstance(held, str) else NOTHING
    if shown and shown not in words:
        options.append(shown)
    said = {value: words.get(value, value) if value else _("Not set") for value in options}
    st.selectbox(
        label,
        options,
        index=options.index(shown) if shown in options else 0,
        key=bound.widget(shown, words=said),
        format_func=lambda value: said.get(value, value),
        help=help,
        placeholder=_("Choose"),
        on_change=bound.heard(partial(_choice_changed, bound)),
        disabled=bound.desk.read_only,
    )
    bound.draw_refusal()


def place_of(bound: Bound) -> str:
    """Return where a choice stands without the numbers of items: `bubbles.kind`."""
    return ".".join(part for part in bound.path.split(".") if not part.isdecimal())


def _choice_changed(bound: Bound) -> None:
    bound.set(bound.told() or None)


def draw_boolean(bound: Bound, label: str, *, help: str | None = None) -> None:
    """Draw a yes or no."""
    st.checkbox(
        label,
        bound.held is True,
        key=bound.widget(bound.held is True),
        help=help,
        on_change=bound.heard(lambda: bound.set(bool(bound.told()))),
        disabled=bound.desk.read_only,
    )
    bound.draw_refusal()


def draw_duration(bound: Bound, label: str, *, help: str | None = None) -> None:
    """Draw a duration as a number and its unit."""
    held = bound.held
    seconds = held if isinstance(held, int) and not isinstance(held, bool) else None
    number, unit = _split(bound, seconds)
    left, right = st.columns([2, 3], vertical_alignment="bottom", gap="small")
    changed = partial(_duration_changed, bound)
    left.number_input(
        label,
        key=bound.widget(number, "/number"),
        min_value=0,
        value=number,
        step=1,
        help=help,
        placeholder=_("none"),
        on_change=bound.heard(changed, "/number"),
        disabled=bound.desk.read_only,
    )
    right.selectbox(
        _("Unit of “{label}”", label=label),
        list(UNITS_S),
        index=list(UNITS_S).index(unit),
        key=bound.widget(unit, "/unit", {one: unit_word(one) for one in UNITS_S}),
        format_func=unit_word,
        label_visibility="collapsed",
        on_change=bound.heard(changed, "/unit"),
        disabled=bound.desk.read_only,
    )
    bound.draw_refusal()


def _split(bound: Bound, seconds: int | None) -> tuple[int | None, str]:
    """Return number and unit; those that stand there, where they still mean the same."""
    number, unit = _told_duration(bound)
    same = (join_duration(number, unit) if number else None) == (seconds or None)
    if same:
        return (number or None), unit
    return split_duration(seconds) if seconds else (None, unit)


def _duration_changed(bound: Bound) -> None:
    number, unit = _told_duration(bound)
    bound.set(join_duration(number, unit) if number else None)


def _told_duration(bound: Bound) -> tuple[int | None, str]:
    number, unit = bound.told("/number"), bound.told("/unit")
    known = unit if isinstance(unit, str) and unit in UNITS_S else "minutes"
    return (int(number) if isinstance(number, int) else None), known


def unit_word(unit: str) -> str:
    """Return what people call a unit of time."""
    words = {
        "seconds": _("seconds"),
        "minutes": _("minutes"),
        "hours": _("hours"),
        "days": _("days"),
    }
    return words.get(unit, unit)


def draw_scalar(bound: Bound, label: str, *, help: str | None = None) -> None:
    """Draw a value of any type on one line: a number, yes or no, a text."""
    shown = write_value(bound.value)
    st.text_input(
        label,
        shown,
        key=bound.widget(shown),
        help=help or _("A number, true or false, or a text."),
        on_change=bound.heard(lambda: bound.set(read_loosely(bound.typed()))),
        disabled=bound.desk.read_only,
    )
    bound.draw_refusal()


def draw_json(bound: Bound, label: str, *, help: str | None = None) -> None:
    """Draw data of any shape as JSON."""
    shown = write_json(bound.value)
    st.text_area(
        label,
        shown,
        key=bound.widget(shown),
        help=help,
        on_change=bound.heard(partial(_json_changed, bound)),
        disabled=bound.desk.read_only,
    )
    bound.draw_refusal()


def _json_changed(bound: Bound) -> None:
    text = bound.typed()
    try:
        bound.set(read_json(text) if text.strip() else None)
    except NotUnderstood:
        bound.refuse(_("This is not JSON. Check brackets, commas and quotes; nothing was changed."))
