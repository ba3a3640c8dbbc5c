"""Plates: a drawing with its title above and its legend below, as one picture."""

from dataclasses import dataclass
from typing import Final

from flow_runtime.sharing import palette
from flow_runtime.sharing.drawing import Drawing
from flow_runtime.sharing.legend import paint_legend
from flow_runtime.sharing.lettering import BOLD, clean, fitted, width_of
from flow_runtime.sharing.painting import LANE_TITLE, Sheet, paint, paint_lane_titles
from flow_runtime.sharing.routes import Box

_USUAL_WIDTH: Final = 1_600.0
_LEAST_WIDTH: Final = 900.0
_LARGEST: Final = 3.0
_PADDING: Final = 40.0
_HEAD: Final = 84.0


@dataclass(frozen=True, slots=True)
class Edition:
    """Which state of a flow is shown, in words: `Versão 3`, `29/11/2026, por Ana`."""

    name: str
    when: str


class Plate:
    """A drawing with title and legend; both grow with the drawing, so that they can be read."""

    def __init__(self, drawing: Drawing, edition: Edition, language: str) -> None:
        self._drawing = drawing
        self._edition = edition
        self._language = language
        width = max(drawing.box.width, _LEAST_WIDTH)
        self._size = min(max(width / _USUAL_WIDTH, 1.0), _LARGEST)
        self._room = width
        titles = LANE_TITLE * self._size if drawing.lanes else 0.0
        head, legend = _HEAD * self._size + titles, self._legend_height()
        left = drawing.box.x - (width - drawing.box.width) / 2
        self.title = drawing.name
        self.box = Box(
            left - _PADDING,
            drawing.box.y - head - _PADDING / 2,
            width + 2 * _PADDING,
            drawing.box.height + head + legend + _PADDING * 1.5,
        )
        self._left = left
        self._titles = titles

    def paint(self, sheet: Sheet) -> None:
        """Put the plate on a paper."""
        sheet.rect(self.box, fill=palette.PAPER)
        self._paint_title(sheet)
        drawn = self._drawing.box
        paint(self._drawing, sheet)
        paint_lane_titles(self._drawing, sheet, drawn.y - self._titles, drawn, self._size)
        at = (self._left, drawn.bottom + 20 * self._size)
        paint_legend(self._drawing, sheet, at, self._room, self._language, size=self._size)

    def _paint_title(self, sheet: Sheet) -> None:
        size = self._size
        baseline = self.box.y + 48 * size
        told = clean(f"{self._edition.name} · {self._edition.when}".strip(" ·"))
        told = fitted(told, self._room * 0.55, 15 * size)
        room = self._room - width_of(told, 15 * size) - 30 * size
        name = fitted(self._drawing.name, room, 26 * size, BOLD)
        sheet.text(name, (self._left, baseline), 26 * size, palette.INK, font=BOLD)
        end = (self._left + self._room, baseline)
        sheet.text(told, end, 15 * size, palette.INK_3, anchor="end")

    def _legend_height(self) -> float:
        nowhere = Nowhere()
        told = paint_legend(
            self._drawing, nowhere, (0, 0), self._room, self._language, size=self._size
        )
        return told + 20 * self._size


class Nowhere(Sheet):
    """A paper on which nothing is seen, to find out how much room something needs."""

    def rect(self, box: Box, **_: object) -> None:
        """Draw nothing."""
        return

    def line(self, points: object, color: str, **_: object) -> None:
        """Draw nothing."""
        return

    def shape(self, points: object, fill: str) -> None:
        """Draw nothing."""
        return

    def icon(self, path: str, at: object, size: float, color: str) -> None:
        """Draw nothing."""
        return

    def dot(self, at: object, radius: float, **_: object) -> None:
        """Draw nothing."""
        return

    def text(self, text: str, at: object, size: float, color: str, **_: object) -> None:
        """Write nothing."""
        return
