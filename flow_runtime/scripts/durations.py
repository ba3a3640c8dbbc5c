"""Spans of time as testers write them: `30s`, `10min`, `2h`, `3d`, or several: `1d 2h`."""

import re
from typing import Final

_SECONDS: Final = {"d": 86_400, "h": 3_600, "min": 60, "s": 1}
_PART: Final = re.compile(r"([0-9]{1,9})\s*(d|h|min|s)")
_WHOLE: Final = re.compile(rf"{_PART.pattern}(\s*{_PART.pattern})*")
MAX_DURATION_S: Final = 400 * 86_400


def parse_duration(text: str) -> int | None:
    """Return the seconds that a text such as `1d 2h` says, or None when it says none.

    Nothing and more than 400 days count as none.
    """
    trimmed = text.strip()[:60]
    if _WHOLE.fullmatch(trimmed) is None:
        return None
    seconds = sum(int(amount) * _SECONDS[unit] for amount, unit in _PART.findall(trimmed))
    return seconds if 0 < seconds <= MAX_DURATION_S else None


def format_duration(seconds: int) -> str:
    """Return seconds in the form that `parse_duration` reads."""
    parts = []
    for unit, size in _SECONDS.items():
        amount, seconds = divmod(seconds, size)
        if amount:
            parts.append(f"{amount}{unit}")
    return " ".join(parts) or "0s"
