"""The JMESPath query of a value that somebody clicked in a response (jmespath.org)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from pydantic import JsonValue

Segment: TypeAlias = str | int

MAX_LINES: Final = 200
MAX_ITEMS: Final = 10
MAX_DEPTH: Final = 12
MAX_SHOWN_CHARACTERS: Final = 60
_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\"}


def query_of(path: Sequence[Segment]) -> str:
    """Return the query that finds the value at a path; the whole response is `@`."""
    query = ""
    for segment in path:
        if isinstance(segment, int):
            query += f"[{segment}]"
        else:
            query += ("." if query else "") + _spelled(segment)
    return query or "@"


def _spelled(key: str) -> str:
    if _IDENTIFIER.fullmatch(key):
        return key
    return '"' + "".join(_escaped(character) for character in key) + '"'


def _escaped(character: str) -> str:
    if ord(character) < 32:
        return f"\\u{ord(character):04x}"
    return _ESCAPES.get(character, character)


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """One value of a response as a line of its tree; `hidden` counts items that are not shown."""

    path: tuple[Segment, ...]
    value: JsonValue
    hidden: int = 0

    @property
    def depth(self) -> int:
        """How far inside the response it stands."""
        return len(self.path)

    @property
    def query(self) -> str:
        """The JMESPath query that finds it."""
        return query_of(self.path)

    @property
    def name(self) -> str:
        """The key or position by which people know it."""
        if not self.path:
            return ""
        last = self.path[-1]
        return f"[{last}]" if isinstance(last, int) else last


def lines_of(response: JsonValue) -> list[ResponseLine]:
    """Return a response as lines, outer values first, at most MAX_LINES."""
    lines: list[ResponseLine] = []
    for line in _walked((), response):
        if len(lines) == MAX_LINES:
            break
        lines.append(line)
    return lines


def _walked(path: tuple[Segment, ...], value: JsonValue) -> Iterator[ResponseLine]:
    children = _children(value)
    shown = children[:MAX_ITEMS] if isinstance(value, list) else children
    if path:
        yield ResponseLine(path, value, len(children) - len(shown))
    if len(path) < MAX_DEPTH:
        for segment, child in shown:
            yield from _walked((*path, segment), child)


def _children(value: JsonValue) -> list[tuple[Segment, JsonValue]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def variable_type_of(value: JsonValue) -> str:
    """Return the type of the variable that would keep a value."""
    match value:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case list():
            return "list"
        case dict():
            return "object"
    return "text"


def shown_value(value: JsonValue) -> str:
    """Return a value short enough for a line; lists and objects by their size."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case dict():
            return f"{{{len(value)}}}"
        case list():
            return f"[{len(value)}]"
        case str():
            text = " ".join(value.split())
            cut = len(text) > MAX_SHOWN_CHARACTERS
            return f"“{text[:MAX_SHOWN_CHARACTERS]}{'…' if cut else ''}”"
    return str(value)
