"""Sharing: a flow as a file for people without the builder, or as a link for those with it."""

from base64 import b64encode
from collections.abc import Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import Final

import streamlit as st

from flow_runtime.sharing.drawing import Drawing
from flow_runtime.sharing.plates import Edition, Plate
from flow_runtime.sharing.png import png_of
from flow_runtime.sharing.sign_off import PAPERS, Paper, SignOff, sign_off_pdf
from flow_runtime.sharing.svg import svg_of
from pages.sharing_parts.editions import (
    Choice,
    Shared,
    choices_of,
    drawing_for,
    edition_name,
    edition_of,
    moment,
    open_points,
    shared,
)
from pages.sharing_parts.guard import shown_safely
from pages.sharing_parts.links import EDITOR, READ, address_of, link_to
from pages.texts import Language, language, plain, texts_of
from pages.widgets.header import title_slot

_ = texts_of("sharing")

_STYLE: Final = Path(__file__).parent / "sharing_parts" / "sharing.css"
_COLUMNS: Final = (1.7, 1)


def show() -> None:
    """Draw the page of the flow that the address names."""
    st.html(_STYLE)
    shown_safely(_draw)


def _draw() -> None:
    flow_id = st.query_params.get("flow", "")
    choices = choices_of(flow_id)
    picture, side = st.columns(_COLUMNS, gap="medium")
    with side:
        state = shared(flow_id, _choose(choices).number)
        drawing, edition = drawing_for(state), edition_of(state)
        _draw_files(state, drawing, edition)
        _draw_link(state)
    with picture:
        _draw_picture(Plate(drawing, edition, language()))
    _draw_title(state)


def _draw_title(state: Shared) -> None:
    with (
        title_slot(),
        st.container(horizontal=True, vertical_alignment="center", key="share-title"),
    ):
        told = _("Share “{flow}”", flow=state.name)
        st.markdown(f"**{plain(told)}**", width="content")
        link_to(EDITOR, _("Back to the drawing"), icon=":material/arrow_back:", flow=state.flow_id)


def _choose(choices: Sequence[Choice]) -> Choice:
    return st.selectbox(
        _("What do you want to share?"),
        choices,
        format_func=_told,
        key="share-choice",
        help=_("A version never changes; the draft is what is drawn right now."),
    )


def _told(choice: Choice) -> str:
    made = _("{date}, by {person}", date=moment(choice.at), person=choice.author)
    return f"{edition_name(choice.number)} · {made}"


def _draw_files(state: Shared, drawing: Drawing, edition: Edition) -> None:
    with _part("html", _("Interactive page"), ":material/web:"):
        st.caption(_("Opens in any browser, without internet: drawing, legend, script, search."))
        st.download_button(
            _("Download the page"),
            partial(_page, drawing, edition, language()),
            f"{state.file_name}.html",
            "text/html",
            key="share-html",
            icon=":material/download:",
            on_click="ignore",
        )
    with _part("pdf", _("PDF for a meeting"), ":material/picture_as_pdf:"):
        st.caption(_("Cover to sign, the drawing on as many pages as it needs, the script."))
        _draw_pdf(state, drawing, edition)
    with _part("pictures", _("Picture"), ":material/image:"):
        st.caption(_("The whole drawing with its legend. SVG stays sharp at any size."))
        plate = Plate(drawing, edition, language())
        with st.container(horizontal=True):
            _picture_button("PNG", partial(png_of, plate), state, "image/png")
            _picture_button("SVG", partial(svg_of, plate), state, "image/svg+xml")


def _part(key: str, title: str, icon: str) -> st.delta_generator.DeltaGenerator:
    box = st.container(border=True, key=f"share-part-{key}", gap="xsmall")
    box.markdown(f"{icon} **{title}**")
    return box


def _page(drawing: Drawing, edition: Edition, words: str) -> str:
    from pages.sharing_parts.flow_page import flow_page  # pyvis takes a second to load

    return flow_page(drawing, edition, words)


def _draw_pdf(state: Shared, drawing: Drawing, edition: Edition) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        paper: Paper = st.segmented_control(
            _("Paper of the drawing"),
            list(PAPERS),
            default="A4",
            key="share-paper",
            required=True,
            width="content",
        )
        st.download_button(
            _("Download the PDF"),
            partial(_pdf, state, drawing, edition, paper, language()),
            f"{state.file_name}-{paper.lower()}.pdf",
            "application/pdf",
            key="share-pdf",
            icon=":material/download:",
            on_click="ignore",
        )


def _pdf(state: Shared, drawing: Drawing, edition: Edition, paper: Paper, words: Language) -> bytes:
    points = open_points(state, words)
    wish = SignOff(state.document, edition, words, paper=paper, open_points=points)
    return sign_off_pdf(wish, drawing)


def _picture_button(
    kind: str, make: partial[str] | partial[bytes], state: Shared, mime: str
) -> None:
    st.download_button(
        _("Download {kind}", kind=kind),
        make,
        f"{state.file_name}.{kind.lower()}",
        mime,
        key=f"share-{kind.lower()}",
        icon=":material/download:",
        on_click="ignore",
    )


def _draw_link(state: Shared) -> None:
    with _part("link", _("Link inside the company"), ":material/link:"):
        st.caption(_("Whoever may open Fluxo sees the flow by this link and changes nothing."))
        st.code(
            address_of(READ, flow=state.flow_id, version=state.number),
            language=None,
            wrap_lines=True,
        )
        told = _("Open the page to read")
        link_to(READ, told, icon=":material/visibility:", flow=state.flow_id, version=state.number)


def _draw_picture(plate: Plate) -> None:
    data = b64encode(svg_of(plate).encode()).decode()
    words = escape(_("Picture of the drawing with its legend"))
    st.html(f'<img class="share-picture" alt="{words}" src="data:image/svg+xml;base64,{data}">')
    st.caption(_("This is how the picture looks. Letters are readable in the file."))
