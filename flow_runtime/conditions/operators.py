"""The operators of condition rows: what each compares, what value it needs, how it is called.

Checks and the page's condition builder read this table; `comparisons.py` holds what each one does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal

VariableType = Literal["text", "number", "boolean", "date", "datetime", "list", "object"]
ValueShape = Literal["none", "one", "list", "two"]


class Operator(StrEnum):
    """How a condition row compares its variable."""

    EQUALS = "equals"
    NOT_EQUALS = "not_equals"
    CONTAINS = "contains"
    NOT_CONTAINS = "not_contains"
    STARTS_WITH = "starts_with"
    ENDS_WITH = "ends_with"
    IN = "in"
    NOT_IN = "not_in"
    MATCHES = "matches"
    GREATER = "greater"
    GREATER_EQUAL = "greater_equal"
    LESS = "less"
    LESS_EQUAL = "less_equal"
    BETWEEN = "between"
    IS_SET = "is_set"
    IS_EMPTY = "is_empty"
    IS_TRUE = "is_true"
    IS_FALSE = "is_false"
    BEFORE = "before"
    AFTER = "after"
    WITHIN_DAYS = "within_days"
    WEEKDAY_IN = "weekday_in"
    DDD_IN = "ddd_in"
    CEP_BETWEEN = "cep_between"
    HAS_TAG = "has_tag"
    ON_CHANNEL = "on_channel"


@dataclass(frozen=True, slots=True)
class OperatorInfo:
    """What an operator accepts.

    `types` are the types of variable it compares; `shape` is "none" where it needs no value, "one",
    "list" (at least one) or "two" (from, to); `label` is its name for people, by language.
    `own_variable` says that it knows by itself what to read, so a row need not name a variable.
    """

    types: frozenset[VariableType]
    shape: ValueShape
    label: Mapping[str, str]
    own_variable: bool = False


_ANY: Final[tuple[VariableType, ...]] = (
    "text",
    "number",
    "boolean",
    "date",
    "datetime",
    "list",
    "object",
)
_SINGLE: Final[tuple[VariableType, ...]] = ("text", "number", "boolean", "date", "datetime")
_DAYS: Final[tuple[VariableType, ...]] = ("date", "datetime")


def _info(
    types: tuple[VariableType, ...],
    shape: ValueShape,
    pt: str,
    en: str,
    *,
    own_variable: bool = False,
) -> OperatorInfo:
    label = MappingProxyType({"pt-BR": pt, "en": en})
    return OperatorInfo(frozenset(types), shape, label, own_variable)


OPERATORS: Final[Mapping[Operator, OperatorInfo]] = MappingProxyType(
    {
        Operator.EQUALS: _info(_SINGLE, "one", "é igual a", "equals"),
        Operator.NOT_EQUALS: _info(_SINGLE, "one", "é diferente de", "does not equal"),
        Operator.CONTAINS: _info(("text", "list"), "one", "contém", "contains"),
        Operator.NOT_CONTAINS: _info(("text", "list"), "one", "não contém", "does not contain"),
        Operator.STARTS_WITH: _info(("text",), "one", "começa com", "starts with"),
        Operator.ENDS_WITH: _info(("text",), "one", "termina com", "ends with"),
        Operator.IN: _info(_SINGLE, "list", "é um destes", "is one of"),
        Operator.NOT_IN: _info(_SINGLE, "list", "não é nenhum destes", "is none of"),
        Operator.MATCHES: _info(("text",), "one", "combina com o padrão", "matches the pattern"),
        Operator.GREATER: _info(("number",), "one", "é maior que", "is greater than"),
        Operator.GREATER_EQUAL: _info(("number",), "one", "é maior ou igual a", "is at least"),
        Operator.LESS: _info(("number",), "one", "é menor que", "is less than"),
        Operator.LESS_EQUAL: _info(("number",), "one", "é menor ou igual a", "is at most"),
        Operator.BETWEEN: _info(("number", *_DAYS), "two", "está entre", "is between"),
        Operator.IS_SET: _info(_ANY, "none", "está preenchido", "is set"),
        Operator.IS_EMPTY: _info(_ANY, "none", "está vazio", "is empty"),
        Operator.IS_TRUE: _info(("boolean",), "none", "é sim", "is true"),
        Operator.IS_FALSE: _info(("boolean",), "none", "é não", "is false"),
        Operator.BEFORE: _info(_DAYS, "one", "é antes de", "is before"),
        Operator.AFTER: _info(_DAYS, "one", "é depois de", "is after"),
        Operator.WITHIN_DAYS: _info(
            _DAYS, "one", "é daqui a no máximo (dias)", "is within the next (days)"
        ),
        Operator.WEEKDAY_IN: _info(_DAYS, "list", "cai em um destes dias", "falls on one of"),
        Operator.DDD_IN: _info(("text",), "list", "tem um destes DDDs", "has one of these DDDs"),
        Operator.CEP_BETWEEN: _info(
            ("text",), "two", "é um CEP na faixa", "is a CEP in the range"
        ),
        Operator.HAS_TAG: _info(
            ("list",), "one", "o contato tem a etiqueta", "the contact has the tag",
            own_variable=True,
        ),
        Operator.ON_CHANNEL: _info(
            ("text", "object"), "list", "a conversa está no canal", "the conversation is on",
            own_variable=True,
        ),
    }
)  # fmt: skip
"""Every operator with what it accepts; the order is that of the condition builder."""

NEGATIVE: Final = frozenset({Operator.NOT_EQUALS, Operator.NOT_CONTAINS, Operator.NOT_IN})
"""Operators that hold for a variable without a value: nothing is different from everything."""

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The names of `weekday_in`, Monday first."""
