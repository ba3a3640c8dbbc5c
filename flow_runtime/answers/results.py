"""The plain data that goes into and comes out of understanding an answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal, NamedTuple, TypeAlias

from flow_runtime.answers.errors import BadRowError
from flow_runtime.records import record

Scalar: TypeAlias = str | int | float | bool
Bound: TypeAlias = int | float | str | None
Prefer: TypeAlias = Literal["future", "past"] | None

_MAX_NOTED_CHARACTERS: Final = 80


@record(frozen=True, slots=True)
class Understood:
    """An answer that was understood.

    Attributes:
        value: The saved form, JSON-able.
        note: How it was read, where that is not obvious: "'amanhã' → 2026-03-11", else "".
    """

    value: Scalar
    note: str = ""


@record(frozen=True, slots=True)
class Refused:
    """An answer that must be asked again; `reason` is one of refusals.REASONS."""

    reason: str


Answer: TypeAlias = Understood | Refused


class Choice(NamedTuple):
    """One option of a menu: what is saved, what is shown, and other words for it."""

    value: Scalar
    label: str
    synonyms: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Question:
    """What was asked and what was typed.

    Attributes:
        text: What was typed, made plain (see folding.plain).
        raw: What was typed, untouched.
        options: The menu's options, in the order shown.
        language: "pt-BR" or "en".
        now: The aware moment of the answer; its zone is the customer's.
        prefer: Which way a date without a year lies; with None it must be clear by itself.
        minimum: Lowest value: a number, an ISO date, or a length in characters.
        maximum: Highest value, as `minimum`.
        pattern: The RE2 pattern of the kind "regex".
    """

    text: str
    raw: str
    now: datetime
    options: tuple[Choice, ...] = ()
    language: str = "pt-BR"
    prefer: Prefer = None
    minimum: Bound = None
    maximum: Bound = None
    pattern: str | None = None


def understood(question: Question, value: Scalar) -> Understood:
    """Return the value with a note that shows how the text was read, unless it says the same."""
    typed = question.text[:_MAX_NOTED_CHARACTERS]
    return Understood(value, "" if typed == str(value) else f"'{typed}' → {value}")


def choice_from(option: object) -> Choice:
    """Read an option written as a plain text or as {"value", "label", "synonyms"}.

    Raises:
        BadRowError: The option is neither, or has no usable value.
    """
    if isinstance(option, Choice):
        return option
    if isinstance(option, str):
        return Choice(option, option)
    if isinstance(option, Mapping):
        return _choice_from_mapping(option)
    raise BadRowError(
        'An option must be a text or an object with "value" and "label".',
        pt='Uma opção deve ser um texto ou um objeto com "value" e "label".',
    )


def _choice_from_mapping(option: Mapping[str, object]) -> Choice:
    value = option.get("value", option.get("label"))
    label = option.get("label")
    synonyms = option.get("synonyms") or ()
    if not isinstance(value, str | int | float):
        raise BadRowError(
            'An option needs a "value" that is a text, a number or true/false.',
            pt='Uma opção precisa de um "value" que seja texto, número ou true/false.',
        )
    if not isinstance(synonyms, list | tuple):
        raise BadRowError(
            'The "synonyms" of an option must be a list of texts.',
            pt='Os "synonyms" de uma opção devem ser uma lista de textos.',
        )
    return Choice(value, str(value if label is None else label), tuple(map(str, synonyms)))
