"""Section D of flow_json_cases.md: edges, variables and the shape of the graph."""

from collections.abc import Sequence
from typing import Any

import pytest

from flow_runtime.checks import check
from flow_runtime.flow import Flow
from flow_runtime.loading import load_document
from flow_runtime.nodes import NODE_TYPES
from flow_runtime.problems import Problem, Severity
from tests.flow_runtime.building import (
    WORKSPACE,
    end,
    fact_names,
    flow,
    menu,
    message,
    node,
    program,
    question,
    talk,
)
from tests.flow_runtime.nodes.examples import built, example, flow_around
from tests.hostile.refusing import changed, refused

Nodes = Sequence[dict[str, Any]]

DRAFT_ONLY: list[tuple[str, Nodes, list[str], str]] = [
    ("D01", [message("a", "Oi"), end()], ["a.next>end", "gone.next>end"], "edge.unknown_node"),
    ("D01", [message("a", "Oi"), end()], ["a.next>gone"], "edge.unknown_node"),
    ("D01", [message("a", "Oi"), end()], ["a.nowhere>end"], "edge.unknown_outcome"),
    ("D01", [message("a", "Oi"), end()], ["a.next>a"], "graph.tight_loop"),
    ("D04", [message("a", "Oi"), end()], [], "graph.unreachable"),
    ("D04", [question("a")], ["a.answered>a"], "graph.no_end"),
    ("D05", [message("a", "1"), message("b", "2")], ["a.next>b", "b.next>a"], "graph.tight_loop"),
    ("D05", [message("a", "1"), node("g", "goto", target="a")], ["a.next>g"], "graph.tight_loop"),
    ("D06", [node("s", "subflow", flow="story"), end()], ["s.done>end"], "subflow.recursion"),
    ("D06", [node("s", "subflow", flow="gone"), end()], ["s.done>end"], "ref.flow"),
    ("D07", [message("a", "Oi {{ name }}"), end()], ["a.next>end"], "var.unset"),
    ("D12", [menu("m", "Sim"), end()], ["m.renamed>end"], "edge.unknown_outcome"),
]


def found(nodes: Nodes, arrows: Sequence[str]) -> tuple[Problem, ...]:
    drawn = flow(nodes, arrows, variables=["name"])
    return check(drawn, workspace=WORKSPACE, flows={"story": drawn})


@pytest.mark.parametrize(
    ("nodes", "arrows", "code"),
    [pytest.param(*row[1:], id=f"{row[0]}-{place}") for place, row in enumerate(DRAFT_ONLY)],
)
def test_a_bad_drawing_may_be_kept_as_a_draft_only(nodes: Nodes, arrows: list[str], code: str):
    errors = {p.code: p for p in found(nodes, arrows) if p.severity is Severity.ERROR}
    assert code in errors
    assert all(errors[code].words.values())


def test_a_loop_through_a_question_may_turn():  # D01, D05
    codes = {p.code for p in found([question("a"), end()], ["a.answered>a", "a.invalid>end"])}
    assert "graph.tight_loop" not in codes


def test_two_edges_out_of_one_outcome_are_refused():  # D02
    edge = {"source": "start", "outcome": "next", "target": "ask"}
    (problem,) = refused(changed(edges=[edge, edge | {"target": "end"}]))
    assert (problem.code, problem.pointer) == ("edge.duplicate", "/edges/1")
    assert "'Início'" in problem.sentence("pt-BR")


OPEN_PORTS = [
    (node_type, outcome.id)
    for node_type in sorted(NODE_TYPES)
    for outcome in built(example(node_type)).outcomes()
    if outcome.falls_to is None
]


@pytest.mark.parametrize(("node_type", "outcome"), OPEN_PORTS)
def test_an_outcome_that_leads_nowhere_is_an_error(node_type: str, outcome: str):  # D03
    document = flow_around(example(node_type))
    kept = [edge for edge in document["edges"] if edge["target"] != f"end-{outcome}"]
    problems = check(load_document(document | {"edges": kept}).flow, workspace=WORKSPACE)
    open_ports = [p for p in problems if p.code == "port.open"]
    assert [p.node_id for p in open_ports] == [example(node_type)["id"]]


@pytest.mark.parametrize("length", [1, 2, 50])
def test_a_tight_loop_of_any_length_is_found_and_stopped(length: int):  # D05
    names = [f"m{number}" for number in range(length)]
    arrows = [f"{a}.next>{b}" for a, b in zip(names, [*names[1:], names[0]], strict=True)]
    nodes = [message(name, "Oi") for name in names]
    assert "graph.tight_loop" in {p.code for p in found(nodes, arrows)}
    assert "error_routed" in fact_names(talk(program(nodes, arrows)))


def test_a_tight_loop_through_another_flow_or_an_error_is_found():  # D05
    helper = flow([end("done")], [], id="helper")
    calling = node("s", "subflow", flow="helper")
    through = flow([calling, end()], ["s.done>s", "s.failed>end"])
    assert "graph.tight_loop" in codes_of(through, helper)
    api = node("call", "api", url="https://example.com/x")
    failing = flow([api, end()], ["call.success>end", "call.http_error>end", "call.failed>call"])
    assert "graph.tight_loop" in codes_of(failing)


def test_flows_that_call_each_other_or_nest_too_deep_are_found():  # D06
    def calling(name: str, called: str) -> Flow:
        call = node("s", "subflow", flow=called)
        return flow([call, end()], ["s.done>end", "s.failed>end"], id=name)

    assert "subflow.recursion" in codes_of(calling("a", "b"), calling("b", "a"))
    chained = [calling(f"f{number}", f"f{number + 1}") for number in range(51)]
    last = flow([end()], [], id="f51")
    assert "subflow.too_deep" in codes_of(*chained, last)


def codes_of(*flows: Flow) -> set[str]:
    """Return the codes of the first flow, which may call the others."""
    known = {each.id: each for each in flows}
    return {problem.code for problem in check(flows[0], workspace=WORKSPACE, flows=known)}


@pytest.mark.parametrize(
    ("variable", "code"),
    [
        ({"name": "contact"}, "var.reserved"),
        ({"name": "secrets"}, "var.reserved"),
        ({"name": "env"}, "var.reserved"),
        ({"name": "__class__"}, "var.name"),
        ({"name": "a" * 65}, "var.name"),
        ({"name": "ação"}, "var.name"),
        ({"name": ""}, "var.name"),
        ({"name": "answer"}, "var.duplicate"),
        ({"name": "total", "type": "number", "default": True}, "var.default"),
        ({"name": "day", "type": "date", "default": "2026-02-30"}, "var.default"),
        ({"name": "day", "type": "currency"}, "enum"),
    ],
)
def test_a_variable_that_cannot_be_is_refused(variable: dict[str, Any], code: str):  # D08
    (problem,) = refused(changed(variables=[{"name": "answer"}, variable]))
    assert problem.code == code
    assert problem.pointer.startswith("/variables/1/")


def branch(branch_id: str, **fields: Any) -> dict[str, Any]:
    return {"id": branch_id, "name": branch_id, **fields}


SOME = {"rows": [{"variable": "name", "operator": "equals", "value": "a"}]}


@pytest.mark.parametrize(
    ("branches", "code"),
    [
        ([branch("a", cel="true")], "condition.constant"),
        ([branch("a", cel="1 > 2")], "condition.constant"),
        ([branch("a", **SOME), branch("b", **SOME)], "condition.repeated"),
        ([branch("a")], "condition.empty"),
        ([branch("a", cel="name ==")], "expr.syntax"),
    ],
)
def test_a_condition_that_decides_nothing_is_told(branches: Nodes, code: str):  # D09
    arrows = [f"c.{each['id']}>end" for each in branches]
    problems = found([node("c", "condition", branches=branches), end()], [*arrows, "c.else>end"])
    assert code in {p.code for p in problems}


def chain(length: int) -> tuple[Nodes, list[str]]:
    names = [f"m{number}" for number in range(length)]
    arrows = [f"{a}.next>{b}" for a, b in zip(names, [*names[1:], "end"], strict=True)]
    return [*(message(name, "Oi") for name in names), end()], arrows


def fan(width: int) -> tuple[Nodes, list[str]]:
    labels = [f"opcao{number}" for number in range(width)]
    shown = menu("m", *labels)
    arrows = [f"m.{option['id']}>end" for option in shown["options"]]
    return [shown, end()], arrows


def grid(side: int) -> tuple[Nodes, list[str]]:
    nodes, arrows = [], []
    for row in range(side):
        for column in range(side):
            nodes.append(question(f"q{row}-{column}", save_as="name"))
            right = f"q{row}-{column + 1}" if column + 1 < side else "end"
            down = f"q{row + 1}-{column}" if row + 1 < side else "end"
            arrows += [f"q{row}-{column}.answered>{right}", f"q{row}-{column}.invalid>{down}"]
    return [*nodes, end()], arrows


@pytest.mark.timeout(60)  # generous: 500 nodes take well under a second
@pytest.mark.parametrize(("nodes", "arrows"), [chain(500), fan(190), grid(30)])
def test_a_large_flow_is_read_and_checked(nodes: Nodes, arrows: list[str]):  # D10
    problems = found(nodes, arrows)
    assert not {"graph.no_end", "graph.unreachable"} & {p.code for p in problems}
