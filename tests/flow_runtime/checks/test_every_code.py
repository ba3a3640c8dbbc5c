"""Every code has a flow that shows it and one that does not; every fix mends what it says."""

import re
from pathlib import Path

import pytest

from flow_runtime.checks import check
from flow_runtime.checks.table import all_kinds, codes_table
from flow_runtime.fixes import apply_fix
from flow_runtime.loading import load_document
from flow_runtime.problems import Severity
from tests.flow_runtime.checks.cases import Case, drawing, service, values

CASES = [*drawing.CASES, *values.CASES, *service.CASES]
UNFILLED_GAP = re.compile(r"(?<!\{)\{[a-z]+\}(?!\})")
CODES_DOC = Path(__file__).parents[3] / "docs" / "checks.md"

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.name}")


@every_case
def test_a_sick_flow_is_told_what_is_wrong_and_where(case: Case) -> None:
    found = case.problems(case.sick)
    assert found, f"{case.code} was not found"
    if case.at is not None:
        assert case.at in [problem.pointer for problem in found]
    sentences = " ".join(problem.sentence("pt-BR") for problem in found)
    assert [word for word in case.says if word not in sentences] == []


@every_case
def test_a_healthy_flow_is_left_in_peace(case: Case) -> None:
    assert case.problems(case.healthy) == []


@every_case
def test_every_sentence_is_whole_in_both_languages(case: Case) -> None:
    for problem in case.problems(case.sick):
        assert problem.words["pt-BR"].endswith((".", "?", "!"))
        assert problem.words["en"].endswith((".", "?", "!"))
        assert not UNFILLED_GAP.search(problem.words["en"] + problem.words["pt-BR"])


@every_case
def test_one_click_on_the_fix_removes_the_problem(case: Case) -> None:
    for problem in case.problems(case.sick):
        if problem.fix is None:
            continue
        mended = case.problems(apply_fix(case.sick, problem.fix))
        assert (problem.pointer, problem.words) not in [(p.pointer, p.words) for p in mended]
        assert problem.fix.words["pt-BR"]
        assert problem.fix.words["en"]


def test_there_is_a_case_for_every_code() -> None:
    assert {kind.code for kind in all_kinds()} - {case.code for case in CASES} == set()


@pytest.mark.parametrize(
    "operation", ["connect", "set", "remove", "remove_node", "remove_edge", "declare_variable"]
)
def test_every_operation_is_offered_by_some_check(operation: str) -> None:
    offered = {p.fix.operation for case in CASES for p in case.problems(case.sick) if p.fix}
    assert operation in offered


def test_errors_come_first_and_then_the_order_of_the_nodes() -> None:
    case = next(case for case in CASES if case.name == "two" and case.code == "graph.tight_loop")
    found = check(load_document(case.sick).flow)
    severities = [problem.severity for problem in found]
    assert severities == sorted(severities, key=lambda severity: severity is Severity.WARNING)
    assert found == check(load_document(case.sick).flow)


def test_the_page_of_codes_is_current() -> None:
    message = "run: python -m flow_runtime.checks.table > docs/checks.md"
    assert CODES_DOC.read_text(encoding="utf-8") == codes_table(), message
