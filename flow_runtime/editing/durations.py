"""Times in the words of a card: `5 min`, `2 h`, `1 dia`."""

from typing import Final

_UNITS: Final = (
    (24 * 3600, ("dia", "dias"), ("day", "days")),
    (3600, ("h", "h"), ("h", "h")),
    (60, ("min", "min"), ("min", "min")),
    (1, ("s", "s"), ("s", "s")),
)


def duration_in_words(seconds: int, language: str) -> str:
    """Return a time in the largest unit that says it exactly."""
    for size, pt, en in _UNITS:
        if seconds % size == 0:
            number = seconds // size
            one, many = pt if language == "pt-BR" else en
            return f"{number} {one if number == 1 else many}"
    raise AssertionError("a second divides every whole number")
