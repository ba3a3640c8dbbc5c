"""A plate as PNG: the PDF's own drawing, put into pixels."""

from io import BytesIO
from math import sqrt
from threading import Lock
from typing import Final

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from flow_runtime.sharing.lettering import load_fonts
from flow_runtime.sharing.pdf_sheet import PdfSheet
from flow_runtime.sharing.plates import Plate

MAX_PIXELS: Final = 32_000_000
"""More would take more memory than one picture is worth; larger drawings get smaller letters."""

_SHARPEST: Final = 1.5
"""Pixels of the picture for each pixel of the canvas, where there is room."""

_LONGEST_PAGE: Final = 14_000.0
"""What a PDF page may measure, in points."""

_one_at_a_time: Final = Lock()
"""PDFium knows no threads, and two large pictures at once would take twice the memory."""


def png_of(plate: Plate) -> bytes:
    """Return a plate as a PNG file of at most 32 million pixels."""
    box = plate.box
    density = min(_SHARPEST, sqrt(MAX_PIXELS / (box.width * box.height)))
    points = min(1.0, _LONGEST_PAGE / max(box.width, box.height))
    page = _page_of(plate, points)
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(page)
        try:
            bitmap = document[0].render(scale=density / points, rev_byteorder=True)
            picture = bitmap.to_pil()
        finally:
            document.close()
    written = BytesIO()
    picture.save(written, "PNG", compress_level=6)
    return written.getvalue()


def _page_of(plate: Plate, scale: float) -> bytes:
    load_fonts()
    size = (plate.box.width * scale, plate.box.height * scale)
    written = BytesIO()
    canvas = Canvas(written, pagesize=size)
    sheet = PdfSheet(canvas)
    with sheet.frame(plate.box, (0, size[1]), scale):
        plate.paint(sheet)
    canvas.showPage()
    canvas.save()
    return written.getvalue()
