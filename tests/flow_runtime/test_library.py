"""Folders of flows with their tests and their workspace."""

from pathlib import Path

import pytest

from flow_runtime.errors import FlowInvalid, ScriptInvalid, UnknownReference, WorkspaceInvalid
from flow_runtime.flow import Flow, dump_flow
from flow_runtime.library import read_library, read_workspace
from flow_runtime.library import tests_beside as script_beside
from flow_runtime.scripts import run_all
from tests.flow_runtime.building import end, flow, node

WORKSPACE = """
queues: [{id: suporte, name: Suporte, calendar: comercial}]
calendars:
  - id: comercial
    name: Comercial
    weekly: {mon: [{from: 09:00, to: 18:00}]}
    overrides: [{date: 2026-03-10, closed: true, message: Feriado da cidade}]
"""

TESTS = """
flow: outer
conversations:
  - name: Chama o outro fluxo
    steps:
      - expect: Do outro fluxo
      - expect_end: resolved
"""


def keep(folder: Path, kept: Flow, name: str = "") -> Path:
    path = folder / f"{name or kept.id}.json"
    path.write_bytes(dump_flow(kept))
    return path


def outer() -> Flow:
    call = node("call", "subflow", flow="inner")
    return flow([call, end()], ["call.done>end", "call.failed>end"], id="outer")


def inner() -> Flow:
    return flow([end(text="Do outro fluxo")], [], id="inner")


def test_a_folder_is_read_with_its_sub_flows_tests_and_workspace(tmp_path: Path):
    keep(tmp_path, outer())
    keep(tmp_path, inner())
    (tmp_path / "outer.tests.yaml").write_text(TESTS, encoding="utf-8")
    (tmp_path / "workspace.yaml").write_text(WORKSPACE, encoding="utf-8")
    library = read_library(tmp_path)
    document = library.tests("outer")
    assert document is not None
    assert run_all(library.program("outer"), document).passed
    assert list(library.flows) == ["inner", "outer"]
    assert [queue.id for queue in library.workspace.queues] == ["suporte"]
    assert library.workspace.calendars[0].overrides[0].message == "Feriado da cidade"


def test_a_flow_is_known_by_its_id_and_its_tests_stand_beside_its_file(tmp_path: Path):
    path = keep(tmp_path, inner(), name="outro-nome")
    library = read_library(tmp_path)
    assert library.files == {"inner": path}
    assert script_beside(path) == tmp_path / "outro-nome.tests.yaml"
    assert library.tests("inner") is None


def test_an_empty_folder_is_a_library_without_flows(tmp_path: Path):
    library = read_library(tmp_path)
    assert not library.flows
    assert library.workspace.queues == ()


def test_a_flow_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(UnknownReference, match="'lost'"):
        read_library(tmp_path).program("lost")


def test_a_broken_flow_is_refused(tmp_path: Path):
    (tmp_path / "a.json").write_bytes(b"{")
    with pytest.raises(FlowInvalid):
        read_library(tmp_path)


def test_broken_tests_are_refused(tmp_path: Path):
    keep(tmp_path, inner())
    (tmp_path / "inner.tests.yaml").write_text("flow: inner", encoding="utf-8")
    with pytest.raises(ScriptInvalid):
        read_library(tmp_path).tests("inner")


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("queues: {}", "/queues"),
        ("queue: []", "/queue"),
        ("queues: [{id: a}]", "/queues/0/name"),
        ("- a", ""),
    ],
)
def test_a_wrong_workspace_is_refused_at_its_place(tmp_path: Path, text: str, pointer: str):
    path = tmp_path / "workspace.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceInvalid) as caught:
        read_workspace(path)
    assert caught.value.problems[0].pointer == pointer


@pytest.mark.parametrize("text", ["", "# nada ainda\n"])
def test_an_empty_workspace_file_offers_nothing(tmp_path: Path, text: str):
    path = tmp_path / "workspace.yaml"
    path.write_text(text, encoding="utf-8")
    assert read_workspace(path).calendars == ()
