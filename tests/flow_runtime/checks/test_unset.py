"""Variables on their way through a flow: set on every way, or empty on some."""

from typing import Any

import pytest

from flow_runtime.checks import check
from flow_runtime.loading import load_document
from tests.flow_runtime.building import menu, message, node, question
from tests.flow_runtime.checks.cases import Document, document

USES = message("tell", "Valor: {{ x }}")


def empty_reads(story: Document, **known: Any) -> list[str]:
    """Return the ids of the nodes that read an empty variable."""
    found = check(load_document(story).flow, **known)
    return [str(problem.node_id) for problem in found if problem.code == "var.unset"]


def needless(story: Document) -> list[str]:
    found = check(load_document(story).flow)
    return [str(problem.node_id) for problem in found if problem.code == "question.known"]


API = node(
    "call",
    "api",
    connection="erp",
    url="/x",
    save=[{"query": "x", "variable": "x"}],
    save_status_as="status",
)


@pytest.mark.parametrize(
    ("step", "outcome", "is_set"),
    [
        (question("x"), "answered", True),
        (question("x"), "invalid", False),
        (question("x"), "timeout", False),
        (menu("which", "A", save_as="x"), "a", True),
        (menu("which", "A", save_as="x"), "invalid", False),
        (API, "success", True),
        (API, "http_error", False),
        (API, "failed", False),
        ({**API, "save": [], "save_status_as": "x"}, "http_error", True),
        ({**API, "save": [], "save_status_as": "x"}, "failed", False),
        (node("rest", "wait", until="event", event="paid", save_as="x"), "received", True),
        (
            node("rest", "wait", until="event", event="paid", timeout_s=9, save_as="x"),
            "timeout",
            False,
        ),
        (node("number", "protocol", save_as="x"), "next", True),
        (node("keep", "set", assignments=[{"variable": "x", "literal": 1}]), "next", True),
        (node("keep", "set", assignments=[{"variable": "x", "action": "clear"}]), "next", False),
        (
            node("sub", "subflow", flow="f", outputs=[{"variable": "x", "result": "y"}]),
            "done",
            True,
        ),
        (
            node("sub", "subflow", flow="f", outputs=[{"variable": "x", "result": "y"}]),
            "failed",
            False,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_each_outcome_sets_what_it_writes(step: Any, outcome: str, is_set: bool) -> None:
    story = document(
        [step, USES], [f"{step['id']}.{outcome}>tell", "tell.next>end"], variables=["x", "status"]
    )
    assert empty_reads(story) == ([] if is_set else ["tell"])


def row(operator: str, **fields: Any) -> dict[str, Any]:
    return {"variable": "x", "operator": operator, **fields}


def branch(*rows: dict[str, Any], match: str = "all") -> dict[str, Any]:
    return {"id": "yes", "name": "Sim", "match": match, "rows": list(rows)}


OTHER = {"variable": "contact.name", "operator": "is_set"}


@pytest.mark.parametrize(
    ("way", "outcome", "is_set"),
    [
        (branch(row("is_set")), "yes", True),
        (branch(row("is_set")), "else", False),
        (branch(row("is_empty")), "else", True),
        (branch(row("is_empty")), "yes", False),
        (branch(row("is_set"), OTHER), "yes", True),
        (branch(row("is_set"), OTHER, match="any"), "yes", False),
        (branch(row("is_empty"), OTHER, match="any"), "else", True),
        (branch(row("is_empty"), OTHER), "else", False),
    ],
)
def test_a_condition_knows_what_it_looked_at(way: Any, outcome: str, is_set: bool) -> None:
    other = "else" if outcome == "yes" else "yes"
    story = document(
        [node("known", "condition", branches=[way]), USES],
        [f"known.{outcome}>tell", f"known.{other}>end", "tell.next>end"],
        variables=["x"],
    )
    assert empty_reads(story) == ([] if is_set else ["tell"])


@pytest.mark.parametrize(
    "reading",
    [
        message("tell", "{{ x }}"),
        message("tell", "{{ x | upcase }}"),
        message("tell", "{{ x.name }}"),
        node("tell", "set", assignments=[{"variable": "y", "cel": "x + 1"}]),
        node("tell", "set", assignments=[{"variable": "y", "text": "{{ x }}"}]),
        node("tell", "notify", to="a@b.co", text="{{ x }}"),
    ],
)
def test_whatever_reads_an_empty_variable_is_told(reading: Any) -> None:
    story = document([reading], ["tell.next>end", "tell.sent>end"], variables=["x", "y"])
    assert "tell" in empty_reads(story)


@pytest.mark.parametrize(
    "reading",
    [
        message("tell", "{{ x | default: 'nada' }}"),
        node("tell", "set", assignments=[{"variable": "y", "cel": "x == null ? 1 : 2"}]),
        node(
            "tell",
            "set",
            assignments=[{"variable": "x", "literal": 1}, {"variable": "y", "cel": "x"}],
        ),
        node("tell", "set", assignments=[{"variable": "x", "action": "increment"}]),
        node("tell", "protocol", text="{{ x }}", save_as="x"),
        node("tell", "handoff", queue="suporte", summary="{{ x }}", context=["x"]),
    ],
)
def test_who_expects_an_empty_variable_is_left_in_peace(reading: Any) -> None:
    story = document([reading], ["tell.next>end", "tell.resolved>end"], variables=["x", "y"])
    assert empty_reads(story) == []


def test_defaults_and_what_is_kept_of_a_contact_need_no_setting() -> None:
    arrows = ["tell.next>end"]
    for variable in ({"name": "x", "default": ""}, {"name": "x", "scope": "contact"}):
        assert empty_reads(document([USES], arrows, variables=[variable])) == []


def test_a_calling_flow_may_set_it() -> None:
    story = document([USES], ["tell.next>end"], variables=["x"])
    caller = document([node("sub", "subflow", flow="story", inputs={"x": "1"})])
    flows = {"caller": load_document({**caller, "id": "caller"}).flow}
    assert empty_reads(story, flows=flows) == []
    assert empty_reads(story, flows={}) == ["tell"]


def test_a_translation_is_read_too() -> None:
    story = document(
        [message("tell", "Oi")],
        ["tell.next>end"],
        languages=["pt-BR", "en"],
        translations={"en": {"tell.bubbles.0.text": "Hi {{ x }}{{ y }}"}},
        variables=["x"],
    )
    assert empty_reads(story) == ["tell"]
    unknown = [p.pointer for p in check(load_document(story).flow) if p.code == "var.unknown"]
    assert unknown == ["/translations/en/tell.bubbles.0.text"]


def test_the_sentence_shows_the_shortest_way_without_the_value() -> None:
    story = document(
        [menu("which", "A", "B"), question("x"), message("between", "…"), USES],
        [
            "which.a>x",
            "x.answered>tell",
            "x.invalid>end",
            "which.b>between",
            "between.next>tell",
            "tell.next>end",
        ],
        variables=["x"],
    )
    found = next(p for p in check(load_document(story).flow) if p.code == "var.unset")
    assert "'start' → 'which' → 'between' → 'tell'" in found.sentence("pt-BR")


def test_a_long_way_is_shortened() -> None:
    names = [f"step{i}" for i in range(40)]
    steps = [message(name, "…") for name in names]
    arrows = [f"{a}.next>{b}" for a, b in zip(names, [*names[1:], "tell"], strict=True)]
    story = document([*steps, USES], [*arrows, "tell.next>end"], variables=["x"])
    found = next(p for p in check(load_document(story).flow) if p.code == "var.unset")
    assert found.sentence("en").count("→") == 12
    assert "'start'" in found.sentence("en")
    assert "'step39' → 'tell'" in found.sentence("en")


def test_a_retry_is_no_needless_question() -> None:
    story = document(
        [question("x"), menu("right", "Sim", "Não")],
        ["x.answered>right", "right.sim>end", "right.nao>x"],
        variables=["x"],
    )
    assert needless(story) == []


def test_a_question_after_a_way_that_skips_the_first_is_needed() -> None:
    story = document(
        [menu("which", "A", "B"), question("x"), question("later", save_as="x")],
        ["which.a>x", "which.b>later", "x.answered>later", "later.answered>end"],
        variables=["x"],
    )
    assert needless(story) == []
