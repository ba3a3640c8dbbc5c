"""JSON from a browser made safe to keep: bounded, finite, without invisible characters."""

import re
from dataclasses import dataclass
from math import isfinite
from typing import Final

from pydantic import JsonValue

from flow_runtime.json_guard import MAX_KEY_CHARACTERS
from flow_runtime.limits import (
    MAX_DOCUMENT_BYTES,
    MAX_INTEGER_DIGITS,
    MAX_JSON_DEPTH,
    MAX_JSON_VALUES,
)

_LINE_ENDS: Final = re.compile(r"\r\n?")
_INVISIBLE: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")


class NotPlainJson(Exception):
    """The value is no JSON, or more of it than fits."""


@dataclass(slots=True)
class Budget:
    """How much more JSON is taken."""

    values: int = MAX_JSON_VALUES
    characters: int = MAX_DOCUMENT_BYTES

    def spend(self, characters: int) -> None:
        """Take one value off.

        Raises:
            NotPlainJson: Nothing is left.
        """
        self.values -= 1
        self.characters -= characters
        if self.values < 0 or self.characters < 0:
            raise NotPlainJson("too much")


def plain_json(value: object, budget: Budget, depth: int = 0) -> JsonValue:
    """Return a value as JSON of its own.

    Line ends become one kind; control characters and halves of emoji, which come with a paste, are
    left out.

    Raises:
        NotPlainJson: It holds something else, a number that is not finite or has more digits than
            JSON keeps, is nested too deep, or there is too much of it.
    """
    if depth > MAX_JSON_DEPTH:
        raise NotPlainJson("too deep")
    match value:
        case str():
            budget.spend(len(value))
            return _INVISIBLE.sub("", _LINE_ENDS.sub("\n", value))
        case None | bool():
            budget.spend(1)
            return value
        case int() | float():
            budget.spend(1)
            return _number(value)
        case list() | tuple():
            budget.spend(1)
            return [plain_json(item, budget, depth + 1) for item in value]
        case dict():
            budget.spend(1)
            return {_key(key, budget): plain_json(v, budget, depth + 1) for key, v in value.items()}
    raise NotPlainJson(type(value).__name__)


def _number(value: int | float) -> int | float:
    if isinstance(value, int) and abs(value) < 10**MAX_INTEGER_DIGITS:
        return int(value)
    if isinstance(value, float) and isfinite(value):
        return float(value)
    raise NotPlainJson("number")


def _key(key: object, budget: Budget) -> str:
    if not isinstance(key, str) or len(key) > MAX_KEY_CHARACTERS:
        raise NotPlainJson("key")
    budget.spend(len(key))
    return _INVISIBLE.sub("", key)
