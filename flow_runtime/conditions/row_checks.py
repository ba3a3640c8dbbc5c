"""What can be known about a condition row before it runs: does its value fit its operator?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from pydantic import JsonValue

from flow_runtime.conditions.operators import (
    OPERATORS,
    WEEKDAYS,
    Operator,
    ValueShape,
    VariableType,
)
from flow_runtime.texts.filter_values import FilterFailed, as_decimal, digits_of
from flow_runtime.texts.filters_dates import read_moment

_CEP_DIGITS: Final = 8


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row: a stable code and a sentence by language."""

    code: str
    sentence: Mapping[str, str]


def _problem(code: str, pt: str, en: str) -> RowProblem:
    return RowProblem(code, MappingProxyType({"pt-BR": pt, "en": en}))


_TYPE_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "text": ("texto", "text"),
    "number": ("número", "number"),
    "boolean": ("sim/não", "yes/no"),
    "date": ("data", "date"),
    "datetime": ("data e hora", "date and time"),
    "list": ("lista", "list"),
    "object": ("objeto", "object"),
}

_SHAPE_PROBLEMS: Final[Mapping[ValueShape, RowProblem]] = {
    "none": _problem(
        "value_not_needed",
        "Esta comparação não usa valor; deixe o campo vazio.",
        "This comparison takes no value; leave the field empty.",
    ),
    "one": _problem(
        "value_missing",
        "Falta o valor da comparação; preencha um só valor.",
        "The comparison has no value; fill in a single one.",
    ),
    "list": _problem(
        "list_missing",
        "Esta comparação precisa de uma lista; preencha ao menos um valor.",
        "This comparison needs a list; fill in at least one value.",
    ),
    "two": _problem(
        "range_missing",
        "Esta comparação precisa de dois valores: o menor e o maior.",
        "This comparison needs two values: the lowest and the highest.",
    ),
}


def value_problems_of(
    operator: Operator, value: JsonValue, variable_type: VariableType | None
) -> list[RowProblem]:
    """Return what is wrong with an operator, its value and the type of the variable."""
    info = OPERATORS[operator]
    if variable_type is not None and variable_type not in info.types:
        return [_operator_mismatch(operator, variable_type)]
    if not _has_shape(value, info.shape):
        return [_SHAPE_PROBLEMS[info.shape]]
    check = _ITEM_CHECKS.get(operator) or _TYPE_CHECKS.get(variable_type or "")
    if check is None or info.shape == "none":
        return []
    return [check.problem for item in _literals(value) if not check.fits(item)][:1]


def _operator_mismatch(operator: Operator, variable_type: VariableType) -> RowProblem:
    label = OPERATORS[operator].label
    pt, en = _TYPE_NAMES[variable_type]
    return _problem(
        "type_mismatch",
        f"“{label['pt-BR']}” não se aplica a uma variável do tipo {pt}; escolha outra comparação.",
        f'"{label["en"]}" does not apply to a variable of type {en}; choose another comparison.',
    )


def _has_shape(value: JsonValue, shape: ValueShape) -> bool:
    match shape:
        case "none":
            return value is None
        case "one":
            return value is not None and value != "" and not isinstance(value, list | dict)
        case "list":
            return isinstance(value, list) and bool(value) and all(map(_is_single, value))
        case "two":
            return isinstance(value, list) and len(value) == 2 and all(map(_is_single, value))


def _is_single(item: JsonValue) -> bool:
    return item is not None and not isinstance(item, list | dict)


def _literals(value: JsonValue) -> Iterator[JsonValue]:
    """Yield the values that the row itself holds; a `{{ … }}` is known only when it runs."""
    for item in value if isinstance(value, list) else [value]:
        if not (isinstance(item, str) and "{{" in item):
            yield item


# -- what a single value must be -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _ItemCheck:
    fits: Callable[[JsonValue], bool]
    problem: RowProblem


def _is_number(item: JsonValue) -> bool:
    try:
        as_decimal(item)
    except FilterFailed:
        return False
    return True


def _is_day(item: JsonValue) -> bool:
    if item in ("now", "today"):
        return True
    try:
        return isinstance(read_moment(item), datetime)
    except FilterFailed:
        return False


def _is_ddd(item: JsonValue) -> bool:
    digits = str(item)
    # Anatel: area codes have two digits, none of them zero.
    return len(digits) == 2 and digits.isdecimal() and "0" not in digits


def _is_cep(item: JsonValue) -> bool:
    return isinstance(item, str) and len(digits_of(item)) == _CEP_DIGITS


_NUMBER: Final = _ItemCheck(
    _is_number,
    _problem("value_not_a_number", "O valor deve ser um número.", "The value must be a number."),
)
_DAY: Final = _ItemCheck(
    _is_day,
    _problem(
        "value_not_a_date",
        "O valor deve ser uma data, como 2026-03-11, ou today.",
        "The value must be a date, such as 2026-03-11, or today.",
    ),
)
_TEXT: Final = _ItemCheck(
    lambda item: isinstance(item, str),
    _problem("value_not_a_text", "O valor deve ser um texto.", "The value must be a text."),
)
_TYPE_CHECKS: Final[Mapping[str, _ItemCheck]] = {
    "number": _NUMBER,
    "date": _DAY,
    "datetime": _DAY,
    "text": _TEXT,
    "boolean": _ItemCheck(
        lambda item: isinstance(item, bool),
        _problem(
            "value_not_yes_no", "O valor deve ser sim ou não.", "The value must be yes or no."
        ),
    ),
}
_ITEM_CHECKS: Final[Mapping[Operator, _ItemCheck]] = {
    Operator.GREATER: _NUMBER,
    Operator.GREATER_EQUAL: _NUMBER,
    Operator.LESS: _NUMBER,
    Operator.LESS_EQUAL: _NUMBER,
    Operator.WITHIN_DAYS: _NUMBER,
    Operator.BEFORE: _DAY,
    Operator.AFTER: _DAY,
    Operator.STARTS_WITH: _TEXT,
    Operator.ENDS_WITH: _TEXT,
    Operator.MATCHES: _TEXT,
    Operator.HAS_TAG: _TEXT,
    Operator.ON_CHANNEL: _TEXT,
    Operator.WEEKDAY_IN: _ItemCheck(
        lambda item: item in WEEKDAYS,
        _problem(
            "value_not_a_weekday",
            "Os dias da semana são mon, tue, wed, thu, fri, sat e sun.",
            "The days of the week are mon, tue, wed, thu, fri, sat and sun.",
        ),
    ),
    Operator.DDD_IN: _ItemCheck(
        _is_ddd,
        _problem(
            "value_not_a_ddd",
            "Um DDD tem dois algarismos, como 11.",
            "A DDD has two digits, such as 11.",
        ),
    ),
    Operator.CEP_BETWEEN: _ItemCheck(
        _is_cep,
        _problem(
            "value_not_a_cep",
            "Um CEP tem oito algarismos, como 01310-100.",
            "A CEP has eight digits, such as 01310-100.",
        ),
    ),
}
