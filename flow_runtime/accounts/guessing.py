"""What others would guess of a password: what is left without it is the password's own part."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)
_DIGITS: Final = ("01234567890", "1357924680", "147258369", "159753")
_LETTERS_OF_A_ROW: Final = 4
_DIGITS_OF_A_ROW: Final = 3
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SIGNS: Final = str.maketrans("0134578@$!|+", "oieastbasiit")
"""What people write in place of letters: "s3nh@"."""

_REPEATED: Final = re.compile(r"(.+?)\1+")
_FEWEST_PERSONAL_CHARACTERS: Final = 3


def unguessable_part(password: str, *, personal: Iterable[str]) -> str:
    """Return what is left of a password without what others try first.

    Args:
        password: As it was typed.
        personal: What people know of the person: names, the parts of an e-mail address.
    """
    left = _folded(password)
    for part in sorted({_folded(word) for word in personal}, key=len, reverse=True):
        if len(part) >= _FEWEST_PERSONAL_CHARACTERS:
            left = left.replace(part, "")
    left = _rows().sub("", _YEAR.sub("", left))
    left = _words().sub("", left.translate(_SIGNS))
    return _REPEATED.sub(r"\1", "".join(c for c in left if c.isalnum()))


def _folded(text: str) -> str:
    """Return small letters without accents; passwords must not stay in a cache."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in decomposed if not unicodedata.combining(c) and not c.isspace())


@cache
def _words() -> re.Pattern[str]:
    """Return the pattern of the common words, the longest first."""
    listed = files(__package__).joinpath("common_passwords.txt").read_text(encoding="utf-8")
    found = {line.strip() for line in listed.splitlines() if line and not line.startswith("#")}
    return re.compile("|".join(sorted(map(re.escape, found), key=lambda w: (-len(w), w))))


@cache
def _rows() -> re.Pattern[str]:
    """Return the pattern of neighbours on the keyboard, in the alphabet and among the digits."""
    rows = [(row, _LETTERS_OF_A_ROW) for row in _ROWS]
    rows += [(row, _DIGITS_OF_A_ROW) for row in _DIGITS]
    pieces = {
        piece
        for row, least in rows
        for way in (row, row[::-1])
        for start in range(len(way))
        for end in range(start + least, len(way) + 1)
        for piece in [way[start:end]]
    }
    return re.compile("|".join(sorted(pieces, key=lambda p: (-len(p), p))))
