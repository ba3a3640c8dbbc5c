"""Lists of things that have fields of their own: each in a frame, to add, move and remove."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

import streamlit as st
from pydantic import JsonValue

from flow_runtime.editing import new_id
from pages.texts import plain, texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.changes import moved, relist
from pages.widgets.inspector.looks import icon_only

_ = texts_of("inspector")

AT_ONCE: Final = 8
"""How many items are drawn before somebody asks for more: each costs several widgets."""

Action = Literal["up", "down", "copy", "remove"]


@dataclass(frozen=True, slots=True)
class Frames:
    """How the items of a list are drawn and made.

    `template` returns a new item for the list as it stands; `minimum` items always stay.
    """

    draw_item: Callable[[Bound, int], None]
    template: Callable[[list[JsonValue]], JsonValue]
    add_label: str
    minimum: int = 0
    maximum: int = 100
    bordered: bool = True


def draw_frames(bound: Bound, label: str, frames: Frames, *, help: str | None = None) -> None:
    """Draw the items of a list, and the button that adds one."""
    st.markdown(f":small[**{plain(label)}**]", help=help)
    items = bound.items
    shown = _shown_count(bound, len(items))
    for index in range(shown):
        with st.container(border=frames.bordered, gap="small"):
            _draw_head(bound, index, len(items), frames)
            frames.draw_item(bound.at(index), index)
    _draw_more(bound, shown, len(items))
    bound.draw_refusal()
    st.button(
        frames.add_label,
        key=f"{bound.key}/add",
        icon=":material/add:",
        type="tertiary",
        disabled=bound.desk.read_only or len(items) >= frames.maximum,
        on_click=partial(_add, bound, frames),
    )


def _draw_head(bound: Bound, index: int, count: int, frames: Frames) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.caption(f"{index + 1}", width="content")
        draw_item_menu(bound, index, count, minimum=frames.minimum)


def draw_item_menu(bound: Bound, index: int, count: int, *, minimum: int = 0) -> None:
    """Draw the menu that moves, copies or removes an item."""
    actions: list[Action] = ["copy"]
    if index > 0:
        actions.append("up")
    if index + 1 < count:
        actions.append("down")
    if count > minimum:
        actions.append("remove")
    key = icon_only(f"{bound.key}/{index}|menu")
    label = _("Move, copy or remove item {number}", number=index + 1)
    st.menu_button(
        label,
        actions,
        key=key,
        icon=":material/more_vert:",
        type="tertiary",
        help=label,
        format_func=action_word,
        on_click=partial(_act, bound, index, key),
        disabled=bound.desk.read_only,
    )


def action_word(action: Action) -> str:
    """Return what an action of the menu is called."""
    words = {
        "up": _("Move up"),
        "down": _("Move down"),
        "copy": _("Duplicate"),
        "remove": _("Remove"),
    }
    return words[action]


def _draw_more(bound: Bound, shown: int, count: int) -> None:
    if shown == count:
        return
    st.button(
        _.plural("Show {count} more", "Show {count} more", count - shown),
        key=f"{bound.key}/more",
        type="tertiary",
        icon=":material/expand_more:",
        on_click=partial(_show_all, bound),
    )


def _shown_count(bound: Bound, count: int, at_once: int = AT_ONCE) -> int:
    return count if st.session_state.get(f"{bound.key}|all") else min(count, at_once)


def _show_all(bound: Bound) -> None:
    st.session_state[f"{bound.key}|all"] = True


# -- changes -------------------------------------------------------------------------------------


def _add(bound: Bound, frames: Frames) -> None:
    items = bound.items
    if len(items) >= AT_ONCE:
        _show_all(bound)
    bound.set([*items, frames.template(items)])


def _act(bound: Bound, index: int, key: str) -> None:
    act(bound, index, st.session_state.get(key))


def act(bound: Bound, index: int, action: Action | None) -> None:
    """Move, copy or remove an item, with its translations and edges."""
    items = bound.items
    order: list[int | None] = list(range(len(items)))
    match action:
        case "up":
            order = list(moved(len(items), index, -1))
        case "down":
            order = list(moved(len(items), index, 1))
        case "remove":
            order.remove(index)
        case "copy":
            order.insert(index + 1, index)
    changed = [items[place] for place in order if place is not None]
    origins = list(order)
    if action == "copy":
        changed[index + 1], origins[index + 1] = _copied(items, index), None
    bound.apply(relist(bound.desk.document, bound.node_id, bound.path, changed, origins))


def _copied(items: list[JsonValue], index: int) -> JsonValue:
    item = items[index]
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        return item
    return {**item, "id": free_id(items, str(item["id"]))}


def free_id(items: list[JsonValue], wish: str) -> str:
    """Return an id that no item of a list has."""
    taken = {str(item.get("id")) for item in items if isinstance(item, dict)}
    return new_id(taken, wish)
