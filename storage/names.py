"""Names of people, folded so that one person is not taken for two."""

import unicodedata
from typing import Final

_UNSEEN: Final = ("M", "C", "Z")
"""Accents and other marks, characters without a picture, and spaces of every width."""


def folded(name: str) -> str:
    """Return a name without case, accents, spaces and what nobody sees: "Ána  LIMA" is "analima".

    Two names that give the same are one person's.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return "".join(one for one in plain if unicodedata.category(one)[0] not in _UNSEEN)


def same_name(one: str, other: str) -> bool:
    """Say whether two names are one person's."""
    return folded(one) == folded(other)
