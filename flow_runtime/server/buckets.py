"""Token buckets: how often something may happen, with one number a key and bounded memory.

The generic cell rate algorithm (ITU-T I.371, annex A): a bucket is known by the moment at which it
will be full again. Moments are seconds of any clock that never goes back.
"""

import re
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

MAX_KEYS: Final = 20_000
"""Buckets kept at once; past that the one that rested longest is forgotten."""

_WRITTEN: Final = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?):([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a second in the long run, and so many at once after a rest."""

    per_s: float
    burst: int

    @property
    def interval_s(self) -> float:
        """Return how long one use takes to grow back."""
        return 1 / self.per_s


def read_rate(written: object) -> object:
    """Read a rate from its written form, such as `20:40`: 20 a second, 40 at once.

    Raises:
        ValueError: It is written in another way, or allows nothing.
    """
    if not isinstance(written, str):
        return written
    found = _WRITTEN.fullmatch(written.strip())
    if found is None or float(found[1]) == 0 or int(found[2]) == 0:
        raise ValueError("write it as PER_SECOND:AT_ONCE, such as 20:40")
    return Rate(float(found[1]), int(found[2]))


@dataclass(slots=True)
class Buckets:
    """One bucket for each key, all of the same rate; not meant for several threads."""

    rate: Rate
    max_keys: int = MAX_KEYS
    _full_at_s: OrderedDict[str, float] = field(default_factory=OrderedDict)

    def __len__(self) -> int:
        """Return how many buckets are kept."""
        return len(self._full_at_s)

    def wait_s(self, key: str, now_s: float) -> float:
        """Return how long `key` must wait before its next use, 0.0 when it need not."""
        full_at_s = max(self._full_at_s.get(key, now_s), now_s)
        free_at_s = full_at_s - (self.rate.burst - 1) * self.rate.interval_s
        return max(free_at_s - now_s, 0.0)

    def spend(self, key: str, now_s: float) -> None:
        """Count one use of `key`."""
        full_at_s = max(self._full_at_s.pop(key, now_s), now_s)
        self._full_at_s[key] = full_at_s + self.rate.interval_s
        if len(self._full_at_s) > self.max_keys:
            self._full_at_s.popitem(last=False)
