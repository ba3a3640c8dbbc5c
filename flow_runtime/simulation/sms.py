"""How many SMS a text takes: 160 characters of the GSM alphabet, 70 of any other (3GPP 23.038)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED: Final = frozenset("^{}\\[~]|€\f")
"""Characters that take two places."""


@dataclass(frozen=True, slots=True)
class Segments:
    """How many SMS there are, how many characters one holds, and whether in the wide alphabet."""

    count: int
    size: int
    is_unicode: bool


def segments_of(texts: Sequence[str]) -> Segments:
    """Return the segments of all texts together; the wide alphabet of one counts for the note."""
    each = [_of_text(text) for text in texts]
    widest = min(each, key=lambda segments: segments.size)
    return Segments(sum(s.count for s in each), widest.size, any(s.is_unicode for s in each))


def _of_text(text: str) -> Segments:
    is_unicode = not all(char in _BASIC or char in _EXTENDED for char in text)
    length = _utf16_units(text) if is_unicode else len(text) + sum(c in _EXTENDED for c in text)
    alone, joined = (70, 67) if is_unicode else (160, 153)
    if length <= alone:
        return Segments(1, alone, is_unicode)
    return Segments(-(-length // joined), joined, is_unicode)


def _utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
