"""How CEL compares and computes; numbers are JSON's, so 3 and 3.0 are one number.

Where the language has whole and broken numbers apart, we follow its mapping of JSON, in which every
number is a double: `5 / 2` is 2.5, and `2.5 + 1` is no error. Values of different types have no
order, and comparing them by size fails instead of guessing.
"""

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from flow_runtime.formula_errors import ExpressionFailed
from flow_runtime.limits import MAX_LIST_ITEMS, MAX_TEXT_CHARACTERS

_LARGEST: Final = 2**63


def type_mismatch(operation: str, *values: object) -> ExpressionFailed:
    """Return the error of an operation between values that do not go together."""
    kinds_pt = " e ".join(_kind(value, "pt-BR") for value in values)
    kinds_en = " and ".join(_kind(value, "en") for value in values)
    return ExpressionFailed(
        "type_mismatch",
        f"“{operation}” não se aplica a {kinds_pt}; converta com double(…) ou string(…).",
        f'"{operation}" does not apply to {kinds_en}; convert with double(…) or string(…).',
    )


_KINDS: Final[tuple[tuple[type | tuple[type, ...], str, str], ...]] = (
    (bool, "sim/não", "yes/no"),
    ((int, float), "número", "number"),
    (str, "texto", "text"),
    ((list, tuple), "lista", "list"),
    (Mapping, "objeto", "object"),
    (date, "data", "date"),
    (timedelta, "duração", "duration"),
)


def _kind(value: object, language: str) -> str:
    for types, pt, en in _KINDS:
        if isinstance(value, types):
            return en if language == "en" else pt
    return "vazio" if language == "pt-BR" else "nothing"


def is_number(value: object) -> bool:
    """Say whether a value is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def equals(left: object, right: object) -> bool:
    """Compare two values; those of different types are never equal."""
    if is_number(left) and is_number(right):
        return left == right
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(equals, left, right))
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(equals(left[k], right[k]) for k in left)
    return type(left) is type(right) and left == right


def is_less(left: object, right: object, *, operation: str) -> bool:
    """Order two values of one type.

    Raises:
        ExpressionFailed: They have no order.
    """
    if is_number(left) and is_number(right):
        return left < right  # type: ignore[operator,no-any-return]  # is_number said so
    for kind in (str, datetime, date, timedelta):
        if type(left) is kind and type(right) is kind:
            try:
                return left < right  # type: ignore[operator]  # both are `kind`
            except TypeError as error:  # one time has an offset and the other has none
                raise type_mismatch(operation, left, right) from error
    raise type_mismatch(operation, left, right)


def is_in(item: object, container: object) -> bool:
    """Say whether a list holds an item or an object a key.

    Raises:
        ExpressionFailed: The container is neither.
    """
    if isinstance(container, list | tuple):
        return any(equals(item, other) for other in container)
    if isinstance(container, Mapping):
        return isinstance(item, str) and item in container
    raise type_mismatch("in", item, container)


def add(left: object, right: object) -> object:
    """Add numbers, times and durations; join texts and lists.

    Raises:
        ExpressionFailed: The values do not go together, or the result is too large.
    """
    if isinstance(left, str) and isinstance(right, str):
        _refuse_large(len(left) + len(right), MAX_TEXT_CHARACTERS)
        return left + right
    if isinstance(left, list) and isinstance(right, list):
        _refuse_large(len(left) + len(right), MAX_LIST_ITEMS)
        return left + right
    return _computed("+", left, right)


def subtract(left: object, right: object) -> object:
    """Subtract numbers, times and durations.

    Raises:
        ExpressionFailed: The values do not go together.
    """
    return _computed("-", left, right)


def multiply(left: object, right: object) -> object:
    """Multiply numbers.

    Raises:
        ExpressionFailed: One is no number, or the result is too large.
    """
    return _computed("*", left, right)


def divide(left: object, right: object) -> object:
    """Divide numbers; a whole result stays whole.

    Raises:
        ExpressionFailed: One is no number, or the divisor is zero.
    """
    return _computed("/", left, right)


def remainder(left: object, right: object) -> object:
    """Return what is left of a division, with the sign of the dividend.

    Raises:
        ExpressionFailed: One is no number, or the divisor is zero.
    """
    return _computed("%", left, right)


def negate(value: object) -> object:
    """Return a number or duration with the other sign.

    Raises:
        ExpressionFailed: The value is neither.
    """
    if isinstance(value, timedelta):
        return -value
    return _computed("-", 0, value)


def _divided(left: float, right: float) -> float:
    whole = isinstance(left, int) and isinstance(right, int) and left % right == 0
    return left // right if whole else left / right


def _rest(left: float, right: float) -> float:
    if right == 0:
        raise ZeroDivisionError
    if isinstance(left, int) and isinstance(right, int):
        rest = abs(left) % abs(right)
        return -rest if left < 0 else rest
    return math.fmod(left, right)


_ON_NUMBERS: Final[Mapping[str, Callable[[float, float], float]]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": _divided,
    "%": _rest,
}


def _computed(operator: str, left: object, right: object) -> object:
    try:
        if is_number(left) and is_number(right):
            return bounded(_ON_NUMBERS[operator](left, right))  # type: ignore[arg-type]  # checked
        return _on_times(operator, left, right)
    except ZeroDivisionError as error:
        raise ExpressionFailed(
            "division_by_zero", "Não se divide por zero.", "A number cannot be divided by zero."
        ) from error
    except (OverflowError, ValueError) as error:
        raise _too_large() from error


def _on_times(operator: str, left: object, right: object) -> object:
    moment, span = (right, left) if isinstance(left, timedelta) else (left, right)
    if isinstance(moment, date | timedelta) and isinstance(span, timedelta):
        if operator == "+":
            return moment + span
        if operator == "-" and moment is left:
            return moment - span
    both_moments = isinstance(left, date) and type(left) is type(right)
    if operator == "-" and both_moments:
        try:
            return left - right  # type: ignore[operator]  # two of one kind
        except TypeError as error:
            raise type_mismatch(operator, left, right) from error
    raise type_mismatch(operator, left, right)


def bounded(number: float) -> float:
    """Return a number that fits 64 bits.

    Raises:
        ExpressionFailed: It does not.
    """
    if not math.isfinite(number) or (
        isinstance(number, int) and not -_LARGEST <= number < _LARGEST
    ):
        raise _too_large()
    return number


def _refuse_large(size: int, limit: int) -> None:
    if size > limit:
        raise ExpressionFailed(
            "result_too_large",
            "O resultado é grande demais; junte menos textos ou listas.",
            "The result is too large; join fewer texts or lists.",
        )


def _too_large() -> ExpressionFailed:
    return ExpressionFailed(
        "number_too_large",
        "O número é grande demais; confira a conta.",
        "The number is too large; check the calculation.",
    )
