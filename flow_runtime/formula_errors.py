"""Errors of what flow authors write: texts, expressions, queries, patterns and conditions.

FormulaError                    carries a code, a sentence in pt-BR and en, and a position
├── FormulaInvalid              refused while parsing: checks.py shows it, a draft may hold it
│   └── TextInvalid             the same for a text with `{{ … }}`
└── ExpressionFailed            could not be computed from this conversation's values:
                                the engine records it as a fact and goes on with null
"""

from collections.abc import Callable, Mapping

OnProblem = Callable[[str, str], None]
"""Called with a code and a detail when a value could not be used and nothing was raised."""


def ignore_problem(code: str, detail: str) -> None:
    """Be the `on_problem` of those who do not listen."""


class FormulaError(Exception):
    """A formula is wrong; `sentence` says how, for people.

    Attributes:
        code: What is wrong; never changes its meaning once released.
        sentence: One sentence with a way out, by language ("pt-BR", "en").
        position: Where in the source, in characters from its start; None where nobody can say.
    """

    def __init__(self, code: str, pt: str, en: str, *, position: int | None = None) -> None:
        self.code = code
        self.sentence: Mapping[str, str] = {"pt-BR": pt, "en": en}
        self.position = position
        super().__init__(en)


class FormulaInvalid(FormulaError):
    """The source does not parse or goes beyond what we allow."""


class TextInvalid(FormulaInvalid):
    """The text with `{{ … }}` does not parse or goes beyond what we allow."""


class ExpressionFailed(FormulaError):
    """The formula is well written but cannot be computed from these values."""
