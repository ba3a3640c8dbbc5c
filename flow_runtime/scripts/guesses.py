"""What the explorer types because a condition of the flow asks about the answer."""

from collections.abc import Iterator
from typing import Final

from pydantic import JsonValue

from flow_runtime.brazil import DDDS
from flow_runtime.conditions import ConditionRow
from flow_runtime.nodes.base import Node
from flow_runtime.nodes.condition import Branch, ConditionNode
from flow_runtime.nodes.question import QuestionNode
from flow_runtime.program import Program

MAX_GUESSES: Final = 40
_READS_ANY_ANSWER: Final = "last_message"


def guessed_answers(program: Program, node: Node) -> list[str]:
    """Return answers to a question that its flow's conditions compare with, and their neighbours.

    A number is tried with the one below and the one above, a CEP with the one after the range, a
    list of DDDs with a telephone of one of them and of none, so that every side is met.
    """
    if not isinstance(node, QuestionNode):
        return []
    variables = (node.save_as, _READS_ANY_ANSWER)
    guesses = dict.fromkeys(
        guess
        for row in _deciding_rows(program)
        if row.variable in variables
        for guess in _answers_for(row)
        if guess.strip() and "{{" not in guess
    )
    return list(guesses)[:MAX_GUESSES]


def _deciding_rows(program: Program) -> Iterator[ConditionRow]:
    for node in program.flow.nodes:
        if isinstance(node, ConditionNode):
            for branch in node.branches:
                yield from _rows_that_open(branch)


def _rows_that_open(branch: Branch) -> tuple[ConditionRow, ...]:
    """Return rows that open the branch: of `any`, a second in case the first is a command."""
    return branch.rows[:2] if branch.match == "any" else branch.rows


def _answers_for(row: ConditionRow) -> Iterator[str]:
    match row.operator.value, row.value:
        case "ddd_in", list(listed):
            yield from _telephones(listed)
        case "cep_between", [str(first), str(last)]:
            yield from (first, f"{int(''.join(filter(str.isdigit, last)) or 0) + 1:08}")
        case _, list([first, *_]):
            yield from _written(first)
        case _, value:
            yield from _written(value)


def _telephones(ddds: list[JsonValue]) -> Iterator[str]:
    unlisted = (ddd for ddd in sorted(DDDS) if ddd not in ddds)
    for ddd in (*ddds[:1], *list(unlisted)[:1]):
        yield f"({ddd}) 98765-4321"


def _written(value: JsonValue) -> Iterator[str]:
    match value:
        case bool() | None:
            return
        case str():
            yield value
        case int() | float():
            yield from (str(value), str(value - 1), str(value + 1))
