"""The PDF for a sign-off meeting: what it is, the drawing, the script as text, and who agrees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final, Literal

from pydantic import JsonValue
from reportlab.lib.pagesizes import A3, A4, landscape, portrait
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)

from flow_runtime.editing import Document
from flow_runtime.editing.documents import items_of, text_of
from flow_runtime.sharing.cover import cover_of
from flow_runtime.sharing.drawing import Drawing, drawing_of
from flow_runtime.sharing.drawing_pages import DrawingPage, drawing_pages
from flow_runtime.sharing.lettering import load_fonts
from flow_runtime.sharing.numbered import MARGIN, Numbered, numbered_canvas
from flow_runtime.sharing.plates import Edition
from flow_runtime.sharing.script_pages import script_of
from flow_runtime.sharing.words import say

Paper = Literal["A4", "A3"]
PAPERS: Final[dict[Paper, tuple[float, float]]] = {"A4": A4, "A3": A3}
_UPRIGHT: Final = "upright"
_DRAWING: Final = "drawing"


@dataclass(frozen=True, slots=True)
class SignOff:
    """What is signed.

    `open_points` are sentences about what the checks found, each with the block's name or "".
    `paper` is that of the drawing; text is always on A4.
    """

    document: Document
    edition: Edition
    language: str
    paper: Paper = "A4"
    open_points: tuple[tuple[str, str], ...] = ()


def sign_off_pdf(wish: SignOff, drawing: Drawing | None = None) -> bytes:
    """Return the PDF; never raises for what a document holds.

    Args:
        wish: What is signed.
        drawing: The drawing of the document, when it is there already.
    """
    load_fonts()
    drawing = drawing or drawing_of(wish.document, wish.language)
    written = BytesIO()
    name = drawing.name or say("unnamed", wish.language)
    template = BaseDocTemplate(written, title=name, author="Fluxo", subject=wish.edition.name)
    is_wide = drawing.box.width >= drawing.box.height
    sheet = (landscape if is_wide else portrait)(PAPERS[wish.paper])
    template.addPageTemplates([_page(_UPRIGHT, portrait(A4)), _page(_DRAWING, sheet, padding=0)])
    pages = drawing_pages(drawing, (sheet[0] - 2 * MARGIN, sheet[1] - 2 * MARGIN), wish.language)
    said = Numbered(name, wish.edition.name, wish.language)
    template.build(list(_story(wish, drawing, pages)), canvasmaker=numbered_canvas(said))
    return written.getvalue()


def _page(key: str, size: tuple[float, float], *, padding: float = 6) -> PageTemplate:
    room = (size[0] - 2 * MARGIN, size[1] - 2 * MARGIN)
    frame = Frame(
        MARGIN,
        MARGIN,
        *room,
        leftPadding=padding,
        rightPadding=padding,
        topPadding=padding,
        bottomPadding=padding,
    )
    return PageTemplate(key, [frame], pagesize=size)


def _story(wish: SignOff, drawing: Drawing, pages: Sequence[DrawingPage]) -> Iterator[Flowable]:
    facts = tuple(_facts(wish, drawing))
    objective = text_of(wish.document, "objective")
    yield from cover_of(drawing, objective, facts, wish.open_points, wish.language)
    for page in pages:
        yield NextPageTemplate(_DRAWING)
        yield PageBreak()
        yield page
    yield NextPageTemplate(_UPRIGHT)
    yield PageBreak()
    stages = {text_of(one, "id"): text_of(one, "name") for one in items_of(wish.document, "stages")}
    parts = pages[0].parts if pages else {}
    yield from script_of(drawing, stages, parts, wish.language)


def _facts(wish: SignOff, drawing: Drawing) -> Iterator[tuple[str, str]]:
    yield say("edition", wish.language), wish.edition.name
    yield say("date", wish.language), wish.edition.when
    yield say("blocks", wish.language), str(len(drawing.cards))
    stages = [lane.name for lane in drawing.lanes]
    if stages:
        yield say("stages", wish.language), " · ".join(stages)
    languages = wish.document.get("languages")
    if isinstance(languages, list) and languages:
        yield say("languages", wish.language), ", ".join(map(_text, languages))


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""
