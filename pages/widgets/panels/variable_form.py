"""The form of one variable: its name, what it holds, where it is used."""

from functools import partial

import streamlit as st
from pydantic import JsonValue

from flow_runtime.conditions import VariableType
from flow_runtime.editing.changes import RemoveVariable, RenameVariable
from flow_runtime.editing.documents import text_of
from flow_runtime.editing.refactoring import rename_problem, variable_uses
from flow_runtime.flow import value_fits
from pages.texts import in_language, texts_of
from pages.widgets.inspector.written_values import NotUnderstood, read_typed, write_value
from pages.widgets.panels import binding
from pages.widgets.panels.binding import Bound
from pages.widgets.panels.desk import Desk
from pages.widgets.panels.variable_edits import DEFAULTS, Variable, with_field
from pages.widgets.panels.variable_names import name_refusal, name_rule, spelled
from pages.widgets.panels.variable_uses import draw_uses
from pages.widgets.panels.variable_words import scopes, sensitivities, types

_ = texts_of("panels")


def draw_variable(desk: Desk, variable: Variable) -> None:
    """Draw everything that can be said of a variable."""
    name = text_of(variable, "name")
    binding.line(
        _bound(desk, name, "name", _("Name"), help=name_rule()),
        name,
        partial(rename, desk, name),
    )
    for field, label, words in (
        ("type", _("Holds"), types()),
        ("scope", _("Counts for"), scopes()),
        ("sensitivity", _("Privacy"), sensitivities()),
    ):
        value = text_of(variable, field, DEFAULTS[field])
        at = _bound(desk, name, field, label)
        binding.choice(at, value, words, partial(_set, desk, variable, field))
    _draw_default(desk, variable, name)
    binding.line(
        _bound(desk, name, "purpose", _("What it is for"), placeholder=_("For the privacy report")),
        text_of(variable, "purpose"),
        partial(_set, desk, variable, "purpose"),
    )
    uses = variable_uses(desk.document, name)
    draw_uses(desk, name, uses)
    st.button(
        _("Delete variable"),
        key=variable_key(desk, name, "delete"),
        icon=":material/delete:",
        disabled=desk.read_only or bool(uses),
        on_click=desk.apply,
        args=("variables", [RemoveVariable(name)]),
    )
    if uses:
        st.caption(_("It can be deleted once nothing uses it."))


def variable_key(desk: Desk, name: str, part: str) -> str:
    """Return the key of a widget of a variable."""
    return f"variables-{desk.flow_id}-{name}-{part}"


def open_key(desk: Desk) -> str:
    """Return where the name of the open variable is remembered."""
    return f"variables-{desk.flow_id}~open"


def rename(desk: Desk, old: str, typed: str) -> str | None:
    """Rename a variable everywhere it is used; return why not, if it cannot be."""
    new = spelled(typed)
    if new == old:
        return None
    if refused := name_refusal(desk.document, new):
        return refused
    if problem := rename_problem(desk.document, old, new):
        return in_language(problem)
    desk.apply("variables", [RenameVariable(old, new)])
    st.session_state[open_key(desk)] = new
    return None


def _bound(
    desk: Desk,
    name: str,
    part: str,
    label: str,
    *,
    help: str | None = None,
    placeholder: str | None = None,
) -> Bound:
    key = variable_key(desk, name, part)
    return Bound(key, label, disabled=desk.read_only, help=help, placeholder=placeholder)


def _set(desk: Desk, variable: Variable, field: str, value: JsonValue) -> None:
    desk.apply("variables", [with_field(variable, field, value)])


def _draw_default(desk: Desk, variable: Variable, name: str) -> None:
    variable_type, value = text_of(variable, "type", "text"), variable.get("default")
    at = _bound(desk, name, "default", _("Value at the beginning"), placeholder=_("empty"))
    if variable_type == "boolean":
        words: dict[str | None, str] = {None: _("empty"), "yes": _("yes"), "no": _("no")}
        shown = {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else None
        binding.choice(at, shown, words, partial(_set_boolean, desk, variable))
        return
    shown_text = value if isinstance(value, str) else write_value(value)
    binding.line(at, shown_text, partial(_set_default, desk, variable), max_chars=2_000)


def _set_boolean(desk: Desk, variable: Variable, chosen: str | None) -> None:
    _set(desk, variable, "default", None if chosen is None else chosen == "yes")


def _set_default(desk: Desk, variable: Variable, typed: str) -> str | None:
    variable_type: VariableType = text_of(variable, "type", "text")  # type: ignore[assignment]
    try:
        value = typed or None if variable_type == "text" else read_typed(typed, variable_type)
    except NotUnderstood:
        return _refusal(variable_type)
    if not value_fits(value, variable_type):
        return _refusal(variable_type)
    _set(desk, variable, "default", value)
    return None


def _refusal(variable_type: str) -> str:
    return {
        "number": _("Write a number, such as 10 or 1.234,56."),
        "date": _("Write a date as 2026-03-11."),
        "datetime": _("Write a date with its time as 2026-03-11T14:30:00-03:00."),
        "list": _('Write a list as ["one", "two"].'),
        "object": _("Write a record as {example}.", example='{"uf": "PE"}'),
    }.get(variable_type, _("This value does not fit."))
