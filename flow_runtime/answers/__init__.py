"""Understanding what people type: `understand` reads one answer, or says why to ask again.

Pure and bounded: no clock (`now` comes in), no IO, no text that raises. A silent misreading is
worse than asking again, so everything that can be read in two ways is refused.
"""

from flow_runtime.answers.errors import AnswerError, BadQuestionError, BadRowError
from flow_runtime.answers.kinds import KINDS, KINDS_OF_TIME, understand
from flow_runtime.answers.refusals import REASONS, refusal_text
from flow_runtime.answers.results import (
    Answer,
    Bound,
    Choice,
    Prefer,
    Refused,
    Scalar,
    Understood,
    choice_from,
)
from flow_runtime.answers.rows import understand_row

__all__ = [
    "KINDS",
    "KINDS_OF_TIME",
    "REASONS",
    "Answer",
    "AnswerError",
    "BadQuestionError",
    "BadRowError",
    "Bound",
    "Choice",
    "Prefer",
    "Refused",
    "Scalar",
    "Understood",
    "choice_from",
    "refusal_text",
    "understand",
    "understand_row",
]
