"""What the explorer types because a condition of the flow asks about the answer."""

from collections.abc import Iterator
from typing import Final

from pydantic import JsonValue

from flow_runtime.nodes.base import Node
from flow_runtime.nodes.condition import ConditionNode
from flow_runtime.nodes.question import QuestionNode
from flow_runtime.program import Program

MAX_GUESSES: Final = 40
_READS_ANY_ANSWER: Final = "last_message"


def guessed_answers(program: Program, node: Node) -> list[str]:
    """Return answers to a question that its flow's conditions compare with, and their neighbours.

    A number is tried with the one below and the one above, so that every side of a limit is met.
    """
    if not isinstance(node, QuestionNode):
        return []
    wanted = (node.save_as, _READS_ANY_ANSWER)
    guesses = dict.fromkeys(
        guess
        for value in _compared_values(program, wanted)
        for guess in _written(value)
        if guess.strip() and "{{" not in guess
    )
    return list(guesses)[:MAX_GUESSES]


def _compared_values(program: Program, variables: tuple[str, ...]) -> Iterator[JsonValue]:
    """Yield the value of the first row of each branch, then those of the others."""
    rows = [
        (position, row.value)
        for node in program.flow.nodes
        if isinstance(node, ConditionNode)
        for branch in node.branches
        for position, row in enumerate(branch.rows)
        if row.variable in variables
    ]
    yield from (value for _, value in sorted(rows, key=lambda pair: pair[0]))


def _written(value: JsonValue) -> Iterator[str]:
    match value:
        case str():
            yield value
        case bool() | None:
            return
        case int() | float():
            yield from (str(value), str(value - 1), str(value + 1))
        case list():
            for item in value:
                yield from _written(item)
