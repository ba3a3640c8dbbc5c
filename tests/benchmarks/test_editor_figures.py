"""The editor's figures: the flows they are taken on, what is counted, and what is called missed."""

from pathlib import Path

import pytest

from benchmarks.editor.bundle import bundle_kb
from benchmarks.editor.flows import bare_graph, grid_document, grid_flow
from benchmarks.editor.targets import TARGETS, missed, rows_of
from flow_runtime.checks import check
from flow_runtime.problems import Severity


@pytest.mark.parametrize("nodes", [20, 60, 500])
def test_a_generated_flow_has_no_error(nodes: int) -> None:
    flow = grid_flow("grid", nodes)
    assert len(flow.nodes) == nodes
    assert [found for found in check(flow) if found.severity is Severity.ERROR] == []


def test_both_drawings_show_the_same_flow() -> None:
    document = grid_document("grid", 60)
    graph = bare_graph(document)
    assert [node["id"] for node in graph["nodes"]] == [node["id"] for node in document["nodes"]]
    assert len(graph["edges"]) == len(document["edges"])
    places = {node["id"]: list(node["position"].values()) for node in graph["nodes"]}
    assert places == document["layout"]


def test_cards_never_touch() -> None:
    graph = bare_graph(grid_document("grid", 60))
    columns = {node["position"]["x"] for node in graph["nodes"]}
    rows = sorted({node["position"]["y"] for node in graph["nodes"]})
    assert min(columns - {0}) > max(node["width"] for node in graph["nodes"])
    assert rows[1] > max(node["height"] for node in graph["nodes"])


def test_only_what_is_loaded_at_once_counts(tmp_path: Path) -> None:
    (tmp_path / "canvas.js").write_text('import{a}from"./part.js";import(`./engine.js`)')
    (tmp_path / "part.js").write_text("x" * 1000)
    small = bundle_kb(tmp_path / ".")
    (tmp_path / "engine.js").write_bytes(bytes(range(256)) * 100)
    (tmp_path / "worker.js").write_bytes(bytes(range(256)) * 100)
    assert bundle_kb(tmp_path) == small
    (tmp_path / "canvas.css").write_text("y" * 1000)
    assert bundle_kb(tmp_path) > small


def test_medians_stand_beside_their_bounds_and_misses_are_said() -> None:
    ours = [{"usable_ms": ms, "drag_fps": 60.0} for ms in (2_400.0, 9_000.0, 2_600.0)]
    bare = [{"usable_ms": 1_000.0, "drag_fps": 60.0}] * 3
    rows = list(rows_of(500, ours, bare))
    assert [row["ours"] for row in rows] == [2_600.0, 60.0]
    assert [row["bare_react_flow"] for row in rows] == [1_000.0, 60.0]
    assert [row["reached"] for row in rows] == ["no", "yes"]
    assert missed(rows) == "usable_ms at 500 nodes is 2600.0, should be ≤ 2500"
    assert missed(rows[1:]) == "none"


def test_every_bound_of_the_editor_is_kept() -> None:
    bounds = {(target.figure, target.nodes): target.bound for target in TARGETS}
    assert len(bounds) == len(TARGETS)
    assert bounds["usable_ms", 500] == 2_500
    assert bounds["drag_all_fps", 2_000] == 30
    assert bounds["bundle_gzipped_kb", None] == 250
