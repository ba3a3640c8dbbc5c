"""Texts of people as paragraphs of a PDF: every mark is a letter, every letter has a font."""

import unicodedata
from typing import Final
from xml.sax.saxutils import escape

from flow_runtime.sharing.lettering import REGULAR, clean, runs_of

_MAX_CHARACTERS: Final = 6_000
"""Longer texts are cut: a paragraph of a book would make a page nobody signs."""


def marked(text: str, font: str = REGULAR) -> str:
    """Return a text as the markup of a paragraph, without any markup of its own."""
    lines = unicodedata.normalize("NFC", text[:_MAX_CHARACTERS]).splitlines()
    return "<br/>".join(_line(clean(line), font) for line in lines if line.strip())


def _line(text: str, font: str) -> str:
    return "".join(
        escape(run) if name == font else f'<font name="{name}">{escape(run)}</font>'
        for name, run in runs_of(text, font)
    )
