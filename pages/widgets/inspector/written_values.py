"""Values as people type them: numbers with a comma, yes and no, durations, JSON."""

import re
from typing import Final

import orjson
from pydantic import JsonValue

from flow_runtime.answers.folding import fold

UNITS_S: Final = {"seconds": 1, "minutes": 60, "hours": 3_600, "days": 86_400}
"""How many seconds each unit of a duration has, the smallest first."""

_YES: Final = frozenset({"sim", "verdadeiro", "true", "yes"})
_NO: Final = frozenset({"nao", "falso", "false", "no"})
_PLAIN_NUMBER: Final = re.compile(r"[-+]?(\d{1,15})([.,]\d{1,10})?")
_GROUPED_NUMBER: Final = re.compile(r"[-+]?\d{1,3}(\.\d{3}){1,4}(,\d{1,10})?")


class NotUnderstood(ValueError):
    """What was typed is not a value of the kind that the field needs."""


def read_number(text: str) -> int | float:
    """Read a number as it is typed in Brazil or elsewhere: `1.234,56`, `1234.56`, `1234,56`.

    Raises:
        NotUnderstood: It is no number, or could be read in two ways.
    """
    typed = text.strip().replace(" ", "")
    if _GROUPED_NUMBER.fullmatch(typed) and ("," in typed or typed.count(".") > 1):
        typed = typed.replace(".", "").replace(",", ".")
    elif _PLAIN_NUMBER.fullmatch(typed):
        typed = typed.replace(",", ".")
    else:
        raise NotUnderstood(text)
    number = float(typed)
    return int(number) if number.is_integer() else number


def read_boolean(text: str) -> bool:
    """Read a yes or a no.

    Raises:
        NotUnderstood: It is neither.
    """
    word = fold(text.strip())
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise NotUnderstood(text)


def read_json(text: str) -> JsonValue:
    """Read JSON.

    Raises:
        NotUnderstood: It is none.
    """
    try:
        value: JsonValue = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise NotUnderstood(text) from error
    return value


def read_typed(text: str, variable_type: str | None) -> JsonValue:
    """Read a value for a variable of a type; a text with `{{ … }}` stays one.

    Raises:
        NotUnderstood: It cannot be one of the type.
    """
    if not text.strip():
        return None
    if "{{" in text:
        return text
    match variable_type:
        case "number":
            return read_number(text)
        case "boolean":
            return read_boolean(text)
        case "list" | "object":
            return _of_kind(read_json(text), list if variable_type == "list" else dict)
    return text


def _of_kind(
    value: JsonValue, kind: type[list[JsonValue]] | type[dict[str, JsonValue]]
) -> JsonValue:
    if not isinstance(value, kind):
        raise NotUnderstood
    return value


def read_loosely(text: str) -> JsonValue:
    """Read a value whose type nobody declared: JSON where it is one, else the text itself."""
    if not text.strip():
        return None
    try:
        return read_json(text)
    except NotUnderstood:
        return text


def write_value(value: JsonValue) -> str:
    """Return a value as `read_loosely` reads it back."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value if read_loosely(value) == value else orjson.dumps(value).decode()
    return orjson.dumps(value).decode()


def write_json(value: JsonValue) -> str:
    """Return a value as indented JSON; nothing for None."""
    return "" if value is None else orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()


def split_duration(seconds: int) -> tuple[int, str]:
    """Return a duration as a whole number of its largest unit: 7200 → (2, "hours")."""
    unit = next(u for u in reversed(UNITS_S) if seconds % UNITS_S[u] == 0 or u == "seconds")
    return seconds // UNITS_S[unit], unit


def join_duration(number: int, unit: str) -> int:
    """Return how many seconds a number of units has."""
    return number * UNITS_S[unit]
