"""The first page of the PDF: what is signed, what is open, what the colours mean, who signs."""

from collections.abc import Iterator, Sequence
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Spacer, Table, TableStyle

from flow_runtime.sharing import palette
from flow_runtime.sharing.drawing import Drawing
from flow_runtime.sharing.legend import paint_legend
from flow_runtime.sharing.lettering import BOLD, REGULAR
from flow_runtime.sharing.markup import marked
from flow_runtime.sharing.pdf_sheet import PdfSheet
from flow_runtime.sharing.plates import Nowhere
from flow_runtime.sharing.words import say

TITLE: Final = ParagraphStyle(
    "title", fontName=BOLD, fontSize=26, leading=31, textColor=HexColor(palette.INK), spaceAfter=6
)
HEADING: Final = ParagraphStyle(
    "heading",
    fontName=BOLD,
    fontSize=14,
    leading=18,
    textColor=HexColor(palette.INK),
    spaceBefore=16,
    spaceAfter=6,
)
TEXT: Final = ParagraphStyle(
    "text", fontName=REGULAR, fontSize=10.5, leading=14.5, textColor=HexColor(palette.INK_2)
)
SMALL: Final = ParagraphStyle(
    "small", parent=TEXT, fontSize=9, leading=12.5, textColor=HexColor(palette.INK_3)
)
_STRONG: Final = ParagraphStyle(
    "strong", parent=TEXT, fontName=BOLD, textColor=HexColor(palette.INK)
)
_MAX_POINTS: Final = 12
_SIGNERS: Final = 3
_LEGEND_SIZE: Final = 0.78


def cover_of(
    drawing: Drawing,
    objective: str,
    facts: Sequence[tuple[str, str]],
    open_points: Sequence[tuple[str, str]],
    language: str,
) -> Iterator[Flowable]:
    """Yield what stands on the first page."""
    yield Paragraph(marked(drawing.name, BOLD) or say("unnamed", language), TITLE)
    if objective.strip():
        yield Paragraph(marked(objective), TEXT)
    yield Spacer(1, 12)
    yield _facts(facts)
    if open_points:
        yield Paragraph(f"{say('open_points', language)} ({len(open_points)})", HEADING)
        yield from _points(open_points)
    yield Paragraph(say("legend", language), HEADING)
    yield Legend(drawing, language)
    yield Paragraph(say("approval", language), HEADING)
    yield _choices(language)
    yield Spacer(1, 10)
    yield _signers(language)


def _facts(facts: Sequence[tuple[str, str]]) -> Flowable:
    rows = [[Paragraph(marked(name), SMALL), Paragraph(marked(told), TEXT)] for name, told in facts]
    table = Table(rows, colWidths=[120, None], style=_tight())
    table.setStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(palette.LINE))])
    return table


def _points(points: Sequence[tuple[str, str]]) -> Iterator[Flowable]:
    for name, sentence in points[:_MAX_POINTS]:
        where = f'<font name="{BOLD}">{marked(name, BOLD)}</font>: ' if name else ""
        yield Paragraph(f"{where}{marked(sentence)}", TEXT, bulletText="•")
    if len(points) > _MAX_POINTS:
        yield Paragraph(f"… +{len(points) - _MAX_POINTS}", SMALL)


def _choices(language: str) -> Flowable:
    keys = ("approved", "approved_if", "rejected")
    row = [Paragraph(f"□&nbsp; {say(key, language)}", TEXT) for key in keys]
    return Table([row], style=_tight())


def _signers(language: str) -> Flowable:
    keys = ("name", "role", "date", "signature")
    rows: list[list[Paragraph | str]] = [[Paragraph(say(key, language), SMALL) for key in keys]]
    rows.extend(["", "", "", ""] for _ in range(_SIGNERS))
    border = HexColor(palette.BORDER)
    style = [
        ("LINEBELOW", (0, 1), (-1, -1), 0.6, border),
        ("LINEBELOW", (0, 0), (-1, 0), 0.6, border),
    ]
    heights = [18, *[30] * _SIGNERS]
    return Table(rows, colWidths=["30%", "25%", "15%", "30%"], rowHeights=heights, style=style)


def _tight() -> TableStyle:
    first, last = (0, 0), (-1, -1)
    return TableStyle(
        [
            ("VALIGN", first, last, "TOP"),
            ("LEFTPADDING", first, last, 0),
            ("TOPPADDING", first, last, 4),
            ("BOTTOMPADDING", first, last, 5),
        ]
    )


class Legend(Flowable):
    """The legend of a drawing as a part of a page of text."""

    def __init__(self, drawing: Drawing, language: str) -> None:
        super().__init__()
        self._drawing = drawing
        self._language = language

    def wrap(self, room: float, _: float) -> tuple[float, float]:
        """Return the width and height it needs."""
        self.width = room
        self.height = self._paint(Nowhere())
        return self.width, self.height

    def draw(self) -> None:
        """Put it on the page."""
        sheet = PdfSheet(self.canv)
        with sheet.upright((0, self.height)):
            self._paint(sheet)

    def _paint(self, sheet: PdfSheet | Nowhere) -> float:
        return paint_legend(
            self._drawing, sheet, (0, 0), self.width, self._language, size=_LEGEND_SIZE
        )
