"""What the browser loads for the canvas."""

import gzip
from pathlib import Path
from typing import Final

DIST: Final = Path(__file__).parents[2] / "pages" / "canvas" / "dist"


def bundle_kb() -> float:
    """Return the scripts and styles of the canvas gzipped, without the layout worker, in kB."""
    files = [path for path in DIST.rglob("*") if path.suffix in (".js", ".css")]
    loaded = [path for path in files if "worker" not in path.name]
    return sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in loaded) / 1000
