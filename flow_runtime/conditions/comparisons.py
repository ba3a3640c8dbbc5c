"""What each operator of a condition row does with a value that is there.

A comparison takes the variable's value, the row's value and the circumstances, and says yes or no.
Values that do not go together raise `Mismatch`; the row is then false and says so.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from flow_runtime.answers.folding import fold
from flow_runtime.conditions.operators import WEEKDAYS, Operator, VariableType
from flow_runtime.expressions import cel_values
from flow_runtime.expressions.patterns import Pattern
from flow_runtime.records import record
from flow_runtime.texts.filter_values import FilterFailed, as_decimal, digits_of
from flow_runtime.texts.filters_dates import read_moment
from flow_runtime.texts.printing import printed

_CEP_DIGITS: Final = 8
_DATE_CHARACTERS: Final = len("2026-03-11")
_BRAZIL: Final = "55"
_NATIONAL_LENGTHS: Final = (10, 11)


class Mismatch(ValueError):
    """Two values cannot be compared this way."""


@record(frozen=True, slots=True)
class Circumstances:
    """What a comparison may depend on besides its two values.

    `now` is aware, and days are those of its zone; `variable_type` is None for a path into a value,
    whose type nobody declared.
    """

    now: datetime
    exact: bool = False
    variable_type: VariableType | None = None


Comparison = Callable[[object, object, Circumstances], bool]


# -- texts, numbers and everything else --------------------------------------------------------


def _comparable(value: object, around: Circumstances) -> str:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise Mismatch("a text is needed")
    return printed(value) if around.exact else fold(printed(value))


def _number(value: object) -> Decimal:
    try:
        return as_decimal(value)
    except FilterFailed as failure:
        raise Mismatch("a number is needed") from failure


def _equals(left: object, right: object, around: Circumstances) -> bool:
    if around.variable_type == "number" or cel_values.is_number(left):
        return _number(left) == _number(right)
    if around.variable_type in ("date", "datetime"):
        return _order(left, right, around) == 0
    if isinstance(left, str) and isinstance(right, str):
        return _comparable(left, around) == _comparable(right, around)
    if type(left) is not type(right):
        raise Mismatch("the values are of different types")
    return cel_values.equals(left, right)


def _is_one_of(left: object, right: object, around: Circumstances) -> bool:
    failures = 0
    wanted = _items(right)
    for item in wanted:
        try:
            if _equals(left, item, around):
                return True
        except Mismatch:
            failures += 1
    if failures == len(wanted):
        raise Mismatch("no value of the list is of the variable's type")
    return False


def _items(value: object) -> list[object]:
    if not isinstance(value, list) or not value:
        raise Mismatch("a list is needed")
    return value


def _contains(left: object, right: object, around: Circumstances) -> bool:
    if not isinstance(left, list):
        return _comparable(right, around) in _comparable(left, around)
    loose = Circumstances(around.now, around.exact)
    return any(_equals_or_not(item, right, loose) for item in left)


def _equals_or_not(left: object, right: object, around: Circumstances) -> bool:
    try:
        return _equals(left, right, around)
    except Mismatch:
        return False


def _starts_with(left: object, right: object, around: Circumstances) -> bool:
    return _comparable(left, around).startswith(_comparable(right, around))


def _ends_with(left: object, right: object, around: Circumstances) -> bool:
    return _comparable(left, around).endswith(_comparable(right, around))


def _matches(left: object, right: object, _: Circumstances) -> bool:
    if not isinstance(right, Pattern) or not isinstance(left, str | int | float):
        raise Mismatch("a text is needed")
    return right.search(printed(left))


def _between(left: object, right: object, around: Circumstances) -> bool:
    lowest, highest = _two(right)
    if around.variable_type in ("date", "datetime") or not _looks_like_number(left):
        return _order(left, lowest, around) >= 0 and _order(left, highest, around) <= 0
    return _number(lowest) <= _number(left) <= _number(highest)


def _looks_like_number(value: object) -> bool:
    try:
        return as_decimal(value) is not None
    except FilterFailed:
        return False


def _two(value: object) -> tuple[object, object]:
    if not isinstance(value, list) or len(value) != 2:
        raise Mismatch("two values are needed")
    return value[0], value[1]


def _is_true(left: object, _: object, __: Circumstances) -> bool:
    return _boolean(left)


def _is_false(left: object, _: object, __: Circumstances) -> bool:
    return not _boolean(left)


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise Mismatch("yes or no is needed")
    return value


# -- days and times ------------------------------------------------------------------------------


def _moment(value: object, around: Circumstances) -> tuple[datetime, bool]:
    """Return a time in now's zone, and whether it is a day alone."""
    if value in ("now", "today"):
        return around.now, value == "today"
    try:
        moment = read_moment(value)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=around.now.tzinfo)
        day_alone = isinstance(value, str) and len(value.strip()) <= _DATE_CHARACTERS
        return aware.astimezone(around.now.tzinfo), day_alone
    except (FilterFailed, OverflowError) as failure:
        raise Mismatch("a date is needed") from failure


def _order(left: object, right: object, around: Circumstances) -> int:
    """Return -1, 0 or 1; where one side is a day alone, days are compared."""
    (a, a_is_day), (b, b_is_day) = _moment(left, around), _moment(right, around)
    if a_is_day or b_is_day:
        return (a.date() > b.date()) - (a.date() < b.date())
    return (a > b) - (a < b)


def _within_days(left: object, right: object, around: Circumstances) -> bool:
    """Say whether a day is from today to so many days ahead; a negative number looks back."""
    moment, _ = _moment(left, around)
    days_ahead = (moment.date() - around.now.date()).days
    limit = _number(right)
    return 0 <= days_ahead <= limit if limit >= 0 else limit <= days_ahead <= 0


def _weekday_in(left: object, right: object, around: Circumstances) -> bool:
    moment, _ = _moment(left, around)
    return WEEKDAYS[moment.weekday()] in _items(right)


# -- Brazil ----------------------------------------------------------------------------------------


def ddd_of(phone: str) -> str | None:
    """Return the area code of a Brazilian telephone in E.164 or national form, else None."""
    digits = digits_of(phone).lstrip("0")
    if phone.strip().startswith("+") and not digits.startswith(_BRAZIL):
        return None
    if digits.startswith(_BRAZIL) and len(digits) - len(_BRAZIL) in _NATIONAL_LENGTHS:
        digits = digits.removeprefix(_BRAZIL)
    return digits[:2] if len(digits) in _NATIONAL_LENGTHS else None


def _ddd_in(left: object, right: object, _: Circumstances) -> bool:
    if not isinstance(left, str):
        raise Mismatch("a telephone is needed")
    return ddd_of(left) in {printed(ddd) for ddd in _items(right)}


def _cep_between(left: object, right: object, _: Circumstances) -> bool:
    lowest, highest = _two(right)
    return _cep(lowest) <= _cep(left) <= _cep(highest)


def _cep(value: object) -> str:
    digits = digits_of(value) if isinstance(value, str) else ""
    if len(digits) != _CEP_DIGITS:
        raise Mismatch("a CEP is needed")
    return digits


# -- contact and channel ---------------------------------------------------------------------------


def _has_tag(left: object, right: object, around: Circumstances) -> bool:
    if not isinstance(left, list):
        raise Mismatch("a list of tags is needed")
    return _contains(left, right, around)


def _on_channel(left: object, right: object, around: Circumstances) -> bool:
    names = [left.get("name"), left.get("kind")] if isinstance(left, Mapping) else [left]
    wanted = {_comparable(item, around) for item in _items(right)}
    return any(isinstance(name, str) and _comparable(name, around) in wanted for name in names)


def _negated(comparison: Comparison) -> Comparison:
    def negated(left: object, right: object, around: Circumstances) -> bool:
        return not comparison(left, right, around)

    return negated


COMPARISONS: Final[Mapping[Operator, Comparison]] = MappingProxyType(
    {
        Operator.EQUALS: _equals,
        Operator.NOT_EQUALS: _negated(_equals),
        Operator.CONTAINS: _contains,
        Operator.NOT_CONTAINS: _negated(_contains),
        Operator.STARTS_WITH: _starts_with,
        Operator.ENDS_WITH: _ends_with,
        Operator.IN: _is_one_of,
        Operator.NOT_IN: _negated(_is_one_of),
        Operator.MATCHES: _matches,
        Operator.GREATER: lambda left, right, _: _number(left) > _number(right),
        Operator.GREATER_EQUAL: lambda left, right, _: _number(left) >= _number(right),
        Operator.LESS: lambda left, right, _: _number(left) < _number(right),
        Operator.LESS_EQUAL: lambda left, right, _: _number(left) <= _number(right),
        Operator.BETWEEN: _between,
        Operator.IS_TRUE: _is_true,
        Operator.IS_FALSE: _is_false,
        Operator.BEFORE: lambda left, right, around: _order(left, right, around) < 0,
        Operator.AFTER: lambda left, right, around: _order(left, right, around) > 0,
        Operator.WITHIN_DAYS: _within_days,
        Operator.WEEKDAY_IN: _weekday_in,
        Operator.DDD_IN: _ddd_in,
        Operator.CEP_BETWEEN: _cep_between,
        Operator.HAS_TAG: _has_tag,
        Operator.ON_CHANNEL: _on_channel,
    }
)
"""Every operator that compares; `is_set` and `is_empty` only look whether there is a value."""
