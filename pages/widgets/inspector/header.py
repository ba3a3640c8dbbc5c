"""The head of the inspector: what the node is, its name, and what can be done with all of it."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from flow_runtime.editing.changes import RemoveNode
from flow_runtime.editing.documents import text_of
from flow_runtime.nodes import NODE_TYPES
from flow_runtime.nodes.base import NodeInfo
from pages.texts import in_language, plain, texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.duplicating import duplicate_changes
from pages.widgets.inspector.looks import icon_only
from pages.widgets.inspector.words import (
    FAMILY_COLOURS,
    ICONS,
    UNKNOWN_ICON,
    family_word,
)

if TYPE_CHECKING:
    from pages.editing.desk import Desk

_ = texts_of("inspector")

MAX_NAME_CHARACTERS = 200


def info_of(node_type: str) -> NodeInfo | None:
    """Return a node type's words; None for a type that is unknown here."""
    found = NODE_TYPES.get(node_type)
    return found.INFO if found is not None else None


def draw_header(node: Bound) -> None:
    """Draw the type, the name and the actions of a node."""
    info = info_of(text_of(node.node, "type"))
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        _draw_type(node, info)
        draw_actions(node.desk, (node.node_id,), f"{node.key}actions")
    _draw_name(node)
    if info is not None:
        st.caption(in_language(info.description))


def _draw_type(node: Bound, info: NodeInfo | None) -> None:
    if info is None:
        unknown = _("Unknown block: {type}", type=plain(text_of(node.node, "type")))
        st.badge(unknown, icon=UNKNOWN_ICON, color="red")
        return
    family, name = family_word(info.family.value), in_language(info.name)
    word = name if family == name else f"{family} · {name}"
    icon = ICONS.get(info.icon, UNKNOWN_ICON)
    st.badge(plain(word), icon=icon, color=FAMILY_COLOURS[info.family.value])  # type: ignore[arg-type]


def _draw_name(node: Bound) -> None:
    name = node.at("name")
    shown = text_of(node.node, "name")
    st.text_input(
        _("Block name"),
        shown,
        key=name.widget(shown),
        max_chars=MAX_NAME_CHARACTERS if len(shown) <= MAX_NAME_CHARACTERS else None,
        on_change=name.heard(partial(_renamed, name)),
        disabled=node.desk.read_only,
    )
    name.draw_refusal()


def _renamed(name: Bound) -> None:
    text = name.typed().strip()
    if text:
        name.set(text, kind="rename")
    else:
        name.refuse(_("A block needs a name."))


def draw_actions(desk: "Desk", node_ids: Sequence[str], key: str) -> None:
    """Draw the buttons that duplicate or delete nodes."""
    with st.container(horizontal=True, gap="small", width="content"):
        st.button(
            _("Duplicate"),
            key=icon_only(f"{key}/duplicate"),
            icon=":material/content_copy:",
            type="tertiary",
            help=_("Duplicate"),
            on_click=partial(_duplicate, desk, node_ids),
            disabled=desk.read_only,
        )
        st.button(
            _("Delete"),
            key=icon_only(f"{key}/delete"),
            icon=":material/delete:",
            type="tertiary",
            help=_("Delete"),
            on_click=partial(_delete, desk, node_ids),
            disabled=desk.read_only,
        )


def _duplicate(desk: "Desk", node_ids: Sequence[str]) -> None:
    before = {str(node.get("id")) for node in _nodes(desk)}
    desk.apply("duplicate", duplicate_changes(desk.document, node_ids))
    made = [str(node["id"]) for node in _nodes(desk) if str(node.get("id")) not in before]
    if len(made) == 1:
        desk.focus(made[0])


def _nodes(desk: "Desk") -> list[dict[str, object]]:
    nodes = desk.document.get("nodes")
    return [n for n in nodes if isinstance(n, dict)] if isinstance(nodes, list) else []


def _delete(desk: "Desk", node_ids: Sequence[str]) -> None:
    desk.apply("delete", [RemoveNode(node_id) for node_id in node_ids])
