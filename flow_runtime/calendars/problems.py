"""What can be wrong with a calendar, at which place, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

SENTENCES: Final[Mapping[str, Mapping[str, str]]] = {
    "clock": {
        "pt-BR": "Escreva a hora de 00:00 a 23:59, como 09:00; só o fim pode ser 24:00.",
        "en": "Write the time from 00:00 to 23:59, such as 09:00; only an end may be 24:00.",
    },
    "empty_interval": {
        "pt-BR": "O início e o fim são iguais; para o dia inteiro, use de 00:00 a 24:00.",
        "en": "Start and end are the same; for the whole day use 00:00 to 24:00.",
    },
    "overlap": {
        "pt-BR": "Dois horários se sobrepõem; junte-os ou mude um deles.",
        "en": "Two intervals overlap; join them or change one.",
    },
    "zone": {
        "pt-BR": "Este fuso horário não existe; escolha um como America/Sao_Paulo.",
        "en": "This time zone does not exist; choose one such as America/Sao_Paulo.",
    },
    "date": {
        "pt-BR": "Esta data não existe; escreva ano, mês e dia, como 2026-12-24.",
        "en": "This date does not exist; write year, month and day, such as 2026-12-24.",
    },
    "override": {
        "pt-BR": "Diga os horários desta data ou marque-a como fechada, só um dos dois.",
        "en": "Give the hours of this date or mark it as closed, only one of the two.",
    },
    "repeated_date": {
        "pt-BR": "Uma data especial aparece duas vezes; deixe só uma.",
        "en": "A special date appears twice; keep only one.",
    },
    "control": {
        "pt-BR": "O texto tem um caractere invisível de controle; digite-o de novo.",
        "en": "The text contains an invisible control character; type it again.",
    },
    "missing": {
        "pt-BR": "Falta este campo; preencha-o.",
        "en": "This field is missing; fill it in.",
    },
    "unknown_key": {
        "pt-BR": "Este campo não existe em um calendário; remova-o.",
        "en": "A calendar has no such field; remove it.",
    },
    "too_many": {
        "pt-BR": "A lista é longa demais; remova itens.",
        "en": "The list is too long; remove entries.",
    },
    "too_long": {
        "pt-BR": "O texto é longo demais; encurte-o.",
        "en": "The text is too long; shorten it.",
    },
    "value": {
        "pt-BR": "Este valor não serve aqui; confira o tipo e as opções aceitas.",
        "en": "This value does not fit here; check its type and the accepted options.",
    },
}
# pydantic ends the place of a refused dictionary key with this; a JSON pointer has no such part.
_KEY_MARK: Final = "[key]"
_CODE_OF_TYPE: Final[Mapping[str, str]] = {
    "missing": "missing",
    "extra_forbidden": "unknown_key",
    "too_long": "too_many",
    "string_too_long": "too_long",
}


@dataclass(frozen=True, slots=True)
class CalendarProblem:
    """One thing wrong: JSON pointer, stable code, and the sentence per language."""

    pointer: str
    code: str
    sentence: Mapping[str, str]


def calendar_problems(error: ValidationError) -> tuple[CalendarProblem, ...]:
    """The problems of a refused calendar, in the order of the document."""
    return tuple(_problem(details) for details in error.errors(include_url=False))


def _problem(details: ErrorDetails) -> CalendarProblem:
    code = _code_of(details["type"])
    return CalendarProblem(
        pointer="".join("/" + _escaped(str(part)) for part in details["loc"] if part != _KEY_MARK),
        code="calendar." + code,
        sentence=SENTENCES[code],
    )


def _code_of(error_type: str) -> str:
    if error_type.startswith("calendar."):
        return error_type.removeprefix("calendar.")
    return _CODE_OF_TYPE.get(error_type, "value")


def _escaped(part: str) -> str:
    """A key as a JSON pointer writes it (RFC 6901, section 3)."""
    return part.replace("~", "~0").replace("/", "~1")
