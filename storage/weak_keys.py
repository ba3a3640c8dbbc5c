"""Keys that nobody may use: those printed in documents, and those that can be guessed.

A random key of 32 bytes looks like one of these less than once in 10**13 times.
"""

import base64
from itertools import pairwise
from typing import Final

_PRINTED: Final = frozenset(
    {
        # The example key of the Fernet specification's test vectors.
        b"cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=",
    }
)
_FEWEST_DIFFERENT_BYTES: Final = 16


def is_weak(key: bytes) -> bool:
    """Say whether a Fernet key is a printed one, a text, a pattern or a row of numbers.

    Args:
        key: 32 bytes in URL-safe base64.
    """
    raw = base64.urlsafe_b64decode(key)
    return (
        base64.urlsafe_b64encode(raw) in _PRINTED
        or len(set(raw)) < _FEWEST_DIFFERENT_BYTES
        or _is_text(raw)
        or _is_row(raw)
    )


def _is_text(raw: bytes) -> bool:
    return all(0x20 <= byte < 0x7F for byte in raw)


def _is_row(raw: bytes) -> bool:
    steps = {(after - before) % 256 for before, after in pairwise(raw)}
    return len(steps) == 1
