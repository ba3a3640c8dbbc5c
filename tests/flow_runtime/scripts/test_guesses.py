"""What the explorer types because a condition asks about it."""

import pytest

from flow_runtime.scripts.guesses import guessed_answers
from tests.flow_runtime.building import end, node, program, question


def guesses(kind: str, *rows: dict[str, object], match: str = "all") -> list[str]:
    branch = {"id": "yes", "name": "Sim", "match": match, "rows": list(rows)}
    built = program(
        [question("asked", kind), node("which", "condition", branches=[branch]), end()],
        ["asked.answered>which", "which.yes>end", "which.else>end"],
    )
    return guessed_answers(built, built.nodes["asked"])


def row(operator: str, value: object, variable: str = "asked") -> dict[str, object]:
    return {"variable": variable, "operator": operator, "value": value}


@pytest.mark.parametrize(
    ("kind", "asked", "guessed"),
    [
        ("text", row("contains", "boleto"), ["boleto"]),
        ("number", row("greater", 50), ["50", "49", "51"]),
        ("text", row("in", ["a", "b"]), ["a"]),
        ("phone", row("ddd_in", ["11", "12"]), ["(11) 98765-4321", "(13) 98765-4321"]),
        ("cep", row("cep_between", ["01000-000", "19999-999"]), ["01000-000", "20000000"]),
        ("text", row("contains", "{{ other }}"), []),
        ("text", row("contains", "x", variable="other"), []),
        ("text", row("equals", "oi", variable="last_message"), ["oi"]),
    ],
)
def test_every_side_of_a_comparison_is_tried(kind: str, asked: dict[str, object], guessed):
    assert guesses(kind, asked) == guessed


def test_of_alternatives_two_are_enough():
    rows = [row("contains", word) for word in ("a", "b", "c")]
    assert guesses("text", *rows, match="any") == ["a", "b"]
    assert guesses("text", *rows) == ["a", "b", "c"]


def test_what_is_no_question_is_not_guessed():
    built = program([end()], [])
    assert guessed_answers(built, built.nodes["end"]) == []
