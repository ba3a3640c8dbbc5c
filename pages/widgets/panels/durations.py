"""A duration as people say it: a number and a unit."""

from typing import Final

UNITS_S: Final = {"seconds": 1, "minutes": 60, "hours": 3_600, "days": 86_400}
"""How many seconds each unit has, the smallest first."""

MAX_DURATION_S: Final = 400 * 86_400


def split_duration(seconds: int) -> tuple[int, str]:
    """Return a duration as a whole number of its largest unit: 7200 → (2, "hours")."""
    unit = next(u for u in reversed(UNITS_S) if seconds % UNITS_S[u] == 0 or u == "seconds")
    return seconds // UNITS_S[unit], unit


def join_duration(number: int, unit: str) -> int:
    """Return how many seconds a number of units has."""
    return number * UNITS_S[unit]
