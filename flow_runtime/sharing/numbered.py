"""The frame of every page of the PDF: the flow's name, its version, and `Página 3 de 12`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

from flow_runtime.sharing import palette
from flow_runtime.sharing.lettering import BOLD, clean, fitted, width_of
from flow_runtime.sharing.pdf_sheet import PdfSheet
from flow_runtime.sharing.words import say

MARGIN: Final = 40.0
"""Around what a page shows, in points."""

_LETTERS: Final = 8.5


@dataclass(frozen=True, slots=True)
class Numbered:
    """What stands at the foot of every page."""

    name: str
    edition: str
    language: str


def numbered_canvas(said: Numbered) -> Callable[..., Canvas]:
    """Return what makes a canvas that knows, when it is saved, how many pages there are."""

    class NumberedCanvas(Canvas):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802  # the library's name
            self._pages.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]

        def save(self) -> None:
            for number, page in enumerate(self._pages, 1):
                self.__dict__.update(page)
                _write_foot(self, said, number, len(self._pages))
                super().showPage()
            super().save()

    return NumberedCanvas


def _write_foot(canvas: Canvas, said: Numbered, number: int, count: int) -> None:
    width = float(canvas._pagesize[0])  # type: ignore[attr-defined]
    sheet = PdfSheet(canvas)
    page = say("page", said.language, number=number, count=count)
    room = width - 2 * MARGIN - width_of(page, _LETTERS) - 20
    about = fitted(clean(f"{said.name} · {said.edition}"), room, _LETTERS, BOLD)
    with sheet.upright():
        sheet.text(about, (MARGIN, -22), _LETTERS, palette.INK_3)
        sheet.text(page, (width - MARGIN, -22), _LETTERS, palette.INK_3, anchor="end")
