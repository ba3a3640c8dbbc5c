"""A plate as PNG: the PDF's own drawing, put into pixels, a strip after the other.

A drawing of 500 blocks is a picture of 60 million pixels; as one piece it would take 400 MB.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from math import ceil, sqrt
from struct import pack
from threading import Lock
from typing import Final

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from flow_runtime.sharing.lettering import load_fonts
from flow_runtime.sharing.pdf_sheet import PdfSheet
from flow_runtime.sharing.plates import Plate

MAX_PIXELS: Final = 64_000_000
"""Larger drawings get smaller letters: no program opens a picture of any size."""

_SHARPEST: Final = 1.5
"""Pixels of the picture for each pixel of the canvas, where there is room."""

_LONGEST_PAGE: Final = 14_000.0
"""What a PDF page may measure, in points."""

_STRIP_PIXELS: Final = 2_000_000
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_RGB_8_BIT: Final = b"\x08\x02\x00\x00\x00"
_AS_IT_IS: Final = b"\0"
"""Every row says how it was filtered: it was not."""

_one_at_a_time: Final = Lock()
"""PDFium knows no threads."""


def png_of(plate: Plate) -> bytes:
    """Return a plate as a PNG file of at most 64 million pixels."""
    box = plate.box
    density = min(_SHARPEST, sqrt(MAX_PIXELS / (box.width * box.height)))
    points = min(1.0, _LONGEST_PAGE / max(box.width, box.height))
    page = _page_of(plate, points)
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(page)
        try:
            return _png(document[0], density / points)
        finally:
            document.close()


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


def _png(page: pypdfium2.PdfPage, scale: float) -> bytes:
    width, height = ceil(page.get_width() * scale), ceil(page.get_height() * scale)
    packer = zlib.compressobj(6)
    packed = [packer.compress(strip) for strip in _strips(page, scale, width, height)]
    parts = [
        _chunk(b"IHDR", pack(">II", width, height) + _RGB_8_BIT),
        _chunk(b"IDAT", b"".join([*packed, packer.flush()])),
        _chunk(b"IEND", b""),
    ]
    return _SIGNATURE + b"".join(parts)


def _strips(page: pypdfium2.PdfPage, scale: float, width: int, height: int) -> Iterator[bytes]:
    """Yield the rows of the picture from top to bottom, some at a time."""
    most = max(1, _STRIP_PIXELS // width)
    for top in range(0, height, most):
        rows = min(most, height - top)
        cut = (0, _margin(height - top - rows, scale), 0, _margin(top, scale))
        strip = page.render(scale=scale, crop=cut, rev_byteorder=True).to_pil()
        pixels = strip.convert("RGB").tobytes()
        length = width * 3
        yield b"".join(
            _AS_IT_IS + pixels[start : start + length] for start in range(0, len(pixels), length)
        )


def _margin(pixels: int, scale: float) -> float:
    """Return a margin that the renderer, which rounds up, takes for exactly so many pixels."""
    return (pixels - 0.5) / scale if pixels else 0.0


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))
