"""The inspector: the form of the selected node, made from its type's fields.

What comes and goes (problems, groups, what stands under a field) has a container of its own, so
that nothing below it changes its place: a field that does is drawn anew, and loses what is typed.
"""

from typing import TYPE_CHECKING, Final

import streamlit as st

from flow_runtime.editing import FormField, form_of
from flow_runtime.editing.documents import node_of, text_of
from flow_runtime.nodes.fields import Group, Role
from pages.allowed import may
from pages.texts import texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.fields import draw_field
from pages.widgets.inspector.header import draw_header
from pages.widgets.inspector.looks import wear_looks
from pages.widgets.inspector.node_problems import draw_problems_of
from pages.widgets.inspector.organisation import COMMON, draw_organisation
from pages.widgets.inspector.relevance import group_of, in_reading_order, is_relevant
from pages.widgets.inspector.selections import draw_nothing, draw_several
from pages.widgets.inspector.translations import draw_translations
from pages.widgets.inspector.trial import draw_trial
from pages.widgets.inspector.words import group_word
from storage.policy import Permission

if TYPE_CHECKING:
    from pages.editing.desk import Desk

_ = texts_of("inspector")

_OPEN: Final = (Group.SHOWN, Group.UNDERSTOOD)
_FOLDED: Final = (Group.FAILURE, Group.ADVANCED)
_ICONS: Final = {Group.FAILURE: ":material/healing:", Group.ADVANCED: ":material/tune:"}


def draw_inspector(desk: "Desk", node_id: str) -> None:
    """Draw the form of a node; of nothing or of several where that is what is selected."""
    wear_looks()
    if len(desk.selection) > 1:
        draw_several(desk, desk.selection)
    elif node_of(desk.document, node_id) is None:
        draw_nothing(desk)
    else:
        _draw_node(Bound(desk, node_id))


def _draw_node(node: Bound) -> None:
    fields = form_of(text_of(node.node, "type"))
    draw_header(node)
    with st.container():
        draw_problems_of(node)
    if not fields:
        st.caption(
            _("This block comes from another version. It is kept as it is, and cannot be changed.")
        )
        return
    groups = _grouped(node, fields)
    for group in _OPEN:
        with st.container():
            _draw_open(node, group, groups[group])
    with st.container():
        if may(Permission.TEST):
            draw_trial(node)
    for group in _FOLDED:
        _draw_folded(node, group, groups[group])
    draw_translations(node)
    draw_organisation(node, {field.name: field for field in fields if field.path in COMMON})


def _grouped(node: Bound, fields: tuple[FormField, ...]) -> dict[Group, list[FormField]]:
    """Return the fields by group; the parts of a model that is always there count as fields."""
    groups: dict[Group, list[FormField]] = {group: [] for group in Group}
    document, item = node.desk.document, node.node
    for field in in_reading_order(_flat(fields)):
        if field.path not in COMMON and is_relevant(document, item, field):
            groups[group_of(item, field)].append(field)
    return groups


def _flat(fields: tuple[FormField, ...]) -> tuple[FormField, ...]:
    return tuple(
        part
        for field in fields
        for part in (field.fields if field.fields and not field.is_nullable else (field,))
    )


def _draw_open(node: Bound, group: Group, fields: list[FormField]) -> None:
    if not fields:
        return
    to_customer = any(_is_for_customer(field) for field in fields)
    st.markdown(f"**{group_word(group.value, to_customer=to_customer)}**")
    for field in fields:
        draw_field(node, field)


def _is_for_customer(field: FormField) -> bool:
    inner = (field, *((field.item,) if field.item else ()), *(field.item or field).fields)
    return any(part.role is Role.TEXT for part in inner)


def _draw_folded(node: Bound, group: Group, fields: list[FormField]) -> None:
    if not fields:
        return
    label, key = group_word(group.value), f"{node.key}group/{group.value}"
    with st.expander(label, icon=_ICONS[group], key=key, on_change="rerun") as opened:
        for field in fields if opened.open else ():
            draw_field(node, field)
