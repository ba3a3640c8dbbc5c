"""The widget for the value of a condition row, by what its comparison needs."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st
from pydantic import JsonValue

from flow_runtime.conditions import Operator, VariableType
from flow_runtime.conditions.operators import OPERATORS
from pages.texts import language, texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.places import value_at
from pages.widgets.inspector.row_values import FIXED_LISTS, read_item, read_items
from pages.widgets.inspector.written_values import NotUnderstood

_ = texts_of("inspector")

CHANNELS: Final = ("webchat", "whatsapp", "telegram", "messenger", "instagram", "sms", "email")
"""Offered where a condition asks for the channel; others can be typed."""


def draw_value(
    row: Bound, index: int, operator: Operator, variable_type: VariableType | None
) -> None:
    """Draw the value of a row; nothing where the comparison needs none."""
    match OPERATORS[operator].shape:
        case "one" if variable_type == "boolean":
            _draw_yes_or_no(row, index)
        case "one":
            _draw_one(row, index, operator, variable_type)
        case "two":
            _draw_two(row, index, operator, variable_type)
        case "list":
            _draw_list(row, index, operator, variable_type)


def _draw_one(
    row: Bound, index: int, operator: Operator, variable_type: VariableType | None
) -> None:
    value = row.at("value")
    st.text_input(
        _("Value of condition {number}", number=index + 1),
        written(value.value),
        key=value.widget(written(value.value)),
        label_visibility="collapsed",
        placeholder=_placeholder(operator, variable_type),
        on_change=value.heard(partial(_one_changed, row, operator, variable_type)),
        disabled=row.desk.read_only,
    )
    value.draw_refusal()


def _placeholder(operator: Operator, variable_type: VariableType | None) -> str:
    if operator is Operator.MATCHES:
        return _("pattern (RE2)")
    if operator is Operator.WITHIN_DAYS:
        return _("number of days")
    if variable_type in ("date", "datetime"):
        return _("31/12/2026 or today")
    return _("value, or a variable in its braces")


def written(value: JsonValue) -> str:
    """Return a value of a row as it is typed: `1,5` in Portuguese, and without a needless `.0`."""
    if value is None or isinstance(value, list | dict):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float):
        spelled = f"{value:.15g}"
        return spelled.replace(".", ",") if language() == "pt-BR" else spelled
    return str(value)


def _one_changed(row: Bound, operator: Operator, variable_type: VariableType | None) -> None:
    value = row.at("value")
    try:
        value.set(read_item(value.typed(), operator, variable_type))
    except NotUnderstood:
        value.refuse(_not_understood(operator, variable_type))


def _not_understood(operator: Operator, variable_type: VariableType | None) -> str:
    if variable_type in ("date", "datetime") and operator is not Operator.WITHIN_DAYS:
        return _("Write a date such as 31/12/2026, or today.")
    if variable_type == "boolean":
        return _("Write yes or no.")
    return _("Write a number, such as 10 or 1.234,56.")


def _draw_yes_or_no(row: Bound, index: int) -> None:
    value = row.at("value")
    held = value.value
    words = {True: _("yes"), False: _("no")}
    st.selectbox(
        _("Value of condition {number}", number=index + 1),
        [True, False],
        key=value.widget(held if isinstance(held, bool) else None, words=words),
        index=[True, False].index(held) if isinstance(held, bool) else None,
        format_func=lambda choice: words.get(choice, str(choice)),
        label_visibility="collapsed",
        placeholder=_("Choose"),
        on_change=value.heard(lambda: value.set(value.told())),
        disabled=row.desk.read_only,
    )


def _draw_two(
    row: Bound, index: int, operator: Operator, variable_type: VariableType | None
) -> None:
    value = row.at("value")
    ends = ((_("from"), "/from", "value.0"), (_("to"), "/to", "value.1"))
    for column, (word, suffix, path) in zip(st.columns(2, gap="small"), ends, strict=True):
        column.text_input(
            _("Value of condition {number}", number=index + 1) + f" ({word})",
            written(value_at(row.value, path)),
            key=value.widget(written(value_at(row.value, path)), suffix),
            label_visibility="collapsed",
            placeholder=word,
            on_change=value.heard(partial(_two_changed, value, operator, variable_type), suffix),
            disabled=row.desk.read_only,
        )
    value.draw_refusal()


def _two_changed(value: Bound, operator: Operator, variable_type: VariableType | None) -> None:
    _set_items(value, [value.typed("/from"), value.typed("/to")], operator, variable_type)


def _draw_list(
    row: Bound, index: int, operator: Operator, variable_type: VariableType | None
) -> None:
    value = row.at("value")
    held = value.value if isinstance(value.value, list) else []
    shown = [written(item) for item in held]
    fixed = FIXED_LISTS.get(operator)
    offered = fixed or (CHANNELS if operator is Operator.ON_CHANNEL else ())
    words = {day: _list_word(day) for day in fixed or ()}
    st.multiselect(
        _("Values of condition {number}", number=index + 1),
        list(dict.fromkeys((*offered, *shown))),
        default=shown,
        key=value.widget(shown, "/list", words),
        format_func=_list_word if fixed else str,
        accept_new_options=not fixed,
        label_visibility="collapsed",
        placeholder=_("Choose") if fixed else _("Type and press Enter"),
        on_change=value.heard(partial(_list_changed, value, operator, variable_type), "/list"),
        disabled=row.desk.read_only,
    )
    value.draw_refusal()


def _list_changed(value: Bound, operator: Operator, variable_type: VariableType | None) -> None:
    texts = [str(item) for item in value.told("/list") or []]
    _set_items(value, texts, operator, variable_type)


def _set_items(
    value: Bound, texts: Sequence[str], operator: Operator, variable_type: VariableType | None
) -> None:
    try:
        value.set(read_items(texts, operator, variable_type) or None)
    except NotUnderstood:
        value.refuse(_not_understood(operator, variable_type))


def _list_word(day: str) -> str:
    words = {
        "mon": _("Monday"),
        "tue": _("Tuesday"),
        "wed": _("Wednesday"),
        "thu": _("Thursday"),
        "fri": _("Friday"),
        "sat": _("Saturday"),
        "sun": _("Sunday"),
    }
    return words.get(day, day)
