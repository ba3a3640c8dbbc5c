"""Choosing by position: "2", "opção 2", "2)", "dois", "a segunda", "a última"."""

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from flow_runtime.answers.folding import fold, without_greeting
from flow_runtime.answers.spoken import spelled_as_digits

_MAX_POSITION_DIGITS: Final = 4
_MAX_POSITION_CHARACTERS: Final = 80
_NOUN: Final = (
    r"(?:opcao|opc|op|alternativa|item|numero|num|n|no|nro|resposta|escolha|letra|"
    r"option|number|choice|one|answer)"
)
_WISH: Final = (
    r"(?:eu |i |i'd |i'll )?(?:vou querer|vou de|quero|queria|gostaria|prefiro|"
    r"escolho|vou|pode ser|seria|fico|acho|desejo|"
    r"want|choose|prefer|take|would like|would|like|pick|e|eh|is|it's|marca|coloca)?"
)
_LINK: Final = r"(?:(?:que|e|eh|de|da|do|com|pela|pelo|na|no|em|a|o|the|for|with|to)\s+){0,3}"
_THANKS: Final = (
    r"[\s,.!)\]:;\"'*-]*(?:por favor|pfv|pls|plz|please|obrigad[oa]|obg|valeu|mesmo|"
    r"thanks|thank you)?[\s,.!)]*"
)
_NUMBER: Final = re.compile(
    rf"[\s(\[#\"'*]*{_WISH}\s*{_LINK}"
    rf"(?P<noun>{_NOUN}[\s.:]*(?:[#oa]\s*|de\s+|n[ro]?[\s.]*|numero )?)?[\s(#]*"
    rf"(?P<number>[0-9]{{1,{_MAX_POSITION_DIGITS}}})"
    rf"(?P<ordinal>[oa]|st|nd|rd|th)?(?:\s+(?P<after>{_NOUN}))?{_THANKS}"
)
_ORDINALS: Final = MappingProxyType(
    {
        word: place
        for place, variants in enumerate(
            [
                "primeiro/primeira/first",
                "segundo/segunda/second",
                "terceiro/terceira/third",
                "quarto/quarta/fourth",
                "quinto/quinta/fifth",
                "sexto/sexta/sixth",
                "setimo/setima/seventh",
                "oitavo/oitava/eighth",
                "nono/nona/ninth",
                "decimo/decima/tenth",
            ],
            start=1,
        )
        for word in variants.split("/")
    }
    | dict.fromkeys(("ultimo", "ultima", "last"), -1)
    | dict.fromkeys(("penultimo", "penultima"), -2)
)
_BARE: Final = re.compile(rf"[0-9]{{1,{_MAX_POSITION_DIGITS}}}")
_SHORT_ORDINAL: Final = re.compile(r"[1-9][0-9]?[oa]")
_ORDINAL: Final = re.compile(
    rf"[\s(]*{_WISH}\s*{_LINK}(?P<noun>{_NOUN}\s+)?(?P<word>{'|'.join(_ORDINALS)})"
    rf"(?:\s+(?P<after>{_NOUN}))?{_THANKS}"
)


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a menu as the customer said it.

    Attributes:
        number: 1 for the first option; -1 for the last.
        word: The ordinal as typed, "" for a number.
        is_explicit: "opção" or the like stood beside it, so it names no label.
    """

    number: int
    word: str
    is_explicit: bool

    @property
    def number_text(self) -> str:
        """The digits of the position, "" for an ordinal."""
        return "" if self.word else str(self.number)

    def place(self, count: int) -> int | None:
        """Return the zero-based place among `count` options, None when there is no such option."""
        place = self.number - 1 if self.number > 0 else count + self.number
        is_there = self.number != 0 and 0 <= place < count
        return place if is_there else None


def rewritten(label: str) -> tuple[str, ...]:
    """Return a label that begins with an ordinal in its other spellings: "2ª via", "2via"."""
    first, _, rest = fold(label).partition(" ")
    number = _ORDINALS.get(first, 0)
    if not rest or not (number > 0 or _SHORT_ORDINAL.fullmatch(first)):
        return ()
    if number > 0:
        return (f"{number}{first[-1]} {rest}", f"{number}{rest}")
    others = [word for word, place in _ORDINALS.items() if f"{place}{word[-1]}" == first]
    return (f"{first[:-1]}{rest}", *(f"{word} {rest}" for word in others))


def read_position(text: str, *, english: bool) -> Position | None:
    """Return the position when the whole text names exactly one, else None."""
    folded = without_greeting(fold(text))
    if len(folded) > _MAX_POSITION_CHARACTERS:
        return None
    if _BARE.fullmatch(folded):
        return Position(int(folded), "", is_explicit=False)
    numbered = _NUMBER.fullmatch(spelled_as_digits(folded, english=english))
    if numbered:
        return Position(int(numbered["number"]), "", _is_explicit(numbered))
    ordinal = _ORDINAL.fullmatch(folded)
    if ordinal:
        return Position(_ORDINALS[ordinal["word"]], ordinal["word"], _is_explicit(ordinal))
    return None


def _is_explicit(found: re.Match[str]) -> bool:
    return found["noun"] is not None or found["after"] is not None
