"""What size costs: a flow of 2,000 nodes beside one of 20, and conversations that wait."""

import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Final, TypeAlias

from boleto import HERE

from flow_runtime.checks import check
from flow_runtime.engine import advance, new_session
from flow_runtime.events import ConversationStarted, MessageReceived
from flow_runtime.flow import Flow
from flow_runtime.loading import load_document
from flow_runtime.program import Program, compile_flow
from flow_runtime.session import Session

SMALL: Final = 20
LARGE: Final = 2_000
_NOW: Final = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)

Cell: TypeAlias = dict[str, Any]


def ladder(nodes: int) -> Flow:
    """Return a flow of so many nodes: questions in a row, each with a message after it."""
    steps = [_step(number) for number in range(nodes - 2)]
    ids = ["start", *(step["id"] for step in steps), "end"]
    edges: list[Cell] = [_edge(source, target) for source, target in pairwise(ids)]
    asked = [step["id"] for step in steps if step["type"] == "question"]
    gone: list[Cell] = [{"source": name, "outcome": "invalid", "target": "end"} for name in asked]
    first: Cell = {"id": "start", "type": "start", "name": "Start"}
    last: Cell = {"id": "end", "type": "end", "name": "End"}
    return load_document(
        {
            "schema_version": 1,
            "id": "ladder",
            "name": "Ladder",
            "variables": [{"name": "answer"}],
            "nodes": [first, *steps, last],
            "edges": [*edges, *gone],
        }
    ).flow


def _step(number: int) -> Cell:
    node_id = f"step_{number}"
    if number % 2:
        bubbles = [{"text": "Anotado: {{ answer }}."}]
        return {"id": node_id, "type": "message", "name": node_id, "bubbles": bubbles}
    return {
        "id": node_id,
        "type": "question",
        "name": node_id,
        "text": f"Pergunta {number}?",
        "answer": {"kind": "text"},
        "save_as": "answer",
    }


def _edge(source: str, target: str) -> Cell:
    asks = source.startswith("step_") and int(source.removeprefix("step_")) % 2 == 0
    return {"source": source, "outcome": "answered" if asks else "next", "target": target}


def flow_cells(runs: int) -> Iterator[Cell]:
    """Yield how long the large flow takes to compile and to check, and what its size costs."""
    large, small = ladder(LARGE), ladder(SMALL)
    yield _seconds_cell("compile_2000_nodes_ms", lambda: compile_flow(large), runs, limit=300)
    yield _seconds_cell("check_2000_nodes_ms", lambda: check(large), min(runs, 3), limit=1_000)
    programs = compile_flow(small, version=1), compile_flow(large, version=1)
    pairs = [(_turn_us(programs[0]), _turn_us(programs[1])) for _ in range(runs)]
    ratio = median(of_large / of_small for of_small, of_large in pairs)
    yield {"figure": "turn_of_2000_nodes_by_turn_of_20", "value": round(ratio, 3), "limit": 1.3}


def _seconds_cell(figure: str, work: Callable[[], object], runs: int, limit: float) -> Cell:
    taken_ms = []
    for _ in range(runs):
        gc.collect()
        begun_s = time.process_time()
        work()
        taken_ms.append((time.process_time() - begun_s) * 1e3)
    return {"figure": figure, "value": round(median(taken_ms), 1), "limit": limit}


def _turn_us(program: Program, answers: int = 8, seconds: float = 0.1) -> float:
    started = advance(program, new_session(program), ConversationStarted(_NOW)).session_json
    turns, begun_s = 0, time.process_time()
    while time.process_time() - begun_s < seconds:
        state = started
        for _ in range(answers):
            heard = MessageReceived(_NOW, "uma resposta")
            state = advance(program, Session.from_json(state), heard).session_json
        turns += answers
    return (time.process_time() - begun_s) / turns * 1e6


def waiting_cell(conversations: int) -> Cell:
    """Return how much larger a process is after it began so many conversations that wait."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(HERE / "waiting.py"), folder, str(conversations)]
        said = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    grown_mib = json.loads(said.stdout)["grown_mib"]
    figure = f"memory_of_{conversations}_waiting_mib"
    return {"figure": figure, "value": grown_mib, "limit": 16}


def resident_mib() -> float:
    """Return what this process holds in memory (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
