"""Reading numbers out of words and digits: "dois mil e trezentos", "1,5 mil", "half a million".

A small left-to-right grammar, linear in the number of tokens:

    number := half scale | group (scale [joiner] group)* [joiner half | point group+]
    group  := numeral | hundreds [joiner] below_hundred | below_hundred
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from flow_runtime.answers.number_words import NumberWords, number_words
from flow_runtime.answers.numerals import read_numeral
from flow_runtime.records import record

_TOKEN: Final = re.compile(
    r"(?P<numeral>[0-9]{1,3}(?: [0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]+(?:[.,][0-9]+)*|(?<![0-9.,])[.,][0-9]+)"
    r"|(?P<word>[^\W\d_][^\W_]*)"
    r"|(?P<symbol>\S)"
)
_ARTICLES: Final = frozenset({"a", "an"})
_MAX_FRACTION_WORDS: Final = 12


@record(frozen=True, slots=True)
class Token:
    """A numeral, a word or a symbol of a folded text, with its place in it."""

    text: str
    start: int
    end: int
    is_numeral: bool = False


@record(frozen=True, slots=True)
class Quantity:
    """A number that was found: its value (None: malformed) and the tokens it took."""

    value: Decimal | None
    first: int
    after: int
    is_spelled: bool


def tokenize(folded: str) -> list[Token]:
    """Cut a folded text into numerals, words and symbols."""
    return [
        Token(found.group(), found.start(), found.end(), found.lastgroup == "numeral")
        for found in _TOKEN.finditer(folded)
    ]


def find_quantities(tokens: list[Token], *, english: bool) -> list[Quantity]:
    """Return every number of the text in order, without overlaps."""
    found: list[Quantity] = []
    place = 0
    while place < len(tokens):
        quantity = _Reader(tokens, place, english=english).read()
        if quantity is None:
            place += 1
            continue
        found.append(quantity)
        place = quantity.after
    return found


def spelled_as_digits(folded: str, *, english: bool) -> str:
    """Replace whole numbers in words by digits: "dia dez" → "dia 10". Digits stay as typed."""
    if folded.isdigit():
        return folded
    tokens = tokenize(folded)
    parts: list[str] = []
    end = 0
    place = 0
    while place < len(tokens):
        reader = _Reader(tokens, place, english=english)
        follows_digits = place > 0 and tokens[place - 1].is_numeral
        value = None if tokens[place].is_numeral or follows_digits else reader.cardinal()
        after = max(reader.place, place + 1)
        text = tokens[place].text if value is None else str(value)
        parts += [folded[end : tokens[place].start], text]
        after = place + 1 if value is None else after
        end = tokens[after - 1].end
        place = after
    return "".join([*parts, folded[end:]])


class _Reader:
    """Reads one number from a place on; `place` is the token after what was read."""

    def __init__(self, tokens: list[Token], place: int, *, english: bool) -> None:
        self.tokens = tokens
        self.place = place
        self.english = english
        self.words: NumberWords = number_words(english=english)
        self.is_malformed = False

    def read(self) -> Quantity | None:
        """Read a number with halves and decimals; None when none begins here."""
        first = self.place
        value = self._half_scale()
        if value is None:
            value = self.cardinal(numerals=True)
            if value is None and not self.is_malformed:
                return None
            value = None if value is None else self._with_tail(value)
        is_spelled = not any(token.is_numeral for token in self.tokens[first : self.place])
        usable = None if self.is_malformed else value
        return Quantity(usable, first, max(self.place, first + 1), is_spelled)

    def cardinal(self, *, numerals: bool = False) -> Decimal | None:
        """Read a whole number in words (and, when asked, one that begins with digits)."""
        total, last_scale = Decimal(0), Decimal(10) ** 18
        is_empty = True
        while True:
            start = self.place
            if not is_empty:
                self._skip(self.words.joiners)
            group = self._group(numerals=numerals)
            scale = self._scale(group, is_empty=is_empty)
            if scale is not None and scale < last_scale:
                total, last_scale, is_empty = total + (group or 1) * scale, scale, False
                continue
            if scale is None and group is not None and (is_empty or group < last_scale):
                return total + group
            self.place = start
            return None if is_empty else total

    def _scale(self, group: Decimal | None, *, is_empty: bool) -> Decimal | None:
        word = self._peek()
        scale = self.words.scales.get(word)
        if scale is None or (group is None and not (is_empty and word == "mil")):
            return None
        if group is not None and self._is_grouped_numeral(self.place - 1):
            self.is_malformed = True
        self.place += 1
        return Decimal(scale)

    def _is_grouped_numeral(self, place: int) -> bool:
        """Is it "1.234" (before "mil"), which could be a thousand or a decimal?"""
        token = self.tokens[place]
        return token.is_numeral and re.search(r"[., ][0-9]{3}$", token.text) is not None

    def _group(self, *, numerals: bool) -> Decimal | None:
        if self.place < len(self.tokens) and self.tokens[self.place].is_numeral:
            return self._numeral() if numerals else None
        return self._hundreds()

    def _numeral(self) -> Decimal | None:
        value = read_numeral(self.tokens[self.place].text, english=self.english)
        self.place += 1
        self.is_malformed = self.is_malformed or value is None
        return value

    def _hundreds(self) -> Decimal | None:
        hundreds = self._take(self.words.hundreds)
        if hundreds is None:
            below = self._below_hundred()
            if below is None or self._peek() not in self.words.hundred:
                return below
            self.place += 1
            hundreds = below * 100
        start = self.place
        self._skip(self.words.joiners)
        below = self._below_hundred()
        if below is None or self._peek() in self.words.hundred:
            self.place = start
            return hundreds
        return hundreds + below

    def _below_hundred(self) -> Decimal | None:
        tens = self._take(self.words.tens)
        if tens is None:
            unit = self._take(self.words.units)
            return self._article() if unit is None else unit
        start = self.place
        if not self.english:
            self._skip(self.words.joiners)
        elif self._peek() == "-":
            self.place += 1
        unit = self._take(self.words.units)
        if unit is None or not 0 < unit < 10:
            self.place = start
            return tens
        return tens + unit

    def _article(self) -> Decimal | None:
        """Read the "a" of "a hundred" and "a thousand"."""
        following = self._peek(1)
        multiples = self.words.hundred | self.words.scales.keys() | self.words.bundles.keys()
        if not (self.english and self._peek() in _ARTICLES and following in multiples):
            return None
        self.place += 1
        return Decimal(1)

    def _half_scale(self) -> Decimal | None:
        """Read "meio milhão", "meia dúzia", "half a million"."""
        if self._peek() not in self.words.halves:
            return None
        skipped = 2 if self._peek(1) in _ARTICLES and self.english else 1
        word = self._peek(skipped)
        size = self.words.bundles.get(word) or self.words.scales.get(word)
        if size is None:
            return None
        self.place += skipped + 1
        return Decimal(size) / 2

    def _with_tail(self, value: Decimal) -> Decimal:
        last = self.tokens[self.place - 1].text
        if self._peek() in self.words.bundles:
            self.place += 1
            return value * self.words.bundles[self.tokens[self.place - 1].text]
        if self._peek() in self.words.points:
            return self._with_fraction(value)
        skipped = self._half_follows()
        if not skipped:
            return value
        self.place += skipped
        if self._peek() in self.words.scales:
            self.place += 1
            return (value + Decimal("0.5")) * self.words.scales[self.tokens[self.place - 1].text]
        scale = self.words.scales.get(last, 1)
        # "mil e meio" may be 1000.5 or 1500
        self.is_malformed = self.is_malformed or scale == 1000
        return value + Decimal(scale) / 2

    def _half_follows(self) -> int:
        """Return how many tokens " e meio" or " and a half" takes here; 0 when it is not here."""
        if self._peek() not in self.words.joiners:
            return 0
        article = 1 if self.english and self._peek(1) in _ARTICLES else 0
        return 2 + article if self._peek(1 + article) in self.words.halves else 0

    def _with_fraction(self, value: Decimal) -> Decimal:
        self.place += 1
        digits = ""
        for _ in range(_MAX_FRACTION_WORDS):
            group = self._group(numerals=False)
            if group is None:
                break
            digits += str(group)
        self.is_malformed = self.is_malformed or not digits
        return value + Decimal(f"0.{digits or 0}")

    def _peek(self, ahead: int = 0) -> str:
        place = self.place + ahead
        return self.tokens[place].text if place < len(self.tokens) else ""

    def _take(self, table: Mapping[str, int]) -> Decimal | None:
        value = table.get(self._peek())
        if value is None:
            return None
        self.place += 1
        return Decimal(value)

    def _skip(self, words: frozenset[str]) -> None:
        if self._peek() in words:
            self.place += 1
