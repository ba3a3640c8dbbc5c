"""Formulas: CEL, JMESPath and RE2, with what is wrong told as it is typed."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

import streamlit as st

from flow_runtime.expressions import parse_expression, parse_pattern, parse_query
from flow_runtime.formula_errors import ExpressionFailed, FormulaError
from flow_runtime.nodes.fields import Role
from pages.editing.typing import live
from pages.texts import in_language, texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.examples_cache import scope_of
from pages.widgets.inspector.notes import draw_error, draw_result, draw_warning
from pages.widgets.inspector.places import shown_text
from pages.widgets.inspector.previews import place_in
from pages.widgets.inspector.response_paths import shown_value

_ = texts_of("inspector")

_PARSERS: Final[Mapping[Role, Callable[[str], object]]] = {
    Role.EXPRESSION: parse_expression,
    Role.QUERY: parse_query,
    Role.PATTERN: parse_pattern,
}
FORMULAS: Final = frozenset(_PARSERS)


def draw_formula(
    bound: Bound, label: str, role: Role, *, required: bool = False, help: str | None = None
) -> None:
    """Draw a formula and, beneath it, its error or what it gives with example values."""
    source = shown_text(bound.held)
    draw = st.text_area if role is Role.EXPRESSION else st.text_input
    with live(bound.key):
        draw(
            label,
            source,
            key=bound.widget(source),
            help=help,
            placeholder=_example(role),
            on_change=bound.heard(partial(_changed, bound, required)),
            disabled=bound.desk.read_only,
        )
        bound.draw_refusal()
        if source:
            _draw_result(bound, source, role)


def _example(role: Role) -> str:
    return {
        Role.EXPRESSION: 'total > 100.0 && plan == "pro"',
        Role.QUERY: "invoices[0].amount",
        Role.PATTERN: "[A-Z]{2}[0-9]{6}",
    }[role]


def _changed(bound: Bound, required: bool) -> None:
    text = bound.typed()
    bound.set(text if text or required else None)


def _draw_result(bound: Bound, source: str, role: Role) -> None:
    problem = formula_problem(source, role)
    if problem is not None:
        draw_error(problem)
    elif role is Role.EXPRESSION:
        _draw_value(bound, source)


def formula_problem(source: str, role: Role) -> str | None:
    """Return why a formula does not parse and where, in the visitor's language."""
    try:
        _PARSERS[role](source)
    except FormulaError as invalid:
        sentence = in_language(invalid.sentence)
        if invalid.position is None:
            return sentence
        here = _("Here: {piece}", piece=place_in(source, invalid.position))
        return f"{sentence} {here}"
    return None


def _draw_value(bound: Bound, source: str) -> None:
    try:
        value = parse_expression(source).evaluate(scope_of(bound.desk))
    except ExpressionFailed as failure:
        draw_warning(in_language(failure.sentence))
        return
    draw_result(_("With example values: {value}", value=shown_value(value)))
