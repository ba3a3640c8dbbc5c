"""Names with values, such as headers, parameters and the body of a call, without writing JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st
from pydantic import JsonValue

from flow_runtime.nodes.fields import Role
from pages.texts import in_language, plain, texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.examples_cache import scope_of
from pages.widgets.inspector.looks import icon_only
from pages.widgets.inspector.notes import draw_error, draw_warning
from pages.widgets.inspector.picker_words import appended
from pages.widgets.inspector.places import shown_text
from pages.widgets.inspector.previews import preview_of
from pages.widgets.inspector.variable_picker import draw_inserter

_ = texts_of("inspector")


def draw_pairs(
    bound: Bound, label: str, *, role: Role = Role.VALUE, limit: int = 50, help: str | None = None
) -> None:
    """Draw a name and a value a row."""
    st.markdown(f":small[**{plain(label)}**]", help=help)
    pairs = _pairs(bound)
    for index, name in enumerate(pairs):
        _draw_row(_Row(bound, role, index, name))
    if st.session_state.get(_adding_key(bound)):
        _draw_row(_Row(bound, role, len(pairs), None))
    bound.draw_refusal()
    st.button(
        _("Add to “{label}”", label=plain(label)),
        key=f"{bound.key}/add",
        icon=":material/add:",
        type="tertiary",
        disabled=bound.desk.read_only or len(pairs) >= limit,
        on_click=partial(_begin_row, bound),
    )


def _pairs(bound: Bound) -> dict[str, JsonValue]:
    value = bound.value
    return dict(value) if isinstance(value, dict) else {}


def _adding_key(bound: Bound) -> str:
    return f"{bound.key}|adding"


def _begin_row(bound: Bound) -> None:
    st.session_state[_adding_key(bound)] = True


@dataclass(frozen=True, slots=True)
class _Row:
    """One row; `name` is None in the row that is being added."""

    bound: Bound
    role: Role
    index: int
    name: str | None

    @property
    def name_suffix(self) -> str:
        return f"/{self.index}/name"

    @property
    def value_suffix(self) -> str:
        return f"/{self.index}/value"

    @property
    def value(self) -> str:
        return shown_text(_pairs(self.bound).get(self.name)) if self.name is not None else ""


def _draw_row(row: _Row) -> None:
    bound, number = row.bound, row.index + 1
    left, middle, right = st.columns([6, 7, 2], gap="small", vertical_alignment="center")
    left.text_input(
        _("Name {number}", number=number),
        row.name or "",
        key=bound.widget(row.name or "", row.name_suffix),
        label_visibility="collapsed",
        placeholder=_("name"),
        on_change=bound.heard(partial(_name_changed, row), row.name_suffix),
        disabled=bound.desk.read_only,
    )
    middle.text_input(
        _("Value {number}", number=number),
        row.value,
        key=bound.widget(row.value, row.value_suffix),
        label_visibility="collapsed",
        placeholder=_("value"),
        on_change=bound.heard(partial(_value_changed, row), row.value_suffix),
        disabled=bound.desk.read_only,
    )
    with right:
        _draw_menu(row)
    _draw_problem(row)


def _draw_menu(row: _Row) -> None:
    bound = row.bound
    key = f"{bound.key}/{row.index}|menu"
    label = _("More about row {number}", number=row.index + 1)
    popover = st.popover(
        label,
        icon=":material/more_vert:",
        type="tertiary",
        help=label,
        key=icon_only(key),
        on_change="rerun",
        disabled=bound.desk.read_only,
    )
    if popover.open:
        with popover:
            draw_inserter(bound, key, partial(_insert, row, icon_only(key)))
            st.button(
                _("Remove"),
                key=f"{key}/remove",
                icon=":material/delete:",
                width="stretch",
                on_click=partial(_remove, row, icon_only(key)),
            )


def _draw_problem(row: _Row) -> None:
    if "{{" not in row.value and "{%" not in row.value:
        return
    preview = preview_of(row.value, scope_of(row.bound.desk), language="pt-BR", role=row.role)
    if preview.error is not None:
        draw_error(in_language(preview.error))
    elif preview.unknown:
        names = ", ".join(preview.unknown)
        draw_warning(_("There is no variable {names}.", names=names))


# -- changes -------------------------------------------------------------------------------------


def _name_changed(row: _Row) -> None:
    name = row.bound.typed(row.name_suffix).strip()
    pairs = _pairs(row.bound)
    if not name:
        row.bound.refuse(_("Every row needs a name. To take it away, use its menu."))
    elif name != row.name and name in pairs:
        row.bound.refuse(_("There is already a row named {name}.", name=name))
    elif row.name is None:
        _set(row.bound, {**pairs, name: row.bound.typed(row.value_suffix)})
    else:
        _set(row.bound, {name if old == row.name else old: v for old, v in pairs.items()})


def _value_changed(row: _Row) -> None:
    if row.name is not None:
        _set_value(row, row.bound.typed(row.value_suffix))


def _set_value(row: _Row, text: str) -> None:
    if row.name is not None:
        _set(row.bound, {**_pairs(row.bound), row.name: text})


def _insert(row: _Row, menu_key: str, written: str) -> None:
    st.session_state[menu_key] = False
    _set_value(row, appended(row.bound.typed(row.value_suffix), written))


def _remove(row: _Row, menu_key: str) -> None:
    st.session_state[menu_key] = False
    if row.name is None:
        st.session_state.pop(_adding_key(row.bound), None)
        return
    _set(row.bound, {k: v for k, v in _pairs(row.bound).items() if k != row.name})


def _set(bound: Bound, pairs: Mapping[str, JsonValue]) -> None:
    st.session_state.pop(_adding_key(bound), None)
    bound.set(dict(pairs) or None)
