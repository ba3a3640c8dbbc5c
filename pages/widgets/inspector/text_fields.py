"""Texts with variables: several lines or one, with the picker, a preview and channel limits."""

from collections.abc import Mapping
from functools import partial
from typing import Final

import streamlit as st
from pydantic import JsonValue

from flow_runtime.nodes.fields import Role
from pages.editing.typing import live
from pages.texts import in_language, plain, texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.channel_limits import draw_text_limits
from pages.widgets.inspector.examples_cache import scope_of
from pages.widgets.inspector.known_variables import KnownVariable
from pages.widgets.inspector.notes import draw_error, draw_result, draw_warning
from pages.widgets.inspector.places import shown_text
from pages.widgets.inspector.previews import Preview, place_in, preview_of
from pages.widgets.inspector.variable_picker import draw_variable_picker

_ = texts_of("inspector")

ITEM: Final = KnownVariable("item", "object")
"""What the label of a listed option may read besides."""

TEMPLATES: Final = frozenset({Role.TEXT, Role.VALUE, Role.URL, Role.HEADER})
_LINES_HEIGHT: Final = "content"


def draw_text(
    bound: Bound,
    label: str,
    *,
    role: Role | None = Role.TEXT,
    help: str | None = None,
    lines: bool = True,
    required: bool = False,
    placeholder: str | None = None,
) -> None:
    """Draw a text of the node with all that helps to write it."""
    shown = shown_text(bound.held)
    draw = partial(st.text_area, height=_LINES_HEIGHT) if lines else st.text_input
    with live(bound.key):
        draw(
            label,
            shown,
            key=bound.widget(shown),
            help=help,
            placeholder=placeholder,
            on_change=bound.heard(partial(_changed, bound, role, required)),
            disabled=bound.desk.read_only,
        )
        bound.draw_refusal()
        if role in TEMPLATES:
            _draw_beneath(bound, role)


def _changed(bound: Bound, role: Role | None, required: bool) -> None:
    text = bound.typed()
    kind = "set_text" if role is Role.TEXT else "set_field"
    bound.set(text if text or required or bound.default else None, kind=kind)


def _draw_beneath(bound: Bound, role: Role) -> None:
    source = shown_text(bound.held)
    also = (ITEM,) if bound.path.startswith("options_from.") else ()
    draw_variable_picker(bound, also=also)
    if "{{" in source or "{%" in source:
        scope = {**scope_of(bound.desk), **{variable.path: {} for variable in also}}
        draw_preview(source, scope, language=_flow_language(bound), role=role)
    if role is Role.TEXT:
        draw_text_limits(bound, source)


def _flow_language(bound: Bound) -> str:
    return str(bound.desk.document.get("language", "pt-BR"))


def draw_preview(
    source: str, scope: Mapping[str, JsonValue], *, language: str, role: Role = Role.TEXT
) -> None:
    """Show what a customer would read, or what is wrong with the text."""
    preview = preview_of(source, scope, language=language, role=role)
    if preview.error is not None:
        draw_error(_error_of(source, preview))
        return
    draw_result(preview.text or _("(nothing)"))
    if preview.unknown:
        draw_warning(_("There is no variable {names}.", names=", ".join(preview.unknown)))
    if preview.without_example:
        names = plain(", ".join(preview.without_example))
        st.caption(_("Without an example: {names}", names=names))


def _error_of(source: str, preview: Preview) -> str:
    sentence = in_language(preview.error or {"pt-BR": ""})
    if preview.position is None:
        return sentence
    here = _("Here: {piece}", piece=place_in(source, preview.position))
    return f"{sentence} {here}"
