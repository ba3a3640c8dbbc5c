"""The registry of answer kinds, and the one door through which every answer goes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final

from flow_runtime import limits
from flow_runtime.answers import contacts, documents, files, numbers
from flow_runtime.answers.choices import understand_choice
from flow_runtime.answers.dates import understand_date
from flow_runtime.answers.datetimes import understand_datetime
from flow_runtime.answers.errors import BadQuestionError
from flow_runtime.answers.folding import plain
from flow_runtime.answers.money import understand_money
from flow_runtime.answers.names import understand_name
from flow_runtime.answers.results import Answer, Bound, Choice, Prefer, Question, Refused
from flow_runtime.answers.texts import understand_pattern, understand_text
from flow_runtime.answers.times import understand_time
from flow_runtime.answers.yes_no import understand_yes_no

KINDS: Final[Mapping[str, Callable[[Question], Answer]]] = MappingProxyType(
    {
        "text": understand_text,
        "name": understand_name,
        "number": numbers.understand_number,
        "integer": numbers.understand_integer,
        "money": understand_money,
        "percent": numbers.understand_percent,
        "rating": numbers.understand_rating,
        "date": understand_date,
        "time": understand_time,
        "datetime": understand_datetime,
        "email": contacts.understand_email,
        "phone": contacts.understand_phone,
        "url": contacts.understand_url,
        "cpf": documents.understand_cpf,
        "cnpj": documents.understand_cnpj,
        "cpf_cnpj": documents.understand_cpf_or_cnpj,
        "cep": documents.understand_cep,
        "yes_no": understand_yes_no,
        "file": files.understand_file,
        "image": files.understand_image,
        "audio": files.understand_audio,
        "location": files.understand_location,
        "regex": understand_pattern,
        "menu": understand_choice,
    }
)
KINDS_OF_TIME: Final = frozenset({"date", "time", "datetime"})
"""The kinds whose answers depend on the moment in which they are given."""


def understand(
    kind: str,
    text: str,
    *,
    options: Sequence[Choice] = (),
    language: str = "pt-BR",
    now: datetime,
    prefer: Prefer = None,
    min: Bound = None,
    max: Bound = None,
    pattern: str | None = None,
) -> Answer:
    """Understand what a customer typed, or say why it must be asked again.

    No text raises and no text costs more than its length allows: one longer than
    limits.MAX_ANSWER_CHARACTERS is refused unread.

    Args:
        kind: One of KINDS.
        text: What was typed, untouched.
        options: The menu's options in the order shown.
        language: "pt-BR" or "en"; decides separators, words and the order of day and month.
        now: The aware moment of the answer, in the customer's zone.
        prefer: "future" or "past", for dates without a year; with None such a date is refused
            unless it is clear by itself ("25/12" in March) or by the bounds.
        min: Lowest number, ISO date, or length in characters.
        max: Highest number, ISO date, or length in characters.
        pattern: The RE2 pattern of the kind "regex".

    Returns:
        Understood with the saved form, or Refused with one of refusals.REASONS.

    Raises:
        BadQuestionError: The kind, a bound, the pattern or `now` cannot be used.
    """
    reader = KINDS.get(kind)
    if reader is None:
        known = ", ".join(KINDS)
        raise BadQuestionError(
            f"There is no kind {kind!r}; use one of {known}.",
            pt=f"Não há tipo {kind!r}; use um destes: {known}.",
        )
    if now.tzinfo is None or now.utcoffset() is None:
        raise BadQuestionError(
            "`now` has no offset; give an aware datetime.",
            pt="`now` está sem fuso; informe um momento com fuso.",
        )
    if len(text) > limits.MAX_ANSWER_CHARACTERS:
        return Refused("too_long")
    typed = plain(text)
    if not typed:
        return Refused("empty")
    if len(typed) > limits.MAX_ANSWER_CHARACTERS:
        return Refused("too_long")  # one ligature may stand for many letters
    return reader(Question(typed, text, now, tuple(options), language, prefer, min, max, pattern))
