"""Every sample is fit to be copied: valid, without a warning, tested whole, no dead ends."""

from pathlib import Path

import pytest

import sample_flows
from flow_runtime.checks import check
from flow_runtime.flow import Flow, dump_flow
from flow_runtime.library import Library
from flow_runtime.loading import load_flow
from flow_runtime.scripts import explore, run_all
from tests.sample_flows.talking import TUESDAY

FOLDER = Path(sample_flows.__file__).parent
FLOW_FILES = sorted(FOLDER.glob("*.json"))

each_flow = pytest.mark.parametrize("flow_id", [path.stem for path in FLOW_FILES])


@pytest.mark.parametrize("path", FLOW_FILES, ids=lambda path: path.stem)
def test_file_is_written_as_the_product_writes_it(path: Path) -> None:
    data = path.read_bytes()
    flow = load_flow(data).flow
    assert dump_flow(flow) == data
    assert flow.id == path.stem


@each_flow
def test_nothing_is_to_be_said_against_the_flow(library: Library, flow_id: str) -> None:
    problems = check(library.flows[flow_id], workspace=library.workspace, flows=library.flows)
    assert [f"{found.code}: {found.sentence('en')}" for found in problems] == []


@each_flow
def test_flow_says_what_it_is_for(library: Library, flow_id: str) -> None:
    flow = library.flows[flow_id]
    assert flow.objective
    assert set(flow.languages) == {"pt-BR", "en"}
    assert all(answer for answer in flow.brief.model_dump().values())
    assert _stages_of_nodes(flow) == {stage.id for stage in flow.stages}
    assert set(flow.layout) == {node.id for node in flow.nodes}


def _stages_of_nodes(flow: Flow) -> set[str | None]:
    return {node.stage for node in flow.nodes}


@each_flow
def test_conversations_pass_and_reach_everything(library: Library, flow_id: str) -> None:
    document = library.tests(flow_id)
    assert document is not None
    report = run_all(library.program(flow_id), document)
    failures = [
        f"{result.name}, step {failure.step}: {failure.sentence('en')}"
        for result in report.results
        for failure in result.failures
    ]
    assert failures == []
    assert (report.coverage.missed_nodes, report.coverage.missed_outcomes) == ((), ())


@each_flow
def test_conversations_speak_both_languages(library: Library, flow_id: str) -> None:
    document = library.tests(flow_id)
    assert document is not None
    assert len(document.conversations) >= 2
    spoken = {conversation.language or "pt-BR" for conversation in document.conversations}
    assert spoken == {"pt-BR", "en"}


@each_flow
def test_no_text_of_a_conversation_fails(library: Library, flow_id: str) -> None:
    document = library.tests(flow_id)
    assert document is not None
    report = run_all(library.program(flow_id), document)
    facts = [fact for result in report.results for fact in result.facts]
    assert [f for f in facts if f.name in ("expression_error", "node_failed", "link_refused")] == []


@each_flow
def test_explorer_finds_no_dead_end(library: Library, flow_id: str) -> None:
    """What only certain data open, such as one region's CEP, is reached by the scripts above."""
    exploration = explore(library.program(flow_id), at=TUESDAY)
    assert [found.sentence("en") for found in exploration.dead_ends] == []
