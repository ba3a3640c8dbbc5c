"""How filters read their values and arguments, bounded."""

import math
from decimal import Decimal, InvalidOperation
from typing import Final

from flow_runtime.limits import MAX_INTEGER_DIGITS, MAX_LIST_ITEMS, MAX_TEXT_CHARACTERS
from flow_runtime.texts.printing import printed

_LARGEST: Final = Decimal(10) ** MAX_INTEGER_DIGITS


class FilterFailed(ValueError):
    """A filter could not use its value or an argument; the text keeps the value as it was."""


def as_decimal(value: object) -> Decimal:
    """Read a number or a text that spells one, such as the "1234.56" of a money answer.

    Raises:
        FilterFailed: It is no number, or has more than MAX_INTEGER_DIGITS digits.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise FilterFailed("this is not a number")
    if isinstance(value, str) and len(value) > 2 * MAX_INTEGER_DIGITS:
        raise FilterFailed("this is not a number")
    try:
        number = value if isinstance(value, int | Decimal) else Decimal(str(value).strip())
    except InvalidOperation as error:
        raise FilterFailed("this is not a number") from error
    return _bounded(number)


def _bounded(number: int | Decimal) -> Decimal:
    # Comparing first keeps a Python integer of a million digits from being converted at all.
    if isinstance(number, Decimal) and not number.is_finite():
        raise FilterFailed("this is not a number")
    if not -_LARGEST < number < _LARGEST:
        raise FilterFailed("the number is too large")
    return Decimal(number)


def as_json_number(number: Decimal) -> int | float:
    """Return a number as JSON holds it: whole numbers without a point.

    Raises:
        FilterFailed: It has more than MAX_INTEGER_DIGITS digits.
    """
    bounded = _bounded(number)
    return int(bounded) if bounded == bounded.to_integral_value() else float(bounded)


def as_integer(value: object) -> int:
    """Read an argument that counts something.

    Raises:
        FilterFailed: It is no whole number.
    """
    number = as_decimal(value)
    if number != number.to_integral_value():
        raise FilterFailed("this is not a whole number")
    return int(number)


def as_list(value: object) -> list[object]:
    """Read a list of at most MAX_LIST_ITEMS items.

    Raises:
        FilterFailed: It is no list, or too long.
    """
    if not isinstance(value, list | tuple):
        raise FilterFailed("this is not a list")
    if len(value) > MAX_LIST_ITEMS:
        raise FilterFailed(f"the list has more than {MAX_LIST_ITEMS} items")
    return list(value)


def as_count(value: object) -> int:
    """Read an argument that says how many characters or items: 0 to MAX_TEXT_CHARACTERS."""
    return max(0, min(as_integer(value), MAX_TEXT_CHARACTERS))


def joined(separator: str, pieces: list[str]) -> str:
    """Join pieces, giving up as soon as the result would be longer than a text may be.

    Raises:
        FilterFailed: The result would be too long.
    """
    total = sum(map(len, pieces)) + len(separator) * max(0, len(pieces) - 1)
    if total > MAX_TEXT_CHARACTERS:
        raise FilterFailed("the result is too long")
    return separator.join(pieces)


def is_true(value: object) -> bool:
    """Say whether Liquid takes a value for true: everything but false and null."""
    return value is not None and value is not False


def is_blank(value: object) -> bool:
    """Say whether there is nothing to show: null, false, an empty text, list or object."""
    return not is_true(value) or (isinstance(value, str | list | tuple | dict) and not value)


def digits_of(value: object) -> str:
    """Return only the ASCII digits of a value."""
    return "".join(c for c in printed(value) if c in "0123456789")


def same(left: object, right: object) -> bool:
    """Compare plain values; true is not 1, and a number equals itself spelled as a text."""
    if isinstance(left, bool) != isinstance(right, bool):
        return False
    if type(left) is not type(right) and not math.isnan(_as_float(left)):
        return _as_float(left) == _as_float(right)
    return left == right


def _as_float(value: object) -> float:
    try:
        return float(as_decimal(value))
    except FilterFailed:
        return math.nan
