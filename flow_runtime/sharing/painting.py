"""A drawing put on any paper that knows rectangles, lines, icons and texts."""

from collections.abc import Sequence
from typing import Final, Protocol

from flow_runtime.sharing import palette
from flow_runtime.sharing.drawing import (
    ENTRY_Y,
    HEAD_HEIGHT,
    LETTERS,
    NAME_LETTERS,
    ROW_HEIGHT,
    TEXT_ROOM,
    Card,
    Drawing,
    Frame,
    Note,
    Row,
    Wire,
)
from flow_runtime.sharing.lettering import BOLD, REGULAR, fitted, width_of, wrapped
from flow_runtime.sharing.routes import Box, Point

LANE_TITLE: Final = 36.0
"""How high the line with the names of the stages is."""

_TILE: Final = 20.0
_PADDING: Final = 11.0
_ARROW: Final = 7.0
_SMALL: Final = 12.0


class Sheet(Protocol):
    """A paper; places and sizes are canvas pixels, y grows downwards."""

    def rect(
        self,
        box: Box,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 1,
        radius: float = 0,
        opacity: float = 1,
    ) -> None:
        """Draw a rectangle."""

    def line(
        self,
        points: Sequence[Point],
        color: str,
        *,
        width: float = 2,
        dash: tuple[float, ...] = (),
        corner: float = 0,
    ) -> None:
        """Draw a line through points, its corners rounded."""

    def shape(self, points: Sequence[Point], fill: str) -> None:
        """Fill what points enclose."""

    def icon(self, path: str, at: Point, size: float, color: str) -> None:
        """Draw an icon of the palette with its upper left corner at a point."""

    def dot(self, at: Point, radius: float, *, fill: str, stroke: str) -> None:
        """Draw a circle with a border of 2."""

    def text(
        self,
        text: str,
        at: Point,
        size: float,
        color: str,
        *,
        font: str = REGULAR,
        anchor: str = "start",
    ) -> None:
        """Write a line; `at` is on its baseline, at its start, middle or end."""


def paint(drawing: Drawing, sheet: Sheet, part: Box | None = None) -> None:
    """Put a drawing on a paper: stages, groups, notes, lines, cards.

    Args:
        drawing: What is painted.
        sheet: The paper.
        part: The only part that is seen; None for all of it.
    """
    seen = part or drawing.box
    for index, lane in enumerate(drawing.lanes):
        column = Box(lane.x, drawing.box.y, lane.width, drawing.box.height)
        sheet.rect(column, fill=palette.LANES[index % 2])
    for frame in drawing.frames:
        _paint_frame(frame, sheet)
    for note in drawing.notes:
        _paint_note(note, sheet)
    for wire in drawing.wires:
        if part is None or wire.box.grown(8).touches(seen):
            _paint_wire(wire, sheet)
    for card in drawing.cards:
        if part is None or card.box.grown(8).touches(seen):
            _paint_card(card, sheet)


def paint_lane_titles(drawing: Drawing, sheet: Sheet, top: float, seen: Box, size: float) -> None:
    """Write the names of the stages over their columns.

    Args:
        drawing: Whose stages they are.
        sheet: The paper.
        top: Where the line of names begins; it is `LANE_TITLE` times the size high.
        seen: The part of the drawing below; a name stands where its column is seen.
        size: How large the letters are, 1 for those of the cards.
    """
    letters = (LETTERS + 2) * size
    for index, lane in enumerate(drawing.lanes):
        left, right = max(lane.x, seen.x), min(lane.x + lane.width, seen.right)
        if right - left < 24 * size:
            continue
        box = Box(left, top, right - left, LANE_TITLE * size)
        sheet.rect(box, fill=palette.LANES[index % 2])
        color = palette.STAGE_COLORS.get(lane.color, palette.BORDER)
        sheet.rect(Box(left, top, right - left, 4 * size), fill=color)
        count = str(lane.count)
        room = box.width - width_of(count, LETTERS * size) - 36 * size
        if room < 2 * letters:
            continue
        name = fitted(lane.name, room, letters, BOLD)
        baseline = top + 25 * size
        sheet.text(name, (left + 14 * size, baseline), letters, palette.INK_2, font=BOLD)
        after = left + 24 * size + width_of(name, letters, BOLD)
        sheet.text(count, (after, baseline), LETTERS * size, palette.INK_3)


def _paint_frame(frame: Frame, sheet: Sheet) -> None:
    sheet.rect(frame.box, stroke=palette.BORDER, radius=12, fill=palette.PAPER, opacity=0.6)
    name = fitted(frame.name, frame.box.width - 24, _SMALL, BOLD)
    sheet.text(name, (frame.box.x + 12, frame.box.y + 15), _SMALL, palette.INK_3, font=BOLD)


def _paint_note(note: Note, sheet: Sheet) -> None:
    color = palette.STAGE_COLORS.get(note.color, palette.BORDER)
    sheet.rect(note.box, fill=palette.PAPER)
    sheet.rect(note.box, fill=color, opacity=0.12, radius=4)
    sheet.rect(Box(note.box.x, note.box.y, 4, note.box.height), fill=color)
    most = max(1, int((note.box.height - 12) // 18))
    for index, line in enumerate(wrapped(note.text, note.box.width - 24, LETTERS, most)):
        at = (note.box.x + 14, note.box.y + 20 + 18 * index)
        sheet.text(line, at, LETTERS, palette.INK_2)


def _paint_wire(wire: Wire, sheet: Sheet) -> None:
    color = palette.ERROR if wire.is_error else palette.WIRE
    dash = (10.0, 6.0) if wire.is_error else (5.0, 4.0) if wire.is_back else ()
    x, y = wire.points[-1]
    sheet.line([*wire.points[:-1], (x - _ARROW, y)], color, dash=dash, corner=8)
    sheet.shape([(x, y), (x - _ARROW - 2, y - 5), (x - _ARROW - 2, y + 5)], color)


def _paint_card(card: Card, sheet: Sheet) -> None:
    """Put a card on a paper."""
    box, color = card.box, palette.COLORS[card.family]
    sheet.rect(box, fill=palette.PAPER, stroke=palette.BORDER, radius=10)
    tile = Box(box.x + 9, box.y + 8, _TILE, _TILE)
    sheet.rect(tile, fill=color, radius=5)
    sheet.icon(palette.ICONS[card.family], (tile.x + 3, tile.y + 3), 14, palette.PAPER)
    number = str(card.number) if card.number else ""
    room = box.width - 58 - width_of(number, _SMALL, BOLD)
    kind = fitted(card.kind, room, _SMALL)
    sheet.text(kind, (tile.right + 8, box.y + 22.5), _SMALL, palette.INK_3)
    end = (box.right - _PADDING, box.y + 22.5)
    sheet.text(number, end, _SMALL, palette.INK_2, font=BOLD, anchor="end")
    name = fitted(card.name, TEXT_ROOM, NAME_LETTERS * 1.04, BOLD)
    at = (box.x + _PADDING, box.y + ENTRY_Y + 3)
    sheet.text(name, at, NAME_LETTERS, palette.INK, font=BOLD)
    for index, line in enumerate(card.lines):
        at = (box.x + _PADDING, box.y + 67 + 18 * index)
        sheet.text(line, at, LETTERS, palette.INK_2)
    for index, row in enumerate(card.rows):
        _paint_row(row, card.box, box.y + HEAD_HEIGHT + ROW_HEIGHT * index, sheet)


def _paint_row(row: Row, box: Box, top: float, sheet: Sheet) -> None:
    sheet.line([(box.x + 1, top), (box.right - 1, top)], palette.LINE, width=1)
    end = box.right - 16
    if row.leads_to:
        told = f"→ {row.leads_to}"
        sheet.text(told, (end, top + 18.5), _SMALL, palette.INK_3, anchor="end")
        end -= width_of(told, _SMALL) + 8
    sheet.text(row.label, (end, top + 18.5), LETTERS, palette.INK_2, anchor="end")
    center = (box.right, top + ROW_HEIGHT / 2)
    if row.is_missing:
        sheet.dot(center, 6, fill=palette.PAPER, stroke=palette.MISSING)
        at = (center[0], center[1] + 3.5)
        sheet.text("!", at, 10, palette.MISSING, font=BOLD, anchor="middle")
    else:
        sheet.dot(
            center,
            4.5,
            fill=palette.BORDER if row.leads_to else palette.PAPER,
            stroke=palette.BORDER,
        )
