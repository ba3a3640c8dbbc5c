"""The script to read aloud and to print: the whole flow as plain text, nothing to click.

Every word of a person is escaped before it becomes part of the page.
"""

from collections.abc import Iterator, Sequence
from html import escape

import streamlit as st

from flow_runtime.editing import Document
from flow_runtime.editing.documents import items_of, text_of
from flow_runtime.editing.outline import OutlineLine
from pages.texts import in_language, texts_of
from pages.widgets.outline.kinds import type_name
from pages.widgets.outline.looks import MAX_DEPTH, draw_print_style

_ = texts_of("outline")


def draw_script(document: Document, lines: Sequence[OutlineLine]) -> None:
    """Draw the script."""
    draw_print_style()
    st.caption(_("To print it or save it as PDF, press Ctrl+P."))
    st.html(script_of(document, lines))


def script_of(document: Document, lines: Sequence[OutlineLine]) -> str:
    """Return the script as HTML made of escaped text only."""
    stages = {str(s["id"]): text_of(s, "name") for s in items_of(document, "stages")}
    title, objective = text_of(document, "name"), text_of(document, "objective")
    told = "".join(_told(line, stages) for line in lines)
    head = f"<h1>{escape(title)}</h1>" + (f"<p>{escape(objective)}</p>" if objective else "")
    return f'<article class="outline-script">{head}{told}</article>'


def _told(line: OutlineLine, stages: dict[str, str]) -> str:
    lead = in_language(line.lead)
    if line.kind == "section":
        return f"<h2>{escape(lead)}</h2>"
    said = "".join(_said(line, lead, stages))
    return f'<div class="d{min(line.depth, MAX_DEPTH)}">{said}</div>'


def _said(line: OutlineLine, lead: str, stages: dict[str, str]) -> Iterator[str]:
    if line.kind == "open":
        words = _("nothing follows yet")
        yield f'<p class="lead">{escape(f"{lead} → {words}" if lead else f"→ {words}")}</p>'
        return
    if line.kind == "jump":
        words = _("continue at {number}. {name}", number=line.number, name=line.name)
        yield f'<p class="lead">{escape(f"{lead} → {words}" if lead else f"→ {words}")}</p>'
        return
    if lead:
        yield f'<p class="lead">{escape(lead)} →</p>'
    about = " · ".join(filter(None, [type_name(line.type), stages.get(line.stage or "", "")]))
    name = f'<span class="name">{line.number}. {escape(line.name)}</span>'
    yield f'<p>{name} <span class="kind">{escape(about)}</span></p>'
    for text in line.texts:
        if text.value.strip() and text.is_main and not text.is_of_branch:
            yield f"<blockquote>{escape(text.value)}</blockquote>"
