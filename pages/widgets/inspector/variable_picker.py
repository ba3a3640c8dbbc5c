"""Putting a variable into a text: which one, how it is shown, what is said when it is empty."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from pages.texts import texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.known_variables import KnownVariable, readable_variables
from pages.widgets.inspector.picker_words import (
    AS_IT_IS,
    FILTERS_BY_TYPE,
    Insertion,
    appended,
    filter_word,
    variable_word,
)

_ = texts_of("inspector")


def draw_variable_picker(bound: Bound, *, also: Sequence[KnownVariable] = ()) -> None:
    """Draw the button that opens the picker; what is chosen is put at the end of the text.

    Args:
        bound: The field of the text.
        also: What only this text may read besides the flow's variables.
    """
    key = f"{bound.key}|picker"
    popover = st.popover(
        _("Insert variable"),
        icon=":material/data_object:",
        type="tertiary",
        key=key,
        on_change="rerun",
        disabled=bound.desk.read_only,
    )
    if popover.open:
        with popover:
            draw_inserter(bound, key, partial(_insert, bound), also=also)


def draw_inserter(
    bound: Bound, key: str, insert: Callable[[str], None], *, also: Sequence[KnownVariable] = ()
) -> None:
    """Draw the choices of the picker; `insert` is called with the `{{ … }}` that was made."""
    variables = {v.path: v for v in (*also, *readable_variables(bound.desk.document))}
    path = st.selectbox(
        _("Variable"),
        [*variables],
        format_func=lambda path: variable_word(variables[path]),
        key=f"{key}/variable",
    )
    if path is None:
        return
    filters = (AS_IT_IS, *FILTERS_BY_TYPE.get(variables[path].type, ()))
    shown_as = st.selectbox(
        _("Show as"), filters, format_func=filter_word, key=f"{key}/filter/{variables[path].type}"
    )
    instead = st.text_input(
        _("When it is empty, write"), key=f"{key}/instead", placeholder=_("nothing")
    )
    written = Insertion(path, shown_as or AS_IT_IS, instead or "").written
    st.code(written, language=None, wrap_lines=True)
    st.button(
        _("Insert"),
        key=f"{key}/insert",
        type="primary",
        on_click=partial(insert, written),
        width="stretch",
    )


def _insert(bound: Bound, written: str) -> None:
    st.session_state[f"{bound.key}|picker"] = False
    bound.set(appended(bound.typed(), written), kind="set_text")
