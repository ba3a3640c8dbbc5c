"""Plain lines: names, file names, and identifiers that other systems know."""

import re
from functools import partial
from typing import Final

import streamlit as st

from pages.texts import texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.known_variables import variable_name_from
from pages.widgets.inspector.places import shown_text

_ = texts_of("inspector")

OUTCOMES: Final = ("resolved", "unresolved", "lead", "churn", "abandoned")
"""Results of a conversation that are offered; others can be typed."""


def draw_line(
    bound: Bound,
    label: str,
    *,
    required: bool = False,
    pattern: str | None = None,
    help: str | None = None,
    limit: int | None = None,
) -> None:
    """Draw a line; with a pattern what is typed is made to follow it."""
    shown = shown_text(bound.held)
    st.text_input(
        label,
        shown,
        key=bound.widget(shown),
        help=help,
        max_chars=limit if limit and len(shown) <= limit else None,
        on_change=bound.heard(partial(_changed, bound, required, pattern)),
        disabled=bound.desk.read_only,
    )
    bound.draw_refusal()


def _changed(bound: Bound, required: bool, pattern: str | None) -> None:
    text = bound.typed()
    if pattern is None or not text:
        bound.set(text if text or required or bound.default else None)
        return
    _set_in_pattern(bound, text, pattern)


def _set_in_pattern(bound: Bound, text: str, pattern: str) -> None:
    fitting = text if re.fullmatch(pattern, text) else variable_name_from(text)
    if fitting and re.fullmatch(pattern, fitting):
        bound.set(fitting)
    else:
        bound.refuse(_("Use small letters, numbers and _, such as order_number."))


def draw_outcome(bound: Bound, label: str, *, help: str | None = None) -> None:
    """Draw the result with which a conversation ends."""
    shown = shown_text(bound.held) or None
    options = list(dict.fromkeys((*OUTCOMES, *filter(None, (shown,)))))
    st.selectbox(
        label,
        options,
        index=options.index(shown) if shown else None,
        key=bound.widget(shown, words={one: _outcome_word(one) for one in options}),
        format_func=_outcome_word,
        help=help,
        accept_new_options=True,
        on_change=bound.heard(partial(_outcome_changed, bound)),
        disabled=bound.desk.read_only,
    )
    bound.draw_refusal()


def _outcome_changed(bound: Bound) -> None:
    _set_in_pattern(bound, str(bound.told() or ""), r"[a-z0-9_-]{1,64}")


def _outcome_word(outcome: str) -> str:
    words = {
        "resolved": _("Resolved"),
        "unresolved": _("Not resolved"),
        "lead": _("New lead"),
        "churn": _("Cancelled"),
        "abandoned": _("Abandoned"),
    }
    return words.get(outcome, outcome)
