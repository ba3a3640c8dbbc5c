"""Digits that were dictated: "cinco dois nove, nove oito meia", as a phone writes down speech."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from flow_runtime.answers.folding import fold
from flow_runtime.answers.number_words import PORTUGUESE

_MIN_WORDS: Final = 6
_DIGITS: Final[Mapping[str, str]] = MappingProxyType(
    {word: str(number) for word, number in PORTUGUESE.units.items()} | {"meia": "6"}
)
_WORD: Final = "|".join(_DIGITS)
_RUN: Final = re.compile(rf"\b(?:{_WORD})(?:[ ,.-]+(?:{_WORD})){{{_MIN_WORDS - 1},}}\b")


def digits_of(text: str) -> str:
    """Return the folded text with every run of at least six digit words written in digits.

    "meia" is a six, as people dictate it. Tens ("vinte e um") are left alone: "vinte um" may be
    21 or 201.
    """
    return _RUN.sub(_written, fold(text))


def _written(run: re.Match[str]) -> str:
    return "".join(_DIGITS[word] for word in re.findall(r"[a-z]+", run[0]))
