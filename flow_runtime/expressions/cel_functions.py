"""The functions an expression may call: a fixed list, every one pure and bounded.

CEL's own ones, those of its extension libraries for texts and numbers, and two of ours for dates,
which conversations keep as ISO 8601 texts: `date(text)` and `days_between(from, to)`.
"""

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Final

from flow_runtime.expressions.cel_values import bounded, equals, is_less, is_number, type_mismatch
from flow_runtime.expressions.patterns import Pattern
from flow_runtime.texts.filter_values import as_decimal, as_json_number, as_list, joined
from flow_runtime.texts.filters_dates import read_moment
from flow_runtime.texts.printing import printed

_DURATION_UNITS_S: Final = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_MAX_DURATION_CHARACTERS: Final = 30


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is needed")
    return value


def _number(value: object) -> float:
    if not is_number(value):
        raise TypeError("a number is needed")
    return value  # type: ignore[return-value]  # is_number said so


def _size(value: object) -> object:
    if isinstance(value, str | list | tuple | Mapping):
        return len(value)
    raise TypeError("a text, list or object is needed")


def _int(value: object) -> object:
    if isinstance(value, datetime):
        return int(value.timestamp())
    return int(as_decimal(value))


def _double(value: object) -> object:
    return as_json_number(as_decimal(value))


def _string(value: object) -> object:
    if isinstance(value, list | tuple | Mapping):
        raise TypeError("a list or object has no text")
    return printed(value)


def _bool(value: object) -> object:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}[_text(value).lower()]


def _timestamp(value: object) -> object:
    moment = read_moment(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _date(value: object) -> object:
    return read_moment(value).date()


def _duration(value: object) -> object:
    text = _text(value)[:_MAX_DURATION_CHARACTERS]
    total_s, number = 0.0, ""
    units = text.removeprefix("-").replace("ms", "µ")
    for character in units:
        if character.isdigit() or character == ".":
            number += character
            continue
        unit = "ms" if character == "µ" else character
        total_s += float(number) * _DURATION_UNITS_S[unit]
        number = ""
    if number or not units:
        raise ValueError("a duration is written 1h30m")
    return timedelta(seconds=-total_s if text.startswith("-") else total_s)


def _days_between(start: object, end: object) -> object:
    return (read_moment(end).date() - read_moment(start).date()).days


def _part(read: Callable[[datetime], int]) -> Callable[[object], object]:
    def part(value: object) -> object:
        return read(read_moment(value))

    return part


def _matches(text: object, pattern: object) -> object:
    if not isinstance(pattern, Pattern):
        raise TypeError("the pattern must be written in the expression")
    return pattern.search(_text(text))


def _round(value: object) -> object:
    return as_json_number(as_decimal(_number(value)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _extreme(wanted: str) -> Callable[..., object]:
    def extreme(first: object, *others: object) -> object:
        items = as_list(first) if not others else [first, *others]
        best = items[0]
        for item in items[1:]:
            lower = is_less(item, best, operation=wanted)
            if lower == (wanted == "min") and not equals(item, best):
                best = item
        return best

    return extreme


def _sum(items: object) -> object:
    return as_json_number(sum((as_decimal(_number(item)) for item in as_list(items)), Decimal(0)))


def _replace(text: object, old: object, new: object) -> object:
    searched = _text(old)
    return joined(_text(new), _text(text).split(searched)) if searched else text


def _split(text: object, separator: object) -> object:
    return as_list(_text(text).split(_text(separator)) if separator else list(_text(text)))


def _substring(text: object, start: object, end: object = None) -> object:
    whole = _text(text)
    last = len(whole) if end is None else int(_number(end))
    first = int(_number(start))
    if not 0 <= first <= last <= len(whole):
        raise ValueError("the text has no such part")
    return whole[first:last]


FunctionBody = Callable[..., object]

_BODIES: Final[Mapping[str, FunctionBody]] = {
    "size": _size,
    "int": _int,
    "double": _double,
    "string": _string,
    "bool": _bool,
    "timestamp": _timestamp,
    "duration": _duration,
    "date": _date,
    "days_between": _days_between,
    "getFullYear": _part(lambda moment: moment.year),
    "getMonth": _part(lambda moment: moment.month - 1),
    "getDate": _part(lambda moment: moment.day),
    "getDayOfMonth": _part(lambda moment: moment.day - 1),
    "getDayOfWeek": _part(lambda moment: moment.isoweekday() % 7),
    "getHours": _part(lambda moment: moment.hour),
    "getMinutes": _part(lambda moment: moment.minute),
    "getSeconds": _part(lambda moment: moment.second),
    "contains": lambda text, part: _text(part) in _text(text),
    "startsWith": lambda text, start: _text(text).startswith(_text(start)),
    "endsWith": lambda text, end: _text(text).endswith(_text(end)),
    "matches": _matches,
    "lowerAscii": lambda text: _text(text).lower(),
    "upperAscii": lambda text: _text(text).upper(),
    "trim": lambda text: _text(text).strip(),
    "replace": _replace,
    "split": _split,
    "join": lambda items, separator="": joined(_text(separator), list(map(_text, as_list(items)))),
    "substring": _substring,
    "min": _extreme("min"),
    "max": _extreme("max"),
    "sum": _sum,
    "math.least": _extreme("min"),
    "math.greatest": _extreme("max"),
    "math.abs": lambda value: bounded(abs(_number(value))),
    "math.floor": lambda value: bounded(math.floor(_number(value))),
    "math.ceil": lambda value: bounded(math.ceil(_number(value))),
    "math.round": _round,
}


@dataclass(frozen=True, slots=True)
class Function:
    """A function with how many arguments it takes; `max_arguments` None is any number."""

    name: str
    body: FunctionBody
    min_arguments: int
    max_arguments: int | None

    def takes(self, arguments: int) -> bool:
        """Say whether a call may have so many arguments."""
        most = self.max_arguments
        return arguments >= self.min_arguments and (most is None or arguments <= most)

    def call(self, arguments: list[object]) -> object:
        """Return the function's value.

        Raises:
            ExpressionFailed: The arguments make no sense.
        """
        try:
            return self.body(*arguments)
        except (ArithmeticError, ValueError, TypeError, LookupError) as error:
            raise type_mismatch(self.name, *arguments) from error


def _described(name: str, body: FunctionBody) -> Function:
    parameters = inspect.signature(body).parameters.values()
    required = sum(p.default is p.empty and p.kind is not p.VAR_POSITIONAL for p in parameters)
    open_ended = any(p.kind is p.VAR_POSITIONAL for p in parameters)
    return Function(name, body, required, None if open_ended else len(parameters))


FUNCTIONS: Final[Mapping[str, Function]] = MappingProxyType(
    {name: _described(name, body) for name, body in _BODIES.items()}
)
"""Every function by its name; methods are called with their object as first argument."""


def as_json(value: object) -> object:
    """Return a result as JSON data: times as ISO 8601, durations as seconds ("90s")."""
    match value:
        case date():
            return value.isoformat()
        case timedelta():
            return f"{printed(value.total_seconds())}s"
        case list() | tuple():
            return [as_json(item) for item in value]
        case Mapping():
            return {str(key): as_json(item) for key, item in value.items()}
    return value
