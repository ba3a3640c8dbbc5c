"""How large a plain value is, counted without building anything."""

from collections.abc import Mapping
from typing import Final

CHARACTERS_PER_CELL: Final = 64


def json_weight(value: object, *, limit: int) -> int:
    """Return about how many bytes a value takes as JSON, counting no further than the limit.

    A result above `limit` only says that the value is larger.
    """
    weight = 0
    waiting = [value]
    while waiting and weight <= limit:
        current = waiting.pop()
        if isinstance(current, str):
            weight += len(current) + 2
        elif isinstance(current, Mapping):
            weight += 2 + sum(len(str(key)) + 4 for key in current)
            waiting.extend(current.values())
        elif isinstance(current, list | tuple):
            weight += 2
            waiting.extend(current)
        else:
            weight += 5
    return weight


def count_cells(value: object, *, limit: int) -> int:
    """Return how much there is to walk over in a value, counting no further than the limit.

    Every value inside counts one, and every CHARACTERS_PER_CELL characters of a text one more.
    """
    cells = 0
    waiting = [value]
    while waiting and cells <= limit:
        current = waiting.pop()
        cells += 1
        if isinstance(current, str):
            cells += len(current) // CHARACTERS_PER_CELL
        elif isinstance(current, Mapping):
            waiting.extend(current.values())
        elif isinstance(current, list | tuple):
            waiting.extend(current)
    return cells
