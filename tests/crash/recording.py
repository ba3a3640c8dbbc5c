"""Rows of results with machine, commit and date, kept in benchmarks/results/*.json."""

import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeAlias

RESULTS: Final = Path(__file__).resolve().parents[2] / "benchmarks" / "results"

Row: TypeAlias = dict[str, object]


def circumstances() -> Row:
    """Return on what machine, from which commit and when something is measured."""
    return {
        "machine": f"{os.cpu_count()} cores, {platform.system()}, {platform.machine()}, "
        f"Python {platform.python_version()}",
        "commit": _commit(),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def record(name: str, row: Mapping[str, object], *, keys: Sequence[str]) -> None:
    """Put a row into a list of results, in place of the one with the same values of `keys`."""
    path = RESULTS / f"{name}.json"
    kept: list[Row] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    others = [old for old in kept if any(old.get(key) != row[key] for key in keys)]
    rows = sorted([*others, dict(row)], key=lambda one: [str(one[key]) for key in keys])
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _commit() -> str:
    said = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=RESULTS.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    return said.stdout.strip() or "unknown"
