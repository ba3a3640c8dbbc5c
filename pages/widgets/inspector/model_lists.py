"""Parts of a node that have fields of their own: lists of them, and one that may be left out."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

import streamlit as st
from pydantic import JsonValue

from flow_runtime.editing.forms import FormField
from flow_runtime.nodes.fields import Group
from pages.texts import in_language, texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.item_frames import Frames, draw_frames, free_id
from pages.widgets.inspector.relevance import is_relevant
from pages.widgets.inspector.text_fields import draw_text

_ = texts_of("inspector")

Draw = Callable[[Bound, FormField], None]

_DETAILS: Final = frozenset({"boolean", "number", "integer"})
_NAMED_ONE_BY_ONE: Final = "name"
"""The field of an item that is filled in when it is added, so that outcomes can be told apart."""


def draw_models(bound: Bound, field: FormField, draw: Draw) -> None:
    """Draw a list of parts, each in a frame with its fields."""

    def draw_item(item: Bound, index: int) -> None:
        draw_parts(item, field.entry(index).fields, draw)

    frames = Frames(
        draw_item=draw_item,
        template=partial(template_of, field),
        add_label=_("Add to “{label}”", label=in_language(field.title)),
        minimum=field.min_length or 0,
        maximum=field.max_length or 100,
    )
    draw_frames(bound, in_language(field.title), frames, help=in_language(field.help) or None)


def draw_parts(item: Bound, fields: Iterable[FormField], draw: Draw) -> None:
    """Draw the fields of a part: the usual ones, the others once they are asked for."""
    relevant = [f for f in fields if is_relevant(item.desk.document, item.node, f)]
    rare = [field for field in relevant if _is_rare(item, field)]
    for field in relevant:
        if field not in rare:
            draw(_inside(item, field), field)
    rare = [field for field in rare if field.widget != "id"]
    if not rare:
        return
    label = _("More about this item")
    with st.expander(label, key=f"{item.key}|more", on_change="rerun") as more:
        for field in rare if more.open else ():
            draw(_inside(item, field), field)


def _is_rare(item: Bound, field: FormField) -> bool:
    """Say whether a field can wait: advanced, or a detail, and as it is by default."""
    is_detail = field.kind in _DETAILS and not field.required
    is_set = item.at(field.name).value not in (None, field.default)
    return field.widget == "id" or ((field.group is Group.ADVANCED or is_detail) and not is_set)


def _inside(item: Bound, field: FormField) -> Bound:
    return item.at(field.name)


def draw_texts(bound: Bound, field: FormField) -> None:
    """Draw a list of texts."""

    def draw_item(item: Bound, index: int) -> None:
        inner = field.entry(index)
        title = f"{in_language(field.title)} {index + 1}"
        draw_text(item, title, role=inner.role, required=True)

    frames = Frames(
        draw_item=draw_item,
        template=lambda _items: "",
        add_label=_("Add to “{label}”", label=in_language(field.title)),
        minimum=field.min_length or 0,
        maximum=field.max_length or 100,
    )
    draw_frames(bound, in_language(field.title), frames, help=in_language(field.help) or None)


def draw_optional_model(bound: Bound, field: FormField, draw: Draw) -> None:
    """Draw a part with a switch that puts it there or takes it away."""
    is_there = isinstance(bound.held, dict)
    title = in_language(field.title)
    if field.is_nullable:
        st.checkbox(
            title,
            is_there,
            key=bound.widget(is_there, "/there"),
            help=in_language(field.help) or None,
            on_change=bound.heard(partial(_switched, bound, field), "/there"),
            disabled=bound.desk.read_only,
        )
    if is_there:
        for part in field.fields:
            draw(bound, part)


def _switched(bound: Bound, field: FormField) -> None:
    bound.set(_filled(field.fields, [], "") if bound.told("/there") else None)


# -- new items -----------------------------------------------------------------------------------


def template_of(field: FormField, items: list[JsonValue]) -> JsonValue:
    """Return a new item of a list: what is required, as empty as it may be."""
    if field.item is None or field.item.kind != "model":
        return ""
    word = f"{in_language(field.title)} {len(items) + 1}"
    return _filled(field.item.fields, items, word)


def _filled(
    fields: tuple[FormField, ...], items: list[JsonValue], word: str
) -> dict[str, JsonValue]:
    required = [field for field in fields if field.required]
    return {field.name: _first_value(field, items, word) for field in required}


def _first_value(field: FormField, items: list[JsonValue], word: str) -> JsonValue:
    if field.widget == "id":
        return free_id(items, word)
    if field.name == _NAMED_ONE_BY_ONE:
        return word
    match field.kind:
        case "choice":
            return field.choices[0][0]
        case "integer" | "number":
            return int(field.minimum or 1)
        case "boolean":
            return False
        case "list":
            return []
        case "pairs":
            return {}
        case "model":
            return _filled(field.fields, [], word)
    return ""
