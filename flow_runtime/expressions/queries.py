"""JMESPath queries, which pick the useful values out of an API's answer (jmespath.org)."""

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, cast

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.parser import ParsedResult
from jmespath.visitor import TreeInterpreter
from pydantic import JsonValue

from flow_runtime.expressions.sizes import CHARACTERS_PER_CELL, json_weight
from flow_runtime.formula_errors import ExpressionFailed, FormulaInvalid
from flow_runtime.limits import (
    MAX_EXPRESSION_CHARACTERS,
    MAX_EXPRESSION_DEPTH,
    MAX_QUERY_STEPS,
    MAX_VALUE_BYTES,
)

if TYPE_CHECKING:
    from jmespath.visitor import _TreeNode  # a name of the stubs only

_ITEMS_PER_STEP: Final = 8
_QUOTED: Final = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?P<literal>(?:[^`\\]|\\.)*)`""", re.DOTALL
)


class _Budgeted(TreeInterpreter):
    """The library's interpreter, which stops when a query has taken MAX_QUERY_STEPS steps."""

    def __init__(self) -> None:
        super().__init__()
        self._steps_left = MAX_QUERY_STEPS

    def visit(self, node: "_TreeNode", *args: object, **kwargs: object) -> object:
        self._spend(1)
        found: object = super().visit(node, *args, **kwargs)
        if isinstance(found, str):
            self._spend(len(found) // CHARACTERS_PER_CELL)
        elif isinstance(found, list):
            self._spend(len(found) // _ITEMS_PER_STEP)
        return found

    def _spend(self, steps: int) -> None:
        self._steps_left -= steps
        if self._steps_left < 0:
            raise ExpressionFailed(
                "too_costly",
                "A consulta exige trabalho demais com estes dados; simplifique-a.",
                "The query takes too much work with this data; simplify it.",
            )


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query; immutable, may be shared between threads."""

    source: str
    _parsed: ParsedResult = field(repr=False, compare=False)

    def search(self, data: JsonValue) -> JsonValue:
        """Return what the query finds in the data; None where there is nothing.

        Raises:
            ExpressionFailed: A function got the wrong type, or the result is too large.
        """
        try:
            found = cast(JsonValue, _Budgeted().visit(self._parsed.parsed, data))
        except (JMESPathError, ValueError, TypeError, ArithmeticError, RecursionError) as error:
            raise _failed() from error
        if json_weight(found, limit=MAX_VALUE_BYTES) > MAX_VALUE_BYTES:
            raise ExpressionFailed(
                "result_too_large",
                "O resultado é grande demais para guardar; escolha menos campos.",
                "The result is too large to keep; pick fewer fields.",
            )
        return found


@lru_cache(maxsize=256)
def parse_query(source: str) -> Query:
    """Parse a query of at most MAX_EXPRESSION_CHARACTERS characters.

    Raises:
        FormulaInvalid: It does not parse or goes beyond the limits.
    """
    _refuse_large(source)
    try:
        _refuse_loose_literals(source)
        parsed = jmespath.compile(source)
    except (JMESPathError, ValueError, RecursionError) as error:
        raise FormulaInvalid(
            "query_syntax",
            "A consulta JMESPath tem um erro de escrita; um exemplo certo: faturas[0].valor.",
            "The JMESPath query is misspelled; a correct example: invoices[0].amount.",
            position=getattr(error, "lex_position", None),
        ) from error
    return Query(source, parsed)


def _refuse_large(source: str) -> None:
    opened = sum(source.count(bracket) for bracket in "([{")
    if len(source) > MAX_EXPRESSION_CHARACTERS or opened > 2 * MAX_EXPRESSION_DEPTH:
        raise FormulaInvalid(
            "query_too_large",
            "A consulta JMESPath é longa ou aninhada demais; divida-a em mais de um campo.",
            "The JMESPath query is too long or too nested; split it into several fields.",
        )


def _refuse_loose_literals(source: str) -> None:
    # The library still takes a literal that is no JSON for a text, and warns that it soon will not.
    for match in _QUOTED.finditer(source):
        if match["literal"] is not None:
            json.loads(match["literal"].replace("\\`", "`"))


def _failed() -> ExpressionFailed:
    return ExpressionFailed(
        "query_failed",
        "A consulta não combina com os dados recebidos; confira os tipos dos campos.",
        "The query does not fit the data received; check the types of the fields.",
    )
