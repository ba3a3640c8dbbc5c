"""Evaluating a parsed CEL expression within a budget.

Every node visited and every piece of data walked over costs steps, and MAX_EXPRESSION_STEPS of them
are some tens of milliseconds at most, whatever the expression and the values. Nothing but plain
data is read, by the same rules as in texts.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flow_runtime.expressions import cel_values
from flow_runtime.expressions.cel_functions import FUNCTIONS
from flow_runtime.expressions.cel_nodes import (
    Access,
    Call,
    CelNode,
    Chain,
    Conditional,
    Constant,
    Has,
    ListOf,
    Logic,
    Macro,
    Name,
    ObjectOf,
    Unary,
)
from flow_runtime.expressions.cel_values import equals, is_in, is_less, type_mismatch
from flow_runtime.expressions.sizes import count_cells
from flow_runtime.formula_errors import ExpressionFailed
from flow_runtime.limits import MAX_EXPRESSION_STEPS, MAX_MATCHED_CHARACTERS
from flow_runtime.paths import MISSING, step_into

_STEPS_PER_MATCH: Final = 100

_OPERATORS: Final[Mapping[str, Callable[[object, object], object]]] = {
    "+": cel_values.add,
    "-": cel_values.subtract,
    "*": cel_values.multiply,
    "/": cel_values.divide,
    "%": cel_values.remainder,
    "==": equals,
    "!=": lambda left, right: not equals(left, right),
    "<": lambda left, right: is_less(left, right, operation="<"),
    ">": lambda left, right: is_less(right, left, operation=">"),
    "<=": lambda left, right: not is_less(right, left, operation="<="),
    ">=": lambda left, right: not is_less(left, right, operation=">="),
    "in": is_in,
}


@dataclass(slots=True)
class Evaluation:
    """One evaluation: the values and how many steps are left."""

    scope: Mapping[str, object]
    steps_left: int = MAX_EXPRESSION_STEPS

    def value(self, node: CelNode, bound: Mapping[str, object]) -> object:
        """Return a node's value; `bound` holds the variables of the macros around it.

        Raises:
            ExpressionFailed: The node has no value, or the budget is spent.
        """
        self._spend(1)
        match node:
            case Constant(constant):
                return constant
            case Name(name):
                return self._named(name, bound)
            case Access():
                return self._accessed(node, bound)
            case Has(access):
                return self._has(access, bound)
            case Chain():
                return self._chained(node, bound)
            case Logic():
                return self._decided(node, bound)
            case Call(function, arguments):
                return self._called(function, arguments, bound)
            case Macro():
                return self._expanded(node, bound)
        return self._composed(node, bound)

    def _composed(self, node: CelNode, bound: Mapping[str, object]) -> object:
        match node:
            case Unary("!", operand):
                return not self._truth(operand, bound, "!")
            case Unary(_, operand):
                return cel_values.negate(self.value(operand, bound))
            case Conditional(condition, yes, no):
                return self.value(yes if self._truth(condition, bound, "?") else no, bound)
            case ListOf(items):
                return [self.value(item, bound) for item in items]
            case ObjectOf(entries):
                return {self._key(key, bound): self.value(item, bound) for key, item in entries}
        raise AssertionError(f"no rule for {type(node).__name__}")

    def _spend(self, steps: int) -> None:
        self.steps_left -= steps
        if self.steps_left < 0:
            raise ExpressionFailed(
                "too_costly",
                "A expressão exige trabalho demais com estes dados; simplifique-a.",
                "The expression takes too much work with this data; simplify it.",
            )

    def _spend_on(self, value: object) -> None:
        if isinstance(value, str | list | tuple | Mapping):
            self._spend(count_cells(value, limit=self.steps_left))

    # -- reading ---------------------------------------------------------------------------------

    def _named(self, name: str, bound: Mapping[str, object]) -> object:
        if name in bound:
            return bound[name]
        found = step_into(self.scope, name)
        if found is MISSING:
            raise ExpressionFailed(
                "unknown_variable",
                f"A variável “{name}” não existe nesta conversa; confira o nome.",
                f'There is no variable "{name}" in this conversation; check its name.',
            )
        return found

    def _accessed(self, access: Access, bound: Mapping[str, object]) -> object:
        operand, index = self.value(access.operand, bound), self.value(access.index, bound)
        found = _inside(operand, index)
        if found is MISSING:
            raise ExpressionFailed(
                "unknown_field",
                f"Não há “{str(index)[:40]}” neste valor; teste antes com has(…).",
                f'There is no "{str(index)[:40]}" in this value; test it first with has(…).',
            )
        return found

    def _has(self, access: Access, bound: Mapping[str, object]) -> bool:
        try:
            operand = self.value(access.operand, bound)
        except ExpressionFailed as failure:
            if failure.code not in ("unknown_variable", "unknown_field"):
                raise
            return False
        found = _inside(operand, self.value(access.index, bound))
        return found is not MISSING and found is not None

    def _key(self, node: CelNode, bound: Mapping[str, object]) -> str:
        key = self.value(node, bound)
        if not isinstance(key, str):
            raise type_mismatch("{…}", key)
        return key

    # -- computing -------------------------------------------------------------------------------

    def _chained(self, chain: Chain, bound: Mapping[str, object]) -> object:
        left = self.value(chain.first, bound)
        for operator, node in chain.rest:
            right = self.value(node, bound)
            self._spend_on(left)
            self._spend_on(right)
            left = _OPERATORS[operator](left, right)
        return left

    def _truth(self, node: CelNode, bound: Mapping[str, object], operation: str) -> bool:
        value = self.value(node, bound)
        if not isinstance(value, bool):
            raise type_mismatch(operation, value)
        return value

    def _decided(self, logic: Logic, bound: Mapping[str, object]) -> bool:
        # cel-spec, "Logical operators": one decisive operand outweighs another's failure.
        decisive = logic.operator == "||"
        failure: ExpressionFailed | None = None
        for operand in logic.operands:
            try:
                if self._truth(operand, bound, logic.operator) is decisive:
                    return decisive
            except ExpressionFailed as failed:
                failure = failed
        if failure is not None:
            raise failure
        return not decisive

    def _called(self, name: str, nodes: tuple[CelNode, ...], bound: Mapping[str, object]) -> object:
        arguments = [self.value(node, bound) for node in nodes]
        for argument in arguments:
            self._spend_on(argument)
        if name == "matches":
            self._spend(_STEPS_PER_MATCH + _matched_characters(arguments[0]))
        result = FUNCTIONS[name].call(arguments)
        self._spend_on(result)
        return result

    # -- macros ----------------------------------------------------------------------------------

    def _expanded(self, macro: Macro, bound: Mapping[str, object]) -> object:
        items = self.value(macro.items, bound)
        if not isinstance(items, list | tuple | Mapping):
            raise type_mismatch(macro.kind, items)
        scopes = ({**bound, macro.variable: item} for item in items)
        match macro.kind:
            case "map":
                return [self.value(macro.body, inner) for inner in self._kept(macro, scopes)]
            case "filter":
                return [s[macro.variable] for s in scopes if self._truth(macro.body, s, "filter")]
            case "exists_one":
                return sum(self._truth(macro.body, inner, macro.kind) for inner in scopes) == 1
        return self._quantified(macro, scopes)

    def _kept(
        self, macro: Macro, scopes: Iterator[Mapping[str, object]]
    ) -> Iterator[Mapping[str, object]]:
        for inner in scopes:
            if macro.keep is None or self._truth(macro.keep, inner, "map"):
                yield inner

    def _quantified(self, macro: Macro, scopes: Iterator[Mapping[str, object]]) -> bool:
        decisive = macro.kind == "exists"
        failure: ExpressionFailed | None = None
        for inner in scopes:
            try:
                if self._truth(macro.body, inner, macro.kind) is decisive:
                    return decisive
            except ExpressionFailed as failed:
                failure = failed
        if failure is not None:
            raise failure
        return not decisive


def _matched_characters(value: object) -> int:
    return min(len(value), MAX_MATCHED_CHARACTERS) if isinstance(value, str) else 0


def _inside(operand: object, index: object) -> object:
    if isinstance(operand, list | tuple):
        if isinstance(index, float) and index.is_integer():
            index = int(index)
        # CEL counts from 0 only; Liquid's own "first", "last" and negative places stay in texts.
        if not isinstance(index, int) or index < 0:
            return MISSING
    return step_into(operand, index)
