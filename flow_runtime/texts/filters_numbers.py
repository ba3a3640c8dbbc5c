"""Liquid's filters for numbers; texts that spell a number, such as "1234.56", count as one.

Arithmetic is decimal, so 0.1 plus 0.2 is 0.3 as the customer expects.
"""

from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final

from flow_runtime.texts.filter_values import FilterFailed, as_decimal, as_integer, as_json_number

_MAX_DECIMALS: Final = 10


def _computed(function: Callable[[Decimal, Decimal], Decimal]) -> Callable[..., object]:
    def filtered(value: object, other: object) -> object:
        return as_json_number(function(as_decimal(value), as_decimal(other)))

    return filtered


def _divided_by(value: object, divisor: object) -> object:
    number, by = as_decimal(value), as_decimal(divisor)
    if by == 0:
        raise FilterFailed("a number cannot be divided by zero")
    whole = isinstance(value, int) and isinstance(divisor, int)
    # Liquid divides whole numbers into whole numbers: 7 by 2 is 3.
    return as_json_number((number / by).to_integral_value(ROUND_FLOOR) if whole else number / by)


def _modulo(value: object, divisor: object) -> object:
    number, by = as_decimal(value), as_decimal(divisor)
    if by == 0:
        raise FilterFailed("a number cannot be divided by zero")
    return as_json_number(number - by * (number / by).to_integral_value(ROUND_FLOOR))


def _round(value: object, decimals: object = 0) -> object:
    places = max(0, min(as_integer(decimals), _MAX_DECIMALS))
    step = Decimal(1).scaleb(-places)
    return as_json_number(as_decimal(value).quantize(step, rounding=ROUND_HALF_UP))


def _ceil(value: object) -> object:
    return as_json_number(as_decimal(value).to_integral_value(ROUND_CEILING))


def _floor(value: object) -> object:
    return as_json_number(as_decimal(value).to_integral_value(ROUND_FLOOR))


def _abs(value: object) -> object:
    return as_json_number(abs(as_decimal(value)))


FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "plus": _computed(lambda number, other: number + other),
    "minus": _computed(lambda number, other: number - other),
    "times": _computed(lambda number, other: number * other),
    "at_least": _computed(max),
    "at_most": _computed(min),
    "divided_by": _divided_by,
    "modulo": _modulo,
    "round": _round,
    "ceil": _ceil,
    "floor": _floor,
    "abs": _abs,
}
