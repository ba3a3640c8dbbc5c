"""What can be wrong with a question, never with what a customer typed.

ValueError
└── AnswerError            every error of this package
    ├── BadQuestionError   a bound, a pattern or a kind that cannot be used
    └── BadRowError        a row of `fluxo understand` that is not a question
"""


class AnswerError(ValueError):
    """The question itself cannot be used; the message says how to mend it."""


class BadQuestionError(AnswerError):
    """The kind, a bound, the pattern or the moment of a question is unusable."""


class BadRowError(AnswerError):
    """A row is not an object with the keys that a question needs."""
