"""Options pasted from a spreadsheet: seen before they are taken."""

from functools import partial

import streamlit as st

from pages.texts import plain, texts_of
from pages.widgets.inspector.binding import Bound, typed
from pages.widgets.inspector.changes import relist
from pages.widgets.inspector.spreadsheet import Pasted, PastedOption, merged_options, read_pasted

_ = texts_of("inspector")

_PREVIEWED = 8


def draw_paste(bound: Bound) -> None:
    """Draw the button that opens the field for a pasted table."""
    key = f"{bound.key}|paste"
    popover = st.popover(
        _("Paste a table"),
        icon=":material/content_paste:",
        type="tertiary",
        key=key,
        on_change="rerun",
        disabled=bound.desk.read_only,
    )
    if popover.open:
        with popover:
            _draw_field(bound, key)


def _draw_field(bound: Bound, key: str) -> None:
    st.text_area(
        _("Copy the cells in your spreadsheet and paste them here"),
        key=f"{key}/text",
        help=_("One option a line: label, saved value, synonyms. Only the label is needed."),
        height=140,
    )
    replacing = st.checkbox(_("Replace the options there are"), key=f"{key}/replacing")
    st.button(
        _("See what comes of it"), key=f"{key}/preview", width="stretch"
    )  # takes the text out of the field; the run itself shows the preview
    pasted = read_pasted(typed(f"{key}/text"))
    if not pasted.options:
        return
    _draw_preview(pasted)
    st.button(
        _.plural("Use this option", "Use these {count} options", len(pasted.options)),
        key=f"{key}/use",
        type="primary",
        width="stretch",
        on_click=partial(_use, bound, key, pasted.options, replacing),
    )


def _draw_preview(pasted: Pasted) -> None:
    for option in pasted.options[:_PREVIEWED]:
        st.markdown(f":small[{_line(option)}]")
    if len(pasted.options) > _PREVIEWED:
        st.caption(_("… and {count} more", count=len(pasted.options) - _PREVIEWED))
    if pasted.repeated:
        st.caption(_("Left out because they repeat: lines {lines}", lines=_lines(pasted.repeated)))
    if pasted.too_long:
        st.caption(
            _("Left out because they are too long: lines {lines}", lines=_lines(pasted.too_long))
        )
    if pasted.over_limit:
        st.caption(
            _("Left out because a menu has at most 190 options: {count}", count=pasted.over_limit)
        )


def _line(option: PastedOption) -> str:
    parts = [f"**{plain(option.label)}**"]
    if option.value:
        parts.append(f"= {plain(option.value)}")
    if option.synonyms:
        parts.append(f"({plain(', '.join(option.synonyms))})")
    return " ".join(parts)


def _lines(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))


def _use(bound: Bound, key: str, pasted: tuple[PastedOption, ...], replacing: bool) -> None:
    st.session_state[key] = False
    st.session_state[f"{key}/text"] = ""
    existing = [option for option in bound.items if isinstance(option, dict)]
    options, origins = merged_options(existing, pasted, replacing=replacing)
    bound.apply(
        relist(bound.desk.document, bound.node_id, bound.path, options, origins), kind="paste"
    )
