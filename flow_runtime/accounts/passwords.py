"""Passwords as they are kept: Argon2id, and the same work for names that nobody has."""

import unicodedata
from functools import cache
from secrets import token_bytes
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MEMORY_KIB: Final = 64 * 1024
ROUNDS: Final = 3
_AT_ONCE: Final = 4
"""So many hashes are made at a time: 256 MiB at most, however many people are at the door."""

_hasher: Final = PasswordHasher(time_cost=ROUNDS, memory_cost=MEMORY_KIB, parallelism=1)
_places: Final = BoundedSemaphore(_AT_ONCE)


def hash_password(password: str) -> str:
    """Return the hash of a password, with its salt and costs; takes about a tenth of a second."""
    with _places:
        return _hasher.hash(_bytes(password))


def matches(kept: str | None, password: str) -> bool:
    """Say whether a password is the one of a hash; None costs as much time and is never right."""
    with _places:
        try:
            return _hasher.verify(kept or _nobodys(), _bytes(password)) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Say whether a hash was made at other costs than those of today."""
    return _hasher.check_needs_rehash(kept)


def _bytes(password: str) -> bytes:
    """Return the same bytes for the same letters, however a keyboard composes them."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


@cache
def _nobodys() -> str:
    return _hasher.hash(token_bytes())
