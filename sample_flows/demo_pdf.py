"""A PDF of one page of text, just enough for the demo ERP's boletos.

Source: ISO 32000-1, sections 7.5 (file structure) and 9.4 (text objects).
"""

from collections.abc import Sequence
from typing import Final

_ESCAPES: Final = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})
_OBJECTS_BEFORE_CONTENT: Final = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
    b"/Resources << /Font << /F1 4 0 R >> >> >>",
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
)


def text_pdf(lines: Sequence[str]) -> bytes:
    """Return a page of A4 with one line of text below the other, always the same bytes."""
    content = _content(lines)
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    return _file([*_OBJECTS_BEFORE_CONTENT, stream])


def _content(lines: Sequence[str]) -> bytes:
    shown = " ".join(f"({line.translate(_ESCAPES)}) Tj T*" for line in lines)
    return f"BT /F1 11 Tf 18 TL 48 780 Td {shown} ET".encode("cp1252", errors="replace")


def _file(objects: Sequence[bytes]) -> bytes:
    written = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n"
        b"%%%%EOF\n" % (size, table, size, len(written))
    )
