"""What happened outside the conversation, in a sentence of both languages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from flow_runtime.editing.durations import duration_in_words
from flow_runtime.effects import FindContact, Notify
from flow_runtime.simulation.actions import (
    Action,
    AnswerCall,
    Attend,
    ReceiveEvent,
    SetVariables,
    Wait,
    WaitUntil,
)
from flow_runtime.simulation.standing import WaitingCall
from flow_runtime.simulation.value_words import LANGUAGES, moment_in_words

Words = Mapping[str, str]

_DEEDS: Final[Mapping[str, tuple[str, str]]] = {
    "take": ("{who} assumiu o chamado.", "{who} took the ticket."),
    "release": ("{who} devolveu o chamado à fila.", "{who} gave the ticket back to the queue."),
    "resolve": ("{who} resolveu o chamado.", "{who} resolved the ticket."),
    "nobody": ("Ninguém da fila está disponível.", "Nobody of the queue is available."),
    "expire": ("O prazo do chamado venceu.", "The ticket's time ran out."),
}


def world_words(action: Action, call: WaitingCall | None, now: datetime) -> Words:
    """Return the sentence about what happened outside, in pt-BR and en.

    Args:
        action: What happened.
        call: What the flow was waiting for, if anything.
        now: The moment after it, in the zone of the flow's business.
    """
    match action:
        case Wait(seconds=seconds):
            return {language: _passed(round(seconds), language) for language in LANGUAGES}
        case WaitUntil():
            return {language: _reached(now, language) for language in LANGUAGES}
        case AnswerCall():
            return _answered(action, call)
        case Attend(deed=deed, attendant=who):
            pt, en = _DEEDS[deed]
            return {"pt-BR": pt.format(who=who), "en": en.format(who=who)}
        case ReceiveEvent(name=name):
            return {"pt-BR": f"Chegou o evento '{name}'.", "en": f"The event '{name}' came."}
        case SetVariables(values=values):
            names = ", ".join(values)
            return {"pt-BR": f"Você alterou: {names}.", "en": f"You changed: {names}."}
    return {}


def _passed(seconds: int, language: str) -> str:
    time = duration_in_words(seconds, language)
    verb = "Passou" if time.startswith("1 ") else "Passaram"
    return f"{verb} {time}." if language == "pt-BR" else f"{time} passed."


def _reached(moment: datetime, language: str) -> str:
    time = moment_in_words(moment, language)
    return f"Agora são {time}." if language == "pt-BR" else f"It is {time} now."


def _answered(answer: AnswerCall, call: WaitingCall | None) -> Words:
    reason = answer.failure
    match call:
        case FindContact() if answer.contact is None:
            return {"pt-BR": "O contato não foi encontrado.", "en": "The contact was not found."}
        case FindContact():
            return {"pt-BR": "O contato foi encontrado.", "en": "The contact was found."}
        case Notify() if reason is None:
            return {"pt-BR": "O aviso foi entregue.", "en": "The notice was delivered."}
        case Notify():
            return {
                "pt-BR": f"O aviso não foi entregue ({reason}).",
                "en": f"The notice was not delivered ({reason}).",
            }
    if reason is not None:
        return {
            "pt-BR": f"O sistema não respondeu ({reason}).",
            "en": f"The system did not answer ({reason}).",
        }
    status = answer.status
    return {"pt-BR": f"O sistema respondeu {status}.", "en": f"The system answered {status}."}
