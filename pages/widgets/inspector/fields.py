"""A widget for every field of a form: the one place that knows which is which."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import Final

import streamlit as st

from flow_runtime.editing.forms import FormField
from flow_runtime.nodes.fields import Role
from pages.texts import in_language
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.conditions import draw_conditions
from pages.widgets.inspector.formulas import FORMULAS, draw_formula
from pages.widgets.inspector.line_fields import draw_line, draw_outcome
from pages.widgets.inspector.line_lists import draw_choices, draw_lines, draw_read_variables
from pages.widgets.inspector.model_lists import draw_models, draw_optional_model, draw_texts
from pages.widgets.inspector.options import draw_options
from pages.widgets.inspector.pairs import draw_pairs
from pages.widgets.inspector.reference_fields import draw_reference, things_of
from pages.widgets.inspector.simple_fields import (
    draw_boolean,
    draw_choice,
    draw_duration,
    draw_json,
    draw_number,
    draw_scalar,
)
from pages.widgets.inspector.text_fields import TEMPLATES, draw_text
from pages.widgets.inspector.variable_fields import draw_read_from, draw_saved_as

Drawing = Callable[[Bound, FormField, str, str | None], None]


def draw_field(node: Bound, field: FormField) -> None:
    """Draw one field of a node (or of a part of it) with the widget that it asks for."""
    bound = node.to(field.path, field.default)
    title, help = in_language(field.title), in_language(field.help) or None
    draw = _BY_WIDGET.get(field.widget or "") or _BY_KIND[field.kind]
    with nullcontext() if _is_text(field) else st.container():
        draw(bound, field, title, help)


def _is_text(field: FormField) -> bool:
    """Say whether `draw_text` or `draw_formula` draws a field: they bring their own container."""
    if field.widget in _BY_WIDGET:
        return False
    return field.kind == "text" or (field.kind == "line" and field.role in TEMPLATES | FORMULAS)


def _draw_reference(bound: Bound, field: FormField, title: str, help: str | None) -> None:
    if field.role is Role.WRITES:
        draw_saved_as(bound, title, required=not field.is_nullable, help=help)
    elif field.role is Role.READS:
        draw_read_from(bound, title, help=help)
    elif field.role is not None:
        things = things_of(bound.desk, field.role, besides=bound.node_id)
        draw_reference(bound, title, things, help=help)


def _draw_line(bound: Bound, field: FormField, title: str, help: str | None) -> None:
    if field.role in FORMULAS and field.role is not None:
        draw_formula(bound, title, field.role, required=field.required, help=help)
    elif field.role in TEMPLATES:
        draw_text(bound, title, role=field.role, lines=False, required=field.required, help=help)
    else:
        draw_line(
            bound,
            title,
            required=field.required,
            pattern=field.pattern,
            limit=field.max_length,
            help=help,
        )


def _draw_list(bound: Bound, field: FormField, title: str, help: str | None) -> None:
    item = field.item
    if item is None:
        draw_json(bound, title, help=help)
    elif item.kind == "model":
        draw_models(bound, field, draw_field)
    elif item.kind == "choice":
        draw_choices(bound, title, item.choices, help=help)
    elif item.role is Role.READS:
        draw_read_variables(bound, title, limit=field.max_length, help=help)
    elif item.role in TEMPLATES:
        draw_texts(bound, field)
    else:
        draw_lines(bound, title, limit=field.max_length, help=help)


def _draw_pairs(bound: Bound, field: FormField, title: str, help: str | None) -> None:
    role = field.item.role if field.item else None
    draw_pairs(bound, title, role=role or Role.VALUE, limit=field.max_length or 50, help=help)


def _draw_data(bound: Bound, title: str, help: str | None) -> None:
    draw = draw_json if isinstance(bound.held, dict | list) else draw_scalar
    draw(bound, title, help=help)


def _draw_integer(bound: Bound, field: FormField, title: str, help: str | None) -> None:
    bounds = (field.minimum, field.maximum)
    whole = field.kind == "integer"
    draw_number(bound, title, whole=whole, bounds=bounds, empty=field.is_nullable, help=help)


def _draw_text(bound: Bound, field: FormField, title: str, help: str | None) -> None:
    draw_text(bound, title, role=field.role, required=field.required, help=help)


def _draw_choice(bound: Bound, field: FormField, title: str, help: str | None) -> None:
    required = not field.is_nullable
    draw_choice(bound, title, field.choices, required=required, help=help)


_BY_KIND: Final[Mapping[str, Drawing]] = {
    "text": _draw_text,
    "line": _draw_line,
    "number": _draw_integer,
    "integer": _draw_integer,
    "boolean": lambda bound, _field, title, help: draw_boolean(bound, title, help=help),
    "choice": _draw_choice,
    "list": _draw_list,
    "pairs": _draw_pairs,
    "model": lambda bound, field, _title, _help: draw_optional_model(bound, field, draw_field),
    "json": lambda bound, _field, title, help: _draw_data(bound, title, help),
    "reference": _draw_reference,
}
_BY_WIDGET: Final[Mapping[str, Drawing]] = {
    "id": lambda _bound, _field, _title, _help: None,
    "duration": lambda bound, _field, title, help: draw_duration(bound, title, help=help),
    "options": lambda bound, _field, title, help: draw_options(bound, title, help=help),
    "conditions": lambda bound, _field, title, help: draw_conditions(bound, title, help=help),
    "outcome": lambda bound, _field, title, help: draw_outcome(bound, title, help=help),
}
"""Widgets that a field names; every other name is drawn by the field's kind."""
