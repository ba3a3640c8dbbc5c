"""The explorer proposes what no test reaches, and nothing that one reaches already."""

from datetime import UTC, datetime

from flow_runtime.program import Program, compile_flow
from flow_runtime.scripts import Conversation, Reached, ScriptDocument, Step, coverage_of, run_all
from flow_runtime.scripts.proposals import propose
from tests.flow_runtime.building import end, flow, menu, message

NOW = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)


def service() -> Program:
    nodes = [
        menu("choose", "Boleto", "Sair"),
        message("here", "Aqui está."),
        message("lost", "Ninguém vem aqui."),
        end(),
    ]
    arrows = ["choose.boleto>here", "choose.sair>end", "here.next>end", "lost.next>end"]
    return compile_flow(flow(nodes, arrows))


def test_without_tests_the_proposals_reach_all_that_can_be_reached():
    program = service()
    found = propose(program, Reached(), at=NOW)
    document = ScriptDocument(
        flow="story", conversations=tuple(one.conversation for one in found.proposals)
    )
    report = run_all(program, document)
    assert report.passed
    assert report.coverage.missed_nodes == found.beyond.missed_nodes == ("lost",)
    assert report.coverage.missed_outcomes == (("lost", "next"),)


def test_only_what_is_missing_is_proposed_and_named_after_it():
    program = service()
    pays = Conversation(name="x", steps=(Step(press="Boleto"),))
    covered = run_all(program, ScriptDocument(flow="story", conversations=(pays,))).coverage
    found = propose(program, covered.reached, at=NOW)
    assert [one.news.ways for one in found.proposals] == [frozenset({("choose", "sair")})]
    assert [one.conversation.name for one in found.proposals] == ["choose › Sair"]
    steps = found.proposals[0].conversation.steps
    assert Step(expect_end="resolved") == steps[-1]


def test_when_all_is_reached_nothing_is_proposed():
    program = service()
    first = propose(program, Reached(), at=NOW)
    covered = coverage_of(program, [one.news for one in first.proposals]).reached
    assert propose(program, covered, at=NOW).proposals == ()


def test_the_proposal_with_most_news_comes_first_and_progress_is_told():
    told: list[tuple[int, int]] = []
    found = propose(
        service(), Reached(), at=NOW, on_progress=lambda done, total: told.append((done, total))
    )
    sizes = [len(one.news.nodes) + len(one.news.ways) for one in found.proposals]
    assert sizes == sorted(sizes, reverse=True)
    assert all(done <= total for done, total in told)
