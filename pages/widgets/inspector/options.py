"""The options of a menu: label, saved value and synonyms; to move, remove, or paste as a table."""

from functools import partial
from typing import Final

import streamlit as st
from pydantic import JsonValue

from pages.editing.typing import live
from pages.texts import plain, texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.channel_limits import draw_label_limits, draw_options_limits
from pages.widgets.inspector.item_frames import act, action_word, free_id
from pages.widgets.inspector.known_variables import type_of_path
from pages.widgets.inspector.line_lists import draw_lines
from pages.widgets.inspector.looks import icon_only
from pages.widgets.inspector.paste_options import draw_paste
from pages.widgets.inspector.picker_words import appended
from pages.widgets.inspector.places import shown_text
from pages.widgets.inspector.spreadsheet import MAX_OPTIONS, MAX_SYNONYMS
from pages.widgets.inspector.variable_picker import draw_inserter
from pages.widgets.inspector.written_values import NotUnderstood, read_typed

_ = texts_of("inspector")

AT_ONCE: Final = 15


def draw_options(bound: Bound, label: str, *, help: str | None = None) -> None:
    """Draw the options, one a line; the rest of each is behind its menu."""
    st.markdown(f":small[**{plain(label)}**]", help=help)
    options = bound.items
    shown = len(options) if st.session_state.get(f"{bound.key}|all") else AT_ONCE
    for index, option in enumerate(options[:shown]):
        if isinstance(option, dict):
            with st.container():
                _draw_option(bound, index, option, len(options))
    if shown < len(options):
        st.button(
            _.plural("Show {count} more", "Show {count} more", len(options) - shown),
            key=f"{bound.key}/more",
            type="tertiary",
            icon=":material/expand_more:",
            on_click=partial(_show_all, bound),
        )
    draw_options_limits(bound, options)
    bound.draw_refusal()
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Add option"),
            key=f"{bound.key}/add",
            icon=":material/add:",
            type="tertiary",
            disabled=bound.desk.read_only or len(options) >= MAX_OPTIONS,
            on_click=partial(_add, bound),
        )
        draw_paste(bound)


def _show_all(bound: Bound) -> None:
    st.session_state[f"{bound.key}|all"] = True


def _draw_option(bound: Bound, index: int, option: dict[str, JsonValue], count: int) -> None:
    label = bound.at(index).at("label")
    with live(label.key, horizontal=True):
        st.text_input(
            _("Option {number}", number=index + 1),
            shown_text(option.get("label")),
            key=label.widget(shown_text(option.get("label"))),
            label_visibility="collapsed",
            on_change=label.heard(lambda: label.set(label.typed(), kind="set_text")),
            disabled=bound.desk.read_only,
        )
        _draw_menu(bound.at(index), index, count)
    label.draw_refusal()
    draw_label_limits(label, shown_text(option.get("label")), count)


def _draw_menu(option: Bound, index: int, count: int) -> None:
    key = f"{option.key}|menu"
    menu_key = icon_only(key)
    label = _("More about option {number}", number=index + 1)
    popover = st.popover(
        label,
        icon=":material/more_vert:",
        type="tertiary",
        help=label,
        key=menu_key,
        on_change="rerun",
        disabled=option.desk.read_only,
    )
    if not popover.open:
        return
    with popover:
        draw_lines(option.at("synonyms"), _("Also understands"), limit=MAX_SYNONYMS)
        _draw_value(option.at("value"))
        with st.expander(
            _("Insert variable"), key=f"{key}/inserter", on_change="rerun"
        ) as inserter:
            if inserter.open:
                draw_inserter(option, key, partial(_insert, option.at("label"), menu_key))
        _draw_moves(option.parent, index, count, key)


def _draw_value(value: Bound) -> None:
    st.text_input(
        _("Saved value"),
        shown_text(value.value),
        key=value.widget(shown_text(value.value)),
        placeholder=_("the label itself"),
        on_change=value.heard(partial(_value_changed, value)),
    )
    value.draw_refusal()


def _value_changed(value: Bound) -> None:
    text, saved_as = value.typed().strip(), value.node.get("save_as")
    kind = type_of_path(value.desk.document, str(saved_as))
    try:
        value.set(read_typed(text, kind if kind in ("number", "boolean") else None))
    except NotUnderstood:
        value.refuse(_("The variable {name} needs another kind of value.", name=str(saved_as)))


def _draw_moves(options: Bound, index: int, count: int, key: str) -> None:
    for action, allowed in (("up", index > 0), ("down", index + 1 < count), ("remove", True)):
        st.button(
            action_word(action),  # type: ignore[arg-type]  # the three literals above
            key=f"{key}/{action}",
            width="stretch",
            disabled=not allowed,
            on_click=partial(_move, options, index, action, icon_only(key)),
        )


def _move(options: Bound, index: int, action: str, menu_key: str) -> None:
    st.session_state[menu_key] = False
    act(options, index, action)  # type: ignore[arg-type]  # one of its actions


def _insert(label: Bound, menu_key: str, written: str) -> None:
    st.session_state[menu_key] = False
    label.set(appended(shown_text(label.value), written), kind="set_text")


def _add(bound: Bound) -> None:
    options = bound.items
    if len(options) >= AT_ONCE:
        _show_all(bound)
    label = _("Option {number}", number=len(options) + 1)
    bound.set([*options, {"id": free_id(options, label), "label": label}])
