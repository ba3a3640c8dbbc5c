"""The variables panel: what the flow remembers, of which type, how private, where it is used."""

from typing import Final

import streamlit as st

from flow_runtime.answers.folding import fold
from flow_runtime.editing.changes import PutVariable
from flow_runtime.editing.documents import text_of
from flow_runtime.limits import MAX_VARIABLES
from pages.texts import plain, texts_of
from pages.widgets.panels.desk import Desk
from pages.widgets.panels.variable_edits import Variable, declared, undeclared
from pages.widgets.panels.variable_form import draw_variable, open_key
from pages.widgets.panels.variable_names import (
    MAX_NAME_CHARACTERS,
    name_refusal,
    name_rule,
    spelled,
)
from pages.widgets.panels.variable_words import short_sensitivities, types

_ = texts_of("panels")
_SEARCHED_FROM: Final = 10
_MAX_SHOWN: Final = 100


def draw_variables(desk: Desk) -> None:
    """Draw the variables of the draft."""
    variables = declared(desk.document)
    if not desk.read_only and len(variables) < MAX_VARIABLES:
        _draw_new(desk)
        _draw_undeclared(desk)
    if not variables:
        st.info(
            _("No variables yet. Questions save their answers in them."), icon=":material/label:"
        )
        return
    found = _searched(desk, variables) if len(variables) >= _SEARCHED_FROM else variables
    with st.container(gap=None):
        for variable in found[:_MAX_SHOWN]:
            _draw_row(desk, variable)
    if len(found) > _MAX_SHOWN:
        told = _("… and {count} more. Search for the one you need.", count=len(found) - _MAX_SHOWN)
        st.caption(told)


def _draw_new(desk: Desk) -> None:
    key = f"variables-{desk.flow_id}~new"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", wrap=False):
        st.text_input(
            _("New variable"),
            key=key,
            max_chars=MAX_NAME_CHARACTERS,
            placeholder=_("order_number"),
            help=name_rule(),
        )
        st.button(
            _("Add"), key=f"{key}-add", icon=":material/add:", on_click=_add, args=(desk, key)
        )
    if refused := st.session_state.pop(f"{key}~refused", None):
        st.error(plain(refused), icon=":material/error:")


def _add(desk: Desk, key: str) -> None:
    name = spelled(st.session_state[key])
    if refused := name_refusal(desk.document, name):
        st.session_state[f"{key}~refused"] = refused
        return
    _declare(desk, name, "text")
    st.session_state[key] = ""
    st.session_state[open_key(desk)] = name


def _draw_undeclared(desk: Desk) -> None:
    missing = undeclared(desk.examination.problems, desk.document)
    if not missing:
        return
    with st.container(border=True, gap="small"):
        told = _("Used, but not created yet")
        st.markdown(f":orange[:material/warning:] **{told}**")
        for name, variable_type in list(missing.items())[:_MAX_SHOWN]:
            st.button(
                _("Create ‘{name}’", name=plain(name)),
                key=f"variables-{desk.flow_id}-declare-{name}",
                icon=":material/add:",
                on_click=_declare,
                args=(desk, name, variable_type),
            )


def _declare(desk: Desk, name: str, variable_type: str) -> None:
    desk.apply("variables", [PutVariable({"name": name, "type": variable_type})])


def _searched(desk: Desk, variables: list[Variable]) -> list[Variable]:
    typed = st.text_input(_("Find a variable"), key=f"variables-{desk.flow_id}~find")
    wanted = fold(typed or "")
    return [
        variable
        for variable in variables
        if wanted in fold(f"{text_of(variable, 'name')} {text_of(variable, 'purpose')}")
    ]


def _draw_row(desk: Desk, variable: Variable) -> None:
    name = text_of(variable, "name")
    private = short_sensitivities().get(text_of(variable, "sensitivity"))
    variable_type = text_of(variable, "type", "text")
    about = " · ".join(filter(None, [types().get(variable_type, variable_type), private]))
    is_open = st.session_state.get(open_key(desk)) == name
    st.button(
        f"**{plain(name)}** :gray[{plain(about)}]",
        key=f"variables-{desk.flow_id}-row-{name}",
        icon=":material/expand_less:"
        if is_open
        else f":material/{'lock' if private else 'label'}:",
        type="tertiary",
        on_click=_toggle,
        args=(desk, name),
    )
    if is_open:
        with st.container(border=True):
            draw_variable(desk, variable)


def _toggle(desk: Desk, name: str) -> None:
    is_open = st.session_state.get(open_key(desk)) == name
    st.session_state[open_key(desk)] = None if is_open else name
