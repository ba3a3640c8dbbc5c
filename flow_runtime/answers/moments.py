"""Scanning a sentence for dates and times: shared by the kinds date, time and datetime."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Generic, TypeVar

from flow_runtime.answers.folding import fold, is_english, without_greeting
from flow_runtime.answers.results import Question
from flow_runtime.answers.spoken import spelled_as_digits

Found = TypeVar("Found")

_HYPHENATED: Final = re.compile(r"(?<=[a-z])-(?=[a-z])")
_SPACES: Final = re.compile(r"\s+")
# "dez" is ten and December: beside a day it is the month
_DECEMBER: Final = re.compile(r"(?<=[0-9])( ?[/-]? ?|o? de )dez\b(?! ?(?:horas?|h\b))")
_OF_DECEMBER: Final = re.compile(r"\bde dez\b")
_ENGLISH_ORDINAL_NAMES: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ENGLISH_ORDINALS: Final = MappingProxyType(
    {word: number for number, word in enumerate(_ENGLISH_ORDINAL_NAMES.split(), start=1)}
    | {"thirtieth": 30}
)
_ENGLISH_ORDINAL: Final = re.compile(
    rf"\b(?:(?P<tens>twenty|thirty) )?(?P<ordinal>{'|'.join(_ENGLISH_ORDINALS)})\b"
)
_TENS: Final = MappingProxyType({"twenty": 20, "thirty": 30})
_ASIDE: Final = re.compile(
    r"\b(?:sem falta|se possivel|se puder|if possible|mais ou menos|more or less)\b"
)


@dataclass(frozen=True, slots=True)
class Phrase(Generic[Found]):
    """One way to say a moment; `read` returns None for what looks like one and cannot be."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Found | None]


@dataclass(frozen=True, slots=True)
class Scan(Generic[Found]):
    """What a scan found, in the order of the phrases, and the text that is left over."""

    found: tuple[Found | None, ...]
    rest: str

    def only(self) -> Found | None:
        """Return the one moment found; None when there is none, several, or a wrong one."""
        distinct = set(self.found)
        return distinct.pop() if len(distinct) == 1 else None


def sayable(question: Question) -> str:
    """Return the folded text, numbers as digits and hyphens between letters as spaces."""
    english = is_english(question.language)
    folded = _HYPHENATED.sub(" ", without_greeting(fold(question.text)))
    folded = _ASIDE.sub(" ", folded)
    if english:
        folded = _ENGLISH_ORDINAL.sub(_ordinal_in_digits, folded)
    else:
        folded = _DECEMBER.sub(r"\1dezembro", _OF_DECEMBER.sub("de dezembro", folded))
    spelled = spelled_as_digits(folded, english=english)
    return _SPACES.sub(" ", spelled).strip()


def _ordinal_in_digits(found: re.Match[str]) -> str:
    """Write "twenty fifth" as "25th"."""
    tens = _TENS[found["tens"]] if found["tens"] else 0
    return f"{tens + _ENGLISH_ORDINALS[found['ordinal']]}th"


def scan(text: str, phrases: tuple[Phrase[Found], ...]) -> Scan[Found]:
    """Find every phrase once, the longer ways of speaking first, and cut what was found."""
    found: list[Found | None] = []
    for phrase in phrases:
        found += [phrase.read(match) for match in phrase.pattern.finditer(text)]
        text = phrase.pattern.sub(" § ", text)
    return Scan(tuple(found), text)


def has_any(text: str, unwelcome: frozenset[str]) -> bool:
    """Tell whether a digit or an unwelcome word is left in a scanned text."""
    return any(c.isdigit() for c in text) or bool(unwelcome & set(re.findall(r"[^\W\d_]+", text)))
