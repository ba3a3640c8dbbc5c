"""The kinds text and regex: what was typed, kept as it is."""

from functools import lru_cache
from typing import Final, Protocol

import re2

from flow_runtime import limits
from flow_runtime.answers.bounds import refuse_length
from flow_runtime.answers.errors import BadQuestionError
from flow_runtime.answers.folding import denies, fold, visible, word_set
from flow_runtime.answers.results import Answer, Question, Refused, Understood

_MAX_KEPT_PATTERNS: Final = 256
_AROUND: Final = " ,.;:!?\"'()"
_COURTESY: Final = word_set(
    "e eh o a os as meu minha numero codigo oi ola bom boa dia tarde noite por favor pfv pf "
    "obrigado obrigada obg valeu segue aqui is it its the my number code hi hello please thanks"
)


class _Pattern(Protocol):
    def fullmatch(self, text: str) -> object | None: ...


def understand_text(question: Question) -> Answer:
    """Understand any text; saved without outer spaces and control characters."""
    text = visible(question.raw)
    return refuse_length(text, question) or Understood(text)


def understand_pattern(question: Question) -> Answer:
    """Understand a text that the RE2 pattern matches from end to end; saved as text.

    Raises:
        BadQuestionError: The question has no pattern, or one that RE2 cannot use.
    """
    pattern = _compiled(question.pattern or "")
    text = visible(question.raw)
    if pattern.fullmatch(text) is None:
        matching = _matching_words(text, pattern)
        if len(matching) != 1 or denies(text):
            return Refused("ambiguous" if matching else "no_match")
        text = matching.pop()
    return refuse_length(text, question) or Understood(text)


def _matching_words(text: str, pattern: _Pattern) -> set[str]:
    """Return the words that match by themselves: "12345" in "o contrato é 12345, obrigado".

    A word without a digit counts only beside courtesy, and one beside other digits not at all:
    there it may be any word or a part of something longer.
    """
    said = [word.strip(_AROUND) for word in text.split()]
    found = {word for word in said if word and pattern.fullmatch(word)}
    others = [word for word in said if word not in found]
    if any(c.isdigit() for word in others for c in word):
        return set()
    is_courteous = all(fold(word) in _COURTESY for word in others if word)
    return {word for word in found if is_courteous or any(c.isdigit() for c in word)}


@lru_cache(maxsize=_MAX_KEPT_PATTERNS)
def _compiled(pattern: str) -> _Pattern:
    if not pattern or len(pattern) > limits.MAX_PATTERN_CHARACTERS:
        raise BadQuestionError(
            f"The kind regex needs a pattern of 1 to {limits.MAX_PATTERN_CHARACTERS} characters.",
            pt="O tipo regex precisa de um padrão de 1 a "
            f"{limits.MAX_PATTERN_CHARACTERS} caracteres.",
        )
    options = re2.Options()
    options.log_errors = False
    options.max_mem = limits.MAX_PATTERN_MEMORY_BYTES
    try:
        compiled: _Pattern = re2.compile(pattern, options)
    except (re2.error, UnicodeEncodeError) as error:
        reason = _reason(error)
        raise BadQuestionError(
            f"The pattern is not one that RE2 can use ({reason}): correct it.",
            pt=f"O padrão não é um que o RE2 possa usar ({reason}): corrija-o.",
        ) from None
    return compiled


def _reason(error: Exception) -> str:
    """Return what RE2, whose messages are bytes, says about a pattern."""
    said = error.args[0] if error.args else ""
    return said.decode(errors="replace") if isinstance(said, bytes) else str(error)
