"""What happened outside the conversation, in a sentence of both languages."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from babel.dates import format_datetime

from flow_runtime.editing.durations import duration_in_words
from flow_runtime.simulation.actions import (
    Action,
    AnswerCall,
    Attend,
    ReceiveEvent,
    SetVariables,
    Wait,
    WaitUntil,
)

Words = Mapping[str, str]

_DEEDS: Final[Mapping[str, tuple[str, str]]] = {
    "take": ("{who} assumiu o chamado.", "{who} took the ticket."),
    "release": ("{who} devolveu o chamado à fila.", "{who} gave the ticket back to the queue."),
    "resolve": ("{who} resolveu o chamado.", "{who} resolved the ticket."),
    "nobody": ("Ninguém da fila está disponível.", "Nobody of the queue is available."),
    "expire": ("O prazo do chamado venceu.", "The ticket's time ran out."),
}
_MOMENTS: Final = {"pt-BR": ("pt_BR", "dd/MM/yyyy 'às' HH:mm"), "en": ("en", "MMM d, yyyy, HH:mm")}


def world_words(action: Action) -> Words:
    """Return the sentence about what happened outside, in pt-BR and en."""
    match action:
        case Wait(seconds=seconds):
            return _both(lambda language: _passed(round(seconds), language))
        case WaitUntil(moment=moment):
            return _both(lambda language: _reached(moment, language))
        case AnswerCall():
            return _answered(action)
        case Attend(deed=deed, attendant=who):
            pt, en = _DEEDS[deed]
            return {"pt-BR": pt.format(who=who), "en": en.format(who=who)}
        case ReceiveEvent(name=name):
            return {"pt-BR": f"Chegou o evento '{name}'.", "en": f"The event '{name}' came."}
        case SetVariables(values=values):
            names = ", ".join(values)
            return {"pt-BR": f"Você alterou: {names}.", "en": f"You changed: {names}."}
    return {}


def moment_in_words(moment: datetime, language: str) -> str:
    """Return a moment as people of a language write it, in its own zone."""
    locale, pattern = _MOMENTS.get(language, _MOMENTS["en"])
    return format_datetime(moment, pattern, tzinfo=moment.tzinfo, locale=locale)


def _both(sentence: Callable[[str], str]) -> Words:
    return {"pt-BR": sentence("pt-BR"), "en": sentence("en")}


def _passed(seconds: int, language: str) -> str:
    time = duration_in_words(seconds, language)
    return f"Passaram {time}." if language == "pt-BR" else f"{time} passed."


def _reached(moment: datetime, language: str) -> str:
    time = moment_in_words(moment, language)
    return f"Agora são {time}." if language == "pt-BR" else f"It is {time} now."


def _answered(answer: AnswerCall) -> Words:
    if answer.failure is not None:
        reason = answer.failure
        return {"pt-BR": f"Não houve resposta ({reason}).", "en": f"No answer came ({reason})."}
    if answer.contact is not None:
        return {"pt-BR": "O contato foi encontrado.", "en": "The contact was found."}
    return {
        "pt-BR": f"A resposta chegou ({answer.status}).",
        "en": f"The answer came ({answer.status}).",
    }
