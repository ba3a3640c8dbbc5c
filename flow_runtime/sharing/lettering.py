"""Letters on paper: how wide a text is, and how much of it fits.

The fonts are beside this file, so that a picture looks the same on every machine and holds
Portuguese accents and emoji. What no font has is shown as a hollow square; what has no shape
(control and direction marks) is left out.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR: Final = "SourceSans3-Regular"
BOLD: Final = "SourceSans3-SemiBold"
EMOJI: Final = "NotoEmoji-Regular"
FONTS_FOLDER: Final = Path(__file__).parent / "fonts"
ELLIPSIS: Final = "…"
_HOLLOW: Final = "□"
_SHAPELESS: Final = frozenset({"Cc", "Cf", "Co", "Cs"})


@cache
def load_fonts() -> None:
    """Make the fonts known to the PDF library, once a process; its files are bytes, not text."""
    rl_config.useA85 = 0
    for name in (REGULAR, BOLD, EMOJI):
        pdfmetrics.registerFont(TTFont(name, FONTS_FOLDER / f"{name}.ttf"))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR)


def clean(text: str) -> str:
    """Return a text in one line, without what has no shape."""
    return " ".join("".join(map(_shape, text)).split())


def _shape(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    is_variation = "\ufe00" <= character <= "\ufe0f" or "\U0001f3fb" <= character <= "\U0001f3ff"
    return "" if category in _SHAPELESS or is_variation else character


def runs_of(text: str, font: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a text with the font that has their letters."""
    for name, letters in groupby(text, key=lambda letter: _font_of(letter, font)):
        run = "".join(letters)
        yield (name, run) if name else (font, _HOLLOW * len(run))


@cache
def _font_of(letter: str, font: str) -> str:
    load_fonts()
    return next((name for name in (font, EMOJI) if _has(name, letter)), "")


def _has(font: str, letter: str) -> bool:
    known: TTFont = pdfmetrics.getFont(font)  # type: ignore[assignment]  # all of ours are that
    return ord(letter) in known.face.charWidths


def width_of(text: str, size: float, font: str = REGULAR) -> float:
    """Return how wide a text is, in the unit of its size."""
    return sum(_width(letter, font) for letter in text) * size


@cache
def _width(letter: str, font: str) -> float:
    load_fonts()
    name = _font_of(letter, font)
    return float(pdfmetrics.stringWidth(letter if name else _HOLLOW, name or font, 1))


def fitted(text: str, room: float, size: float, font: str = REGULAR) -> str:
    """Return as much of a line as has room, with an ellipsis when something is left out."""
    if width_of(text, size, font) <= room:
        return text
    room -= width_of(ELLIPSIS, size, font)
    kept = 0
    for letter in text:
        room -= width_of(letter, size, font)
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS


def wrapped(text: str, room: float, size: float, most: int) -> tuple[str, ...]:
    """Return a text in at most so many lines; the last one ends in an ellipsis when it must."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        taken = _taken(words, room, size)
        if len(lines) == most - 1:
            taken = len(words)
        lines.append(fitted(" ".join(words[:taken]), room, size))
        words = words[taken:]
    return tuple(lines)


def _taken(words: list[str], room: float, size: float) -> int:
    """Return how many words have room in a line; one at least."""
    space = width_of(" ", size)
    used = width_of(words[0], size)
    for count, word in enumerate(words[1:], 1):
        used += space + width_of(word, size)
        if used > room:
            return count
    return len(words)
