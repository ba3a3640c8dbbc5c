"""What colours, icons and lines of a drawing mean, in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from flow_runtime.sharing import palette
from flow_runtime.sharing.drawing import LETTERS, Drawing
from flow_runtime.sharing.lettering import BOLD, width_of
from flow_runtime.sharing.painting import Sheet
from flow_runtime.sharing.routes import Box, Point

ROW: Final = 32.0
_BETWEEN: Final = 26.0
_SIGN: Final = 30.0

_NEXT: Final = {"pt-BR": "número do próximo bloco", "en": "number of the next block"}
_BACK: Final = {"pt-BR": "volta no fluxo", "en": "goes back"}
_ERROR: Final = {"pt-BR": "quando algo falha", "en": "when something fails"}
_MISSING: Final = {"pt-BR": "falta ligar", "en": "not connected yet"}

Sign = Callable[[Sheet, Point, float], None]


@dataclass(frozen=True, slots=True)
class _Entry:
    sign: Sign
    words: str
    count: str = ""

    @property
    def width(self) -> float:
        more = width_of(self.count, LETTERS) + 8 if self.count else 0
        return _SIGN + width_of(self.words, LETTERS) + more + _BETWEEN


def paint_legend(
    drawing: Drawing, sheet: Sheet, at: Point, room: float, language: str, *, size: float = 1
) -> float:
    """Write what is on a drawing, in as many lines as it needs; return its height.

    Args:
        drawing: Only what it holds is told.
        sheet: The paper.
        at: The upper left corner.
        room: How wide it may be.
        language: "pt-BR" or "en".
        size: How large it is, 1 for the size of the cards.
    """
    x, y = at
    for entry in _entries(drawing, language):
        if x > at[0] and x + (entry.width - _BETWEEN) * size > at[0] + room:
            x, y = at[0], y + ROW * size
        entry.sign(sheet, (x, y), size)
        baseline = y + 16 * size
        start = x + _SIGN * size
        sheet.text(entry.words, (start, baseline), LETTERS * size, palette.INK_2)
        after = start + (width_of(entry.words, LETTERS) + 8) * size
        sheet.text(entry.count, (after, baseline), LETTERS * size, palette.INK_3)
        x += entry.width * size
    return y + ROW * size - at[1]


def _entries(drawing: Drawing, language: str) -> Iterator[_Entry]:
    for family, count in drawing.families.items():
        yield _Entry(partial(_tile, family), palette.FAMILIES[family][language], str(count))
    for sign, words in signs_of(drawing, language):
        yield _Entry(_SIGNS[sign], words)


def signs_of(drawing: Drawing, language: str) -> Iterator[tuple[str, str]]:
    """Yield the signs that a drawing holds besides the families, each with what it means."""
    if drawing.wires:
        yield "number", _NEXT[language]
    if any(wire.is_back for wire in drawing.wires):
        yield "back", _BACK[language]
    if any(wire.is_error for wire in drawing.wires):
        yield "error", _ERROR[language]
    if any(row.is_missing for card in drawing.cards for row in card.rows):
        yield "missing", _MISSING[language]


def _tile(family: str, sheet: Sheet, at: Point, size: float) -> None:
    x, y = at
    tile = Box(x, y, 22 * size, 22 * size)
    sheet.rect(tile, fill=palette.COLORS[family], radius=5 * size)
    corner = (x + 4 * size, y + 4 * size)
    sheet.icon(palette.ICONS[family], corner, 14 * size, palette.PAPER)


def _number(sheet: Sheet, at: Point, size: float) -> None:
    sheet.text("→ 7", (at[0], at[1] + 16 * size), LETTERS * size, palette.INK_2, font=BOLD)


def _line(color: str, dash: tuple[float, float], sheet: Sheet, at: Point, size: float) -> None:
    x, y = at[0], at[1] + 11 * size
    scaled = tuple(length * size for length in dash)
    sheet.line([(x, y), (x + 23 * size, y)], color, width=2 * size, dash=scaled)


def _missing(sheet: Sheet, at: Point, size: float) -> None:
    center = (at[0] + 11 * size, at[1] + 11 * size)
    sheet.dot(center, 8 * size, fill=palette.PAPER, stroke=palette.MISSING)
    below = (center[0], center[1] + 4.5 * size)
    sheet.text("!", below, 13 * size, palette.MISSING, font=BOLD, anchor="middle")


_SIGNS: Final[Mapping[str, Sign]] = {
    "number": _number,
    "back": partial(_line, palette.WIRE, (5, 4)),
    "error": partial(_line, palette.ERROR, (10, 6)),
    "missing": _missing,
}
