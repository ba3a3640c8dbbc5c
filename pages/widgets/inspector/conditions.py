"""The rows of a condition: a variable, how it is compared, and with what."""

from functools import partial
from typing import Final

import streamlit as st
from pydantic import JsonValue, ValidationError

from flow_runtime.conditions import ConditionRow, Operator, VariableType
from flow_runtime.conditions.operators import OPERATORS
from flow_runtime.conditions.rows import value_problems
from pages.texts import in_language, plain, texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.condition_values import draw_value
from pages.widgets.inspector.item_frames import act, action_word
from pages.widgets.inspector.known_variables import own_variables, readable_variables, type_of_path
from pages.widgets.inspector.looks import icon_only
from pages.widgets.inspector.notes import draw_warning
from pages.widgets.inspector.places import shown_text
from pages.widgets.inspector.row_values import (
    operator_of,
    operators_for,
    row_with_operator,
    row_with_variable,
)
from pages.widgets.inspector.variable_fields import path_problem
from pages.widgets.inspector.words import type_word

_ = texts_of("inspector")

MAX_ROWS: Final = 50


def draw_conditions(bound: Bound, label: str, *, help: str | None = None) -> None:
    """Draw the rows, and the button that adds one."""
    rows = bound.items
    st.markdown(f":small[**{plain(label)}**]", help=help)
    for index, row in enumerate(rows):
        if isinstance(row, dict):
            with st.container(border=True, gap="small"):
                _draw_row(bound.at(index), index, len(rows), row)
    bound.draw_refusal()
    st.button(
        _("Add condition"),
        key=f"{bound.key}/add",
        icon=":material/add:",
        type="tertiary",
        disabled=bound.desk.read_only or len(rows) >= MAX_ROWS,
        on_click=partial(_add, bound),
    )


def _draw_row(row: Bound, index: int, count: int, value: dict[str, JsonValue]) -> None:
    operator = operator_of(value)
    variable = shown_text(value.get("variable"))
    left, right = st.columns([6, 1], gap="small", vertical_alignment="center")
    with left:
        _draw_variable(row, index, variable)
    with right:
        _draw_menu(row, index, count, value)
    variable_type = type_of_path(row.desk.document, variable)
    _draw_operator(row, index, operator, variable_type)
    draw_value(row, index, operator, variable_type)
    row.draw_refusal()
    _draw_problem(value, variable_type)


def _draw_variable(row: Bound, index: int, variable: str) -> None:
    names = {v.path: v.type for v in readable_variables(row.desk.document)}
    options = [*names] if variable in (*names, "") else [*names, variable]
    words = {name: f"{name} ({type_word(kind)})" for name, kind in names.items()}
    st.selectbox(
        _("Variable of condition {number}", number=index + 1),
        options,
        key=row.widget(variable or None, "/variable", words),
        index=options.index(variable) if variable else None,
        format_func=lambda name: words.get(name, name),
        label_visibility="collapsed",
        placeholder=_("Choose a variable"),
        accept_new_options=True,
        on_change=row.heard(partial(_variable_changed, row), "/variable"),
        disabled=row.desk.read_only,
    )


def _draw_operator(
    row: Bound, index: int, operator: Operator, variable_type: VariableType | None
) -> None:
    options = operators_for(variable_type)
    if operator not in options:
        options.append(operator)
    words = {option.value: in_language(OPERATORS[option].label) for option in options}
    st.selectbox(
        _("Comparison of condition {number}", number=index + 1),
        [option.value for option in options],
        index=options.index(operator),
        key=row.widget(operator.value, "/operator", words),
        format_func=lambda value: words.get(value, value),
        label_visibility="collapsed",
        on_change=row.heard(partial(_operator_changed, row), "/operator"),
        disabled=row.desk.read_only,
    )


def _draw_menu(row: Bound, index: int, count: int, value: dict[str, JsonValue]) -> None:
    key = f"{row.key}|menu"
    label = _("More about condition {number}", number=index + 1)
    popover = st.popover(
        label,
        icon=":material/more_vert:",
        type="tertiary",
        help=label,
        key=icon_only(key),
        on_change="rerun",
        disabled=row.desk.read_only,
    )
    if not popover.open:
        return
    with popover:
        exact = row.at("exact")
        st.checkbox(
            _("Case and accents count"),
            value.get("exact") is True,
            key=exact.widget(value.get("exact") is True),
            on_change=exact.heard(lambda: exact.set(True if exact.told() else None)),
        )
        for action, allowed in (("up", index > 0), ("down", index + 1 < count), ("remove", True)):
            st.button(
                action_word(action),  # type: ignore[arg-type]  # the three literals above
                key=f"{key}/{action}",
                width="stretch",
                disabled=not allowed,
                on_click=partial(_move, row, index, action, icon_only(key)),
            )


def _draw_problem(value: dict[str, JsonValue], variable_type: VariableType | None) -> None:
    try:
        row = ConditionRow.model_validate(value)
    except ValidationError:
        return
    for problem in value_problems(row, variable_type)[:1]:
        draw_warning(in_language(problem.sentence))


# -- changes -------------------------------------------------------------------------------------


def _row(row: Bound) -> dict[str, JsonValue]:
    value = row.value
    return value if isinstance(value, dict) else {}


def _variable_changed(row: Bound) -> None:
    path = str(row.told("/variable") or "")
    problem = path_problem(path) if path else None
    if problem:
        row.refuse(problem)
    else:
        row.set(row_with_variable(_row(row), path, type_of_path(row.desk.document, path)))


def _operator_changed(row: Bound) -> None:
    row.set(row_with_operator(_row(row), Operator(row.typed("/operator"))))


def _move(row: Bound, index: int, action: str, menu_key: str) -> None:
    st.session_state[menu_key] = False
    act(row.parent, index, action)  # type: ignore[arg-type]  # one of its actions


def _add(bound: Bound) -> None:
    own = own_variables(bound.desk.document)
    first = own[0] if own else None
    operator = operators_for(first.type if first else None)[0]
    row: dict[str, JsonValue] = {
        "variable": first.path if first else "",
        "operator": operator.value,
    }
    bound.set([*bound.items, row])
