"""How large a plain value is, counted without building anything."""

from collections.abc import Mapping


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
