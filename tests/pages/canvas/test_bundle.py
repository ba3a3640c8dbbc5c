"""The committed bundle of the canvas: small enough, complete, and from nobody's host."""

import gzip
import json
import re
from pathlib import Path
from typing import Final

CANVAS: Final = Path(__file__).parents[3] / "pages" / "canvas"
DIST: Final = CANVAS / "dist"
MAX_GZIPPED_BYTES: Final = 250_000


def test_it_loads_quickly() -> None:
    assert len(gzip.compress((DIST / "canvas.js").read_bytes())) <= MAX_GZIPPED_BYTES


def test_every_file_it_asks_for_stands_beside_it() -> None:
    asked = {
        name
        for file in DIST.glob("*.js")
        for name in re.findall(r"[`\"'](?:\./)?([\w-]+\.js)[`\"']", file.read_text("utf-8"))
    }
    assert {name for name in asked if name.startswith(("worker", "engine"))}
    assert {name for name in asked if not (DIST / name).exists()} == set()


def test_its_lock_names_no_host() -> None:
    lock = (CANVAS / "package-lock.json").read_text("utf-8")
    assert "://" not in lock
    assert all(
        "integrity" in package for name, package in json.loads(lock)["packages"].items() if name
    )
