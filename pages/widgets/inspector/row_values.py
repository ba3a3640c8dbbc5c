"""The value of a condition row as people type it, and the row that comes of it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from pydantic import JsonValue

from flow_runtime.conditions import Operator, VariableType
from flow_runtime.conditions.operators import OPERATORS, WEEKDAYS
from pages.widgets.inspector.written_values import NotUnderstood, read_boolean, read_number

NUMBERS: Final = frozenset(
    {
        Operator.GREATER,
        Operator.GREATER_EQUAL,
        Operator.LESS,
        Operator.LESS_EQUAL,
        Operator.WITHIN_DAYS,
    }
)
DAYS: Final = frozenset({Operator.BEFORE, Operator.AFTER})
WORDS: Final = frozenset(
    {
        Operator.MATCHES,
        Operator.WEEKDAY_IN,
        Operator.DDD_IN,
        Operator.CEP_BETWEEN,
        Operator.HAS_TAG,
        Operator.ON_CHANNEL,
    }
)
"""Operators whose values are texts, whatever the type of the variable."""

FIXED_LISTS: Final[Mapping[Operator, Sequence[str]]] = {Operator.WEEKDAY_IN: WEEKDAYS}
"""Operators whose values are chosen from a list that never changes."""

_BRAZILIAN_DATE: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def operators_for(variable_type: VariableType | None) -> list[Operator]:
    """Return the operators that compare a type, in the order of the builder; all for None."""
    return [
        operator
        for operator, info in OPERATORS.items()
        if info.own_variable or variable_type is None or variable_type in info.types
    ]


def read_item(text: str, operator: Operator, variable_type: VariableType | None) -> JsonValue:
    """Read one value of a row; nothing gives None, `{{ … }}` stays a text.

    Raises:
        NotUnderstood: It is no number, day, or yes or no, where the comparison needs one.
    """
    typed = text.strip()
    if not typed or "{{" in typed or operator in WORDS:
        return typed or None
    if operator in NUMBERS or variable_type == "number":
        return read_number(typed)
    if operator in DAYS or variable_type in ("date", "datetime"):
        return _read_day(typed)
    return read_boolean(typed) if variable_type == "boolean" else typed


def _read_day(text: str) -> str:
    if text in ("today", "now"):
        return text
    brazilian = _BRAZILIAN_DATE.fullmatch(text)
    try:
        if brazilian:
            day, month, year = map(int, brazilian.groups())
            return date(year, month, day).isoformat()
        datetime.fromisoformat(text)
    except ValueError as error:
        raise NotUnderstood(text) from error
    return text


def read_items(
    texts: Sequence[str], operator: Operator, variable_type: VariableType | None
) -> list[JsonValue]:
    """Read the values of a list or of a range, leaving out empty ones of a list.

    Raises:
        NotUnderstood: One of them is not of the kind that is needed.
    """
    found = [read_item(text, operator, variable_type) for text in texts]
    if OPERATORS[operator].shape == "two":
        return found
    return [item for item in found if item is not None]


def row_with_variable(
    row: Mapping[str, JsonValue], variable: str, variable_type: VariableType | None
) -> dict[str, JsonValue]:
    """Return a row for another variable; an operator that its type does not have gives way."""
    changed = {**row, "variable": variable}
    fitting = operators_for(variable_type)
    if row.get("operator") in fitting:
        return changed
    return row_with_operator(changed, fitting[0])


def row_with_operator(row: Mapping[str, JsonValue], operator: Operator) -> dict[str, JsonValue]:
    """Return a row with another operator; the value stays where it still has the right shape."""
    changed: dict[str, JsonValue] = {**row, "operator": operator.value}
    value = _reshaped(row.get("value"), OPERATORS[operator].shape)
    if operator in FIXED_LISTS and isinstance(value, list):
        value = [item for item in value if item in FIXED_LISTS[operator]]
    changed.pop("value", None)
    return changed if value is None else {**changed, "value": value}


def _reshaped(value: JsonValue, shape: str) -> JsonValue:
    match shape:
        case "none":
            return None
        case "one":
            return next(iter(value), None) if isinstance(value, list) else value
        case "two":
            pair = value if isinstance(value, list) else [value]
            return [*pair[:2], None, None][:2] if value is not None else None
    if value is None or isinstance(value, list):
        return value
    return [value]


def operator_of(row: Mapping[str, JsonValue]) -> Operator:
    """Return a row's operator; a draft may hold none that we know."""
    known = {operator.value: operator for operator in Operator}
    return known.get(str(row.get("operator")), Operator.EQUALS)


def is_plain_row(row: JsonValue) -> bool:
    """Say whether a row is an object whose variable is a text, so that it can be shown."""
    return isinstance(row, dict) and isinstance(row.get("variable", ""), str)
