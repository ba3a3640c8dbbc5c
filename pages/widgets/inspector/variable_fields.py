"""Where a node saves something: a variable of the flow, or a new one declared on the way."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from flow_runtime.editing.changes import PutVariable, SetField
from flow_runtime.formula_errors import FormulaError
from flow_runtime.paths import parse_path
from pages.texts import in_language, texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.known_variables import (
    is_free_name,
    own_variables,
    readable_variables,
    type_written_by,
    variable_name_from,
)
from pages.widgets.inspector.words import type_word

_ = texts_of("inspector")


def draw_saved_as(
    bound: Bound, label: str, *, required: bool = True, help: str | None = None
) -> None:
    """Draw where a value is saved; a name that does not exist becomes a new variable."""
    own = own_variables(bound.desk.document)
    types = {variable.path: variable.type for variable in own}
    value = bound.value
    shown = value if isinstance(value, str) and value else None
    known = [*types] if shown in (None, *types) else [*types, shown]
    options = known if required else [None, *known]
    words = {name: _saved_as_word(types, name) for name in options}
    st.selectbox(
        label,
        options,
        key=bound.widget(shown, words=words),
        index=options.index(shown) if shown in options else None,
        format_func=partial(_saved_as_word, types),
        help=help or _("Choose a variable, or type a new name to create one."),
        placeholder=_("Choose or type a new name"),
        accept_new_options=True,
        on_change=bound.heard(partial(_saved_as_changed, bound)),
        disabled=bound.desk.read_only,
    )
    bound.draw_refusal()


def _saved_as_word(types: Mapping[str, str], name: str | None) -> str:
    if name is None:
        return _("Do not save")
    return f"{name} ({type_word(types[name])})" if name in types else name


def _saved_as_changed(bound: Bound) -> None:
    wish = bound.told()
    document = bound.desk.document
    known = {variable.path for variable in own_variables(document)}
    if wish is None or wish in known:
        bound.set(wish)
        return
    name = variable_name_from(str(wish))
    if not name:
        bound.refuse(_("A variable's name begins with a letter, such as order_number."))
    elif name in known:
        bound.set(name)
    elif not is_free_name(document, name):
        bound.refuse(_("The system uses the name {name}. Choose another one.", name=name))
    else:
        declared = {"name": name, "type": type_written_by(bound.node, bound.path)}
        bound.apply([PutVariable(declared), SetField(bound.node_id, bound.path, name)])


def draw_read_from(bound: Bound, label: str, *, help: str | None = None) -> None:
    """Draw which value is read: a variable, or a path into one."""
    names = {variable.path: variable.type for variable in readable_variables(bound.desk.document)}
    value = bound.value
    shown = value if isinstance(value, str) and value else None
    options = [*names] if shown in (None, *names) else [*names, shown]
    words = {name: f"{name} ({type_word(kind)})" for name, kind in names.items()}
    st.selectbox(
        label,
        options,
        key=bound.widget(shown, words=words),
        index=options.index(shown) if shown else None,
        format_func=lambda name: words.get(name, name),
        help=help,
        placeholder=_("Choose a variable"),
        accept_new_options=True,
        on_change=bound.heard(partial(_read_from_changed, bound)),
        disabled=bound.desk.read_only,
    )
    bound.draw_refusal()


def _read_from_changed(bound: Bound) -> None:
    path = bound.told()
    problem = path_problem(str(path)) if path else None
    if problem:
        bound.refuse(problem)
    else:
        bound.set(path)


def path_problem(path: str) -> str | None:
    """Return why something is no path into a variable, in the visitor's language."""
    try:
        parse_path(path)
    except FormulaError as invalid:
        return in_language(invalid.sentence)
    return None
