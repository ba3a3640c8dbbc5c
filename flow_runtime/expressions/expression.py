"""What flow authors compute with: CEL expressions, JMESPath queries and RE2 patterns.

All three are parsed once, immutable, safe to share between threads, and bounded in time and size
(reliability.md T01, T25).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

from pydantic import JsonValue

from flow_runtime.expressions.cel_evaluation import Evaluation
from flow_runtime.expressions.cel_functions import FUNCTIONS, as_json
from flow_runtime.expressions.cel_nodes import (
    Access,
    Call,
    CelNode,
    Constant,
    Macro,
    Name,
    children,
)
from flow_runtime.expressions.cel_syntax import parse_cel
from flow_runtime.expressions.sizes import json_weight
from flow_runtime.formula_errors import ExpressionFailed, FormulaInvalid
from flow_runtime.limits import MAX_VALUE_BYTES
from flow_runtime.paths import Path, Segment


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed CEL expression; `variables` are the paths it reads, as people write them."""

    source: str
    variables: frozenset[str]
    _root: CelNode = field(repr=False)

    def evaluate(self, scope: Mapping[str, object]) -> JsonValue:
        """Return the value as JSON data; times become ISO 8601 texts.

        Raises:
            ExpressionFailed: A variable is missing, types do not go together, or it takes too much.
        """
        try:
            result = Evaluation(scope).value(self._root, {})
        except RecursionError as error:
            raise _result_too_large() from error
        # Measured before it is converted: sharing makes a small value look enormous, or be it.
        if json_weight(result, limit=MAX_VALUE_BYTES) > MAX_VALUE_BYTES:
            raise _result_too_large()
        return cast(JsonValue, as_json(result))


@lru_cache(maxsize=256)
def parse_expression(source: str) -> Expression:
    """Parse a CEL expression of at most MAX_EXPRESSION_CHARACTERS characters.

    Raises:
        FormulaInvalid: It does not parse, calls what does not exist, or goes beyond the limits.
    """
    root = _checked(parse_cel(source))
    return Expression(source, frozenset(_variables(root, frozenset())), root)


def _checked(node: CelNode) -> CelNode:
    """Check every call of a tree, and parse the patterns in it."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Call):
            _refuse_unknown(current)
        waiting.extend(children(current))
    return node


def _refuse_unknown(call: Call) -> None:
    function = FUNCTIONS.get(call.function)
    if function is None:
        raise FormulaInvalid(
            "unknown_function",
            f"Não existe a função “{call.function[:40]}”.",
            f'There is no function "{call.function[:40]}".',
        )
    if not function.takes(len(call.arguments)):
        raise FormulaInvalid(
            "function_arguments",
            f"A função “{call.function}” recebe outro número de argumentos.",
            f'The function "{call.function}" takes another number of arguments.',
        )


def _variables(node: CelNode, bound: frozenset[str]) -> Iterator[str]:
    path = _path(node)
    if path is not None:
        if path.root not in bound:
            yield str(path)
        return
    if isinstance(node, Macro):
        yield from _variables(node.items, bound)
        inner = bound | {node.variable}
        for part in (node.body, node.keep):
            yield from _variables(part, inner) if part is not None else ()
        return
    for child in children(node):
        yield from _variables(child, bound)


def _path(node: CelNode) -> Path | None:
    """Return the constant path that a node reads, if it is one."""
    segments: list[Segment] = []
    while isinstance(node, Access) and isinstance(node.index, Constant):
        key = node.index.value
        if not isinstance(key, str | int) or isinstance(key, bool):
            return None
        segments.append(key)
        node = node.operand
    return Path((node.name, *reversed(segments))) if isinstance(node, Name) else None


def _result_too_large() -> ExpressionFailed:
    return ExpressionFailed(
        "result_too_large",
        "O resultado é grande demais para guardar; escolha menos dados.",
        "The result is too large to keep; pick less data.",
    )
