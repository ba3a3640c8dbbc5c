"""Numbers of documents, read tolerantly, and boxes around boxes."""

from collections.abc import Iterable

from pydantic import JsonValue

from flow_runtime.sharing.routes import Box, Point


def number(value: JsonValue, default: float = 0.0) -> float:
    """Return a number, or the default for anything else."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(str(value)) if is_number else default


def pair(value: JsonValue, default: Point = (0.0, 0.0)) -> Point:
    """Return two numbers, or the default for anything else."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        return default
    return number(value[0], default[0]), number(value[1], default[1])


def boxes_of(boxes: Iterable[Box]) -> Box | None:
    """Return the smallest box around some boxes; None for none."""
    listed = list(boxes)
    if not listed:
        return None
    left, top = min(box.x for box in listed), min(box.y for box in listed)
    right, bottom = max(box.right for box in listed), max(box.bottom for box in listed)
    return Box(left, top, right - left, bottom - top)
