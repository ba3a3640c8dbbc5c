"""The drawing on pages: fitted when it can be read so, else an overview and as many parts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from reportlab.platypus import Flowable

from flow_runtime.sharing import palette
from flow_runtime.sharing.drawing import Drawing
from flow_runtime.sharing.lettering import BOLD, fitted
from flow_runtime.sharing.painting import LANE_TITLE, paint, paint_lane_titles
from flow_runtime.sharing.pdf_sheet import PdfSheet
from flow_runtime.sharing.routes import Box
from flow_runtime.sharing.tiles import tile_of, tiles_of
from flow_runtime.sharing.words import say

_READABLE: Final = 0.48
"""Points for each pixel at which the smallest letters have 5.8 points."""
_LARGEST: Final = 0.8
_HEAD: Final = 24.0
_FOOT: Final = 16.0
_TITLES: Final = 0.55
_MAP: Final = (120.0, 40.0)


class DrawingPage(Flowable):
    """One page of a drawing: all of it, or a part with a small map of where that is."""

    def __init__(self, drawing: Drawing, part: Box, scale: float, title: str) -> None:
        super().__init__()
        self.parts: Mapping[str, int] = {}
        self.told = ""
        self._drawing = drawing
        self._part = part
        self._scale = scale
        self._title = title
        self._marks: Sequence[Box] = ()
        self._current = 0

    def among(self, tiles: Sequence[Box], current: int) -> "DrawingPage":
        """Say which parts there are and which one this is, from 1; 0 for the overview."""
        self._marks, self._current = tiles, current
        return self

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take all the room there is."""
        self.width, self.height = width, height
        return width, height

    def draw(self) -> None:
        """Put it on the page."""
        sheet = PdfSheet(self.canv)
        titles = LANE_TITLE * _TITLES if self._drawing.lanes else 0.0
        with sheet.upright((0, self.height)):
            sheet.text(self._title, (0, 13), 13, palette.INK, font=BOLD)
            told = fitted(self.told, self.width, 8.5)
            sheet.text(told, (0, self.height - 2), 8.5, palette.INK_3)
            self._draw_map(sheet)
        with sheet.frame(self._part, (0, self.height - _HEAD - titles), self._scale):
            paint(self._drawing, sheet, self._part)
            if not self._current:
                self._draw_marks(sheet)
        with sheet.frame(self._titles_box(), (0, self.height - _HEAD), self._scale):
            size = _TITLES / self._scale
            paint_lane_titles(self._drawing, sheet, self._titles_box().y, self._part, size)

    def _titles_box(self) -> Box:
        height = LANE_TITLE * _TITLES / self._scale
        return Box(self._part.x, self._part.y - height, self._part.width, height)

    def _draw_marks(self, sheet: PdfSheet) -> None:
        """Show on the overview where each part is."""
        size = 10 / self._scale
        for number, tile in enumerate(self._marks, 1):
            sheet.rect(tile, stroke=palette.ACCENT, width=1 / self._scale)
            label = Box(tile.x, tile.y, size * 1.5, size * 1.1)
            sheet.rect(label, fill=palette.ACCENT)
            at = (label.x + label.width / 2, label.y + size * 0.85)
            sheet.text(str(number), at, size * 0.8, palette.PAPER, font=BOLD, anchor="middle")

    def _draw_map(self, sheet: PdfSheet) -> None:
        if not self._current:
            return
        whole = self._drawing.box
        scale = min(_MAP[0] / whole.width, _MAP[1] / whole.height, (_HEAD - 4) / whole.height)
        left = self.width - whole.width * scale
        sheet.rect(_on_map(whole, whole, scale, left), fill=palette.LANES[1])
        for number, tile in enumerate(self._marks, 1):
            is_current = number == self._current
            fill = palette.ACCENT if is_current else palette.LINE
            sheet.rect(_on_map(tile, whole, scale, left).grown(-0.4), fill=fill)


def _on_map(box: Box, whole: Box, scale: float, left: float) -> Box:
    x, y = left + (box.x - whole.x) * scale, (box.y - whole.y) * scale
    return Box(x, y, box.width * scale, box.height * scale)


def drawing_pages(
    drawing: Drawing, size: tuple[float, float], language: str
) -> tuple[DrawingPage, ...]:
    """Return the pages of a drawing; size is the room of a page, in points."""
    width = size[0]
    height = size[1] - _HEAD - _FOOT - (LANE_TITLE * _TITLES if drawing.lanes else 0)
    fit = min(width / drawing.box.width, height / drawing.box.height, _LARGEST)
    if fit >= _READABLE:
        return (DrawingPage(drawing, drawing.box, fit, say("drawing", language)),)
    tiles = tiles_of(drawing, width / _READABLE, height / _READABLE)
    scale = min([_LARGEST, *(min(width / tile.width, height / tile.height) for tile in tiles)])
    overview = DrawingPage(drawing, drawing.box, fit, say("overview", language))
    pages = [overview.among(tiles, 0)]
    parts = {card.id: tile_of(card.box, tiles) for card in drawing.cards}
    for number, tile in enumerate(tiles, 1):
        title = say("drawing_part", language, number=number, count=len(tiles))
        page = DrawingPage(drawing, tile, scale, title).among(tiles, number)
        page.told = _ways_on(drawing, parts, number, language)
        pages.append(page)
    for page in pages:
        page.parts = parts
    return tuple(pages)


def _ways_on(drawing: Drawing, parts: Mapping[str, int], part: int, language: str) -> str:
    """Say on which other parts the blocks are to which the lines of a part lead."""
    by_number = {card.number: parts[card.id] for card in drawing.cards if card.number}
    found = sorted(set(_leading_out(drawing, parts, part, by_number)))
    if not found:
        return ""
    listed = " · ".join(
        f"{number} → {say('part', language, number=other)}" for number, other in found
    )
    return f"{say('continues_elsewhere', language)}: {listed}"


def _leading_out(
    drawing: Drawing, parts: Mapping[str, int], part: int, by_number: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    for card in drawing.cards:
        if parts[card.id] != part:
            continue
        for row in card.rows:
            other = by_number.get(row.leads_to, 0)
            if other and other != part:
                yield row.leads_to, other
