"""What the browser loads to show the canvas."""

import gzip
import re
from pathlib import Path
from typing import Final

DIST: Final = Path(__file__).parents[2] / "pages" / "canvas" / "dist"
ENTRY: Final = "canvas.js"
_STATIC_IMPORT: Final = re.compile(r"""\b(?:from|import)\s*["'`]\./([\w.-]+\.js)["'`]""")


def bundle_kb(folder: Path = DIST) -> float:
    """Return the entry, what it imports at once and the styles, gzipped, in kB.

    What is loaded only when it is needed does not count: the layout worker, and its engine.
    """
    files = {*_loaded(folder, ENTRY, set()), *(path.name for path in folder.glob("*.css"))}
    return sum(len(gzip.compress((folder / file).read_bytes(), mtime=0)) for file in files) / 1000


def _loaded(folder: Path, file: str, known: set[str]) -> set[str]:
    if file not in known:
        known.add(file)
        for imported in _STATIC_IMPORT.findall((folder / file).read_text(encoding="utf-8")):
            _loaded(folder, imported, known)
    return known
