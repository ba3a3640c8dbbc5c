"""What can be wrong with a question, never with what a customer typed.

ValueError
└── AnswerError            every error of this package
    ├── BadQuestionError   a bound, a pattern or a kind that cannot be used
    └── BadRowError        a row of `fluxo understand` that is not a question
"""

from collections.abc import Mapping


class AnswerError(ValueError):
    """The question itself cannot be used; the message says how to mend it, `pt` in Portuguese."""

    def __init__(self, message: str, *, pt: str = "") -> None:
        super().__init__(message)
        self._pt = pt

    @property
    def words(self) -> Mapping[str, str]:
        """Return the sentence in both languages; English stands in where there is no other."""
        return {"pt-BR": self._pt or str(self), "en": str(self)}


class BadQuestionError(AnswerError):
    """The kind, a bound, the pattern or the moment of a question is unusable."""


class BadRowError(AnswerError):
    """A row is not an object with the keys that a question needs."""
