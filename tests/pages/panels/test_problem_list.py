"""Problems as a list that stays in order while one works on it."""

from flow_runtime.problems import Problem, Severity
from pages.widgets.panels.problem_list import counts, first_ones, pending
from tests.flow_runtime.building import message

DOCUMENT = {"nodes": [message("one"), message("two")]}


def problem(code: str, node_id: str | None, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(code, {"pt-BR": code}, severity, node_id=node_id)


def test_errors_come_first_together_at_their_node_in_the_flows_order():
    found = [
        problem("w", "one", Severity.WARNING),
        problem("b", "two"),
        problem("a", "one"),
        problem("flow", None),
        problem("c", "two"),
    ]
    groups = pending(DOCUMENT, found)
    assert [(g.name, [p.code for p in g.problems]) for g in groups] == [
        ("", ["flow"]),
        ("one", ["a"]),
        ("two", ["b", "c"]),
        ("one", ["w"]),
    ]
    assert counts(groups) == (4, 1)


def test_problems_of_a_node_that_was_deleted_meanwhile_are_left_out():
    assert pending(DOCUMENT, [problem("a", "gone")]) == []


def test_a_long_list_is_cut_inside_a_group():
    groups = pending(DOCUMENT, [problem(str(n), "one") for n in range(5)])
    (group,) = first_ones(groups, 3)
    assert [p.code for p in group.problems] == ["0", "1", "2"]
