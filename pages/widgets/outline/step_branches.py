"""The options of a menu, or the branches of a choice: named, added, moved and removed in place."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import streamlit as st

from flow_runtime.editing import Change
from flow_runtime.editing.documents import text_of
from flow_runtime.editing.outline import OutlineLine
from pages.texts import plain, texts_of
from pages.widgets.outline.branch_gestures import (
    MAX_ITEMS,
    Branches,
    added,
    branches_of,
    renamed,
    shifted,
    without,
)
from pages.widgets.outline.state import outline_key
from pages.widgets.panels import binding
from pages.widgets.panels.binding import Bound
from pages.widgets.panels.desk import Desk

_ = texts_of("outline")
_MAX_LABEL_CHARACTERS: Final = 200


def draw_branches(desk: Desk, line: OutlineLine) -> None:
    """Draw the list of ways of a step whose type has one."""
    branches = branches_of(desk.document, line.node_id)
    if branches is None:
        return
    heading = _("Options") if branches.path == "options" else _("Branches")
    st.markdown(f"**{heading}**")
    for index in range(len(branches.items)):
        _draw_item(desk, branches, index)
    if len(branches.items) < MAX_ITEMS and not desk.read_only:
        _draw_new(desk, branches)


def _draw_item(desk: Desk, branches: Branches, index: int) -> None:
    words = text_of(branches.items[index], branches.field)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        at = Bound(
            _key(desk, branches, f"{index}"),
            _item_name(branches, index + 1),
            disabled=desk.read_only,
        )
        save = partial(_rename, desk, branches, index)
        binding.line(at, words, save, max_chars=_MAX_LABEL_CHARACTERS)
        buttons: Sequence[tuple[str, str, str, Callable[[], list[Change]], bool]] = (
            (
                "up",
                ":material/arrow_upward:",
                _("Move ‘{name}’ up", name=words),
                lambda: shifted(desk.document, branches, index, -1),
                index > 0,
            ),
            (
                "down",
                ":material/arrow_downward:",
                _("Move ‘{name}’ down", name=words),
                lambda: shifted(desk.document, branches, index, 1),
                index + 1 < len(branches.items),
            ),
            (
                "remove",
                ":material/delete:",
                _("Remove ‘{name}’", name=words),
                lambda: without(desk.document, branches, index),
                True,
            ),
        )
        for name, icon, help_text, changes, possible in buttons:
            st.button(
                f":small[{_short(name)}]",
                key=_key(desk, branches, f"{index}-{name}"),
                icon=icon,
                help=plain(help_text),
                type="tertiary",
                disabled=desk.read_only or not possible,
                on_click=_apply,
                args=(desk, changes),
            )


def _short(name: str) -> str:
    return {"up": _("Up"), "down": _("Down"), "remove": _("Remove")}[name]


def _item_name(branches: Branches, number: int) -> str:
    is_option = branches.path == "options"
    return _("Option {number}", number=number) if is_option else _("Branch {number}", number=number)


def _apply(desk: Desk, changes: Callable[[], list[Change]]) -> None:
    desk.apply("set_field", changes())


def _rename(desk: Desk, branches: Branches, index: int, label: str) -> str | None:
    if not label.strip():
        return _("Write something, or remove it.")
    desk.apply("set_text", renamed(branches, index, label.strip()))
    return None


def _draw_new(desk: Desk, branches: Branches) -> None:
    key = _key(desk, branches, "new")
    is_option = branches.path == "options"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            _("New option") if is_option else _("New branch"),
            key=key,
            max_chars=_MAX_LABEL_CHARACTERS,
        )
        st.button(
            _("Add option") if is_option else _("Add branch"),
            key=f"{key}-add",
            icon=":material/add:",
            on_click=_add,
            args=(desk, branches, key),
        )


def _add(desk: Desk, branches: Branches, key: str) -> None:
    label = st.session_state[key].strip()
    if label:
        desk.apply("set_field", added(desk.document, branches, label))
        st.session_state[key] = ""


def _key(desk: Desk, branches: Branches, name: str) -> str:
    return outline_key(desk, f"{branches.node_id}-{branches.path}-{name}")
