"""Lists of short lines, of choices and of variables, in one widget each."""

from functools import partial

import streamlit as st
from pydantic import JsonValue

from pages.texts import texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.known_variables import readable_variables
from pages.widgets.inspector.simple_fields import Choices, place_of
from pages.widgets.inspector.variable_fields import path_problem
from pages.widgets.inspector.words import choice_word

_ = texts_of("inspector")


def draw_lines(
    bound: Bound,
    label: str,
    *,
    limit: int | None = None,
    help: str | None = None,
) -> None:
    """Draw a list of short lines as chips; new ones are typed."""
    shown = _shown(bound)
    st.multiselect(
        label,
        shown,
        default=shown,
        key=bound.widget(shown),
        accept_new_options=True,
        max_selections=limit if limit and limit >= len(shown) else None,
        help=help,
        placeholder=_("Type and press Enter"),
        on_change=bound.heard(partial(_changed, bound)),
        disabled=bound.desk.read_only,
    )
    bound.draw_refusal()


def draw_choices(bound: Bound, label: str, choices: Choices, *, help: str | None = None) -> None:
    """Draw a list of choices by their words."""
    words = {value: choice_word(place_of(bound), value, given) for value, given in choices}
    shown = _shown(bound)
    st.multiselect(
        label,
        [*words, *(value for value in shown if value not in words)],
        default=shown,
        key=bound.widget(shown, words=words),
        format_func=lambda value: words.get(value, value),
        help=help,
        placeholder=_("Choose"),
        on_change=bound.heard(partial(_changed, bound)),
        disabled=bound.desk.read_only,
    )


def draw_read_variables(
    bound: Bound, label: str, *, limit: int | None = None, help: str | None = None
) -> None:
    """Draw a list of variables, or of paths into them."""
    names = [variable.path for variable in readable_variables(bound.desk.document)]
    shown = _shown(bound)
    st.multiselect(
        label,
        [*names, *(name for name in shown if name not in names)],
        default=shown,
        key=bound.widget(shown),
        accept_new_options=True,
        max_selections=limit if limit and limit >= len(shown) else None,
        help=help,
        placeholder=_("Choose variables"),
        on_change=bound.heard(partial(_variables_changed, bound)),
        disabled=bound.desk.read_only,
    )
    bound.draw_refusal()


def _shown(bound: Bound) -> list[str]:
    return [str(item) for item in bound.items]


def _changed(bound: Bound) -> None:
    lines: list[JsonValue] = [str(line) for line in bound.told() or []]
    bound.set(lines if lines or bound.default else None)


def _variables_changed(bound: Bound) -> None:
    names = [str(name) for name in bound.told() or []]
    problem = next(filter(None, map(path_problem, names)), None)
    if problem:
        bound.refuse(problem)
    else:
        bound.set(names or None)
