"""The kinds text and regex: what was typed, kept as it is."""

from functools import lru_cache
from typing import Final, Protocol

import re2

from flow_runtime import limits
from flow_runtime.answers.bounds import refuse_length
from flow_runtime.answers.errors import BadQuestionError
from flow_runtime.answers.folding import visible
from flow_runtime.answers.results import Answer, Question, Refused, Understood

_MAX_KEPT_PATTERNS: Final = 256


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
    text = visible(question.raw)
    if _compiled(question.pattern or "").fullmatch(text) is None:
        return Refused("no_match")
    return refuse_length(text, question) or Understood(text)


@lru_cache(maxsize=_MAX_KEPT_PATTERNS)
def _compiled(pattern: str) -> _Pattern:
    if not pattern or len(pattern) > limits.MAX_PATTERN_CHARACTERS:
        raise BadQuestionError(
            f"The kind regex needs a pattern of 1 to {limits.MAX_PATTERN_CHARACTERS} characters."
        )
    options = re2.Options()
    options.log_errors = False
    options.max_mem = limits.MAX_PATTERN_MEMORY_BYTES
    try:
        compiled: _Pattern = re2.compile(pattern, options)
    except (re2.error, UnicodeEncodeError) as error:
        raise BadQuestionError(f"The pattern is not one that RE2 can use: {error}.") from None
    return compiled
