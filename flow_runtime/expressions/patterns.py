"""Patterns of flow authors: RE2, whose time grows with the text and never with its cunning."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Protocol

import re2

from flow_runtime.formula_errors import FormulaInvalid
from flow_runtime.limits import (
    MAX_MATCHED_CHARACTERS,
    MAX_PATTERN_CHARACTERS,
    MAX_PATTERN_MEMORY_BYTES,
)


class _Compiled(Protocol):
    def fullmatch(self, text: str) -> object: ...

    def search(self, text: str) -> object: ...


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern; immutable, may be shared between threads."""

    source: str
    _compiled: _Compiled = field(repr=False, compare=False)

    def fullmatch(self, text: str) -> bool:
        """Say whether the whole text matches; one over MAX_MATCHED_CHARACTERS never does."""
        if len(text) > MAX_MATCHED_CHARACTERS:
            return False
        return self._compiled.fullmatch(_matched(text)) is not None

    def search(self, text: str) -> bool:
        """Say whether some part of the text matches; only MAX_MATCHED_CHARACTERS are looked at."""
        return self._compiled.search(_matched(text)) is not None


def _matched(text: str) -> str:
    # RE2 reads UTF-8, which has no lone surrogates.
    return text[:MAX_MATCHED_CHARACTERS].encode(errors="replace").decode()


@lru_cache(maxsize=256)
def parse_pattern(source: str) -> Pattern:
    """Parse a pattern of at most MAX_PATTERN_CHARACTERS characters.

    Raises:
        FormulaInvalid: It does not parse, is too large, or uses what RE2 does not have.
    """
    if len(source) > MAX_PATTERN_CHARACTERS:
        raise FormulaInvalid(
            "pattern_too_long",
            f"O padrão passa de {MAX_PATTERN_CHARACTERS} caracteres; simplifique-o.",
            f"The pattern has more than {MAX_PATTERN_CHARACTERS} characters; simplify it.",
        )
    try:
        return Pattern(source, re2.compile(source, _options()))
    except (re2.error, UnicodeEncodeError) as error:
        raise _invalid(str(error)) from error


def _options() -> re2.Options:
    options = re2.Options()
    options.max_mem = MAX_PATTERN_MEMORY_BYTES
    options.log_errors = False
    return options


# RE2's reasons, by the words it uses, in words that help an author.
_REASONS: Final = (
    (
        ("invalid perl operator", "invalid escape sequence"),
        "pattern_not_supported",
        "O padrão usa algo que não é aceito (referências como \\1 ou condições como (?=…));"
        " escreva-o sem isso.",
        "The pattern uses something that is not supported (back-references such as \\1 or"
        " look-arounds such as (?=…)); write it without.",
    ),
    (
        ("too large", "invalid repetition size", "bad repetition"),
        "pattern_too_large",
        "O padrão repete demais; use números menores entre chaves.",
        "The pattern repeats too much; use smaller numbers in braces.",
    ),
)


def _invalid(reason: str) -> FormulaInvalid:
    for words, code, pt, en in _REASONS:
        if any(word in reason.lower() for word in words):
            return FormulaInvalid(code, pt, en)
    return FormulaInvalid(
        "pattern_syntax",
        "O padrão tem um erro de escrita; confira parênteses, colchetes e repetições.",
        "The pattern is misspelled; check its parentheses, brackets and repetitions.",
    )
