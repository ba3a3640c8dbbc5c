"""Letting an action happen on the simulation, or saying why it cannot."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from flow_runtime.effects import FindContact, Notify, ShownChoice
from flow_runtime.events import (
    ApiFailed,
    ApiReturned,
    ContactLookedUp,
    Event,
    MessageReceived,
    NotificationFinished,
    TicketStatus,
)
from flow_runtime.limits import MAX_ANSWER_CHARACTERS
from flow_runtime.simulated_book import found_contact
from flow_runtime.simulation.actions import (
    Action,
    AnswerCall,
    Attend,
    Deed,
    Press,
    ReceiveEvent,
    Say,
    SendFile,
    SetVariables,
    Wait,
    WaitUntil,
)
from flow_runtime.simulation.errors import ActionRefused
from flow_runtime.simulation.standing import Standing, WaitingCall
from flow_runtime.simulator import Simulation

_EVENT_NAME: Final = re.compile(r"[a-z0-9_-]{1,64}")

STATUS_OF_DEED: Final[Mapping[Deed, TicketStatus]] = {
    "take": "assigned",
    "reply": "assigned",
    "release": "waiting",
    "resolve": "resolved",
    "nobody": "no_agent",
    "expire": "expired",
}


def perform(
    action: Action, simulation: Simulation, standing: Standing, shown: Sequence[ShownChoice]
) -> None:
    """Let an action happen; `shown` are the choices that the customer was shown, newest last.

    Raises:
        ActionRefused: It cannot happen where the conversation stands.
    """
    _refuse_the_impossible(action, simulation)
    match action:
        case Say(text=text):
            simulation.tell(MessageReceived(simulation.now, text[:MAX_ANSWER_CHARACTERS]))
        case Press():
            simulation.tell(_pressed(action, simulation.now, shown))
        case SendFile(name=name, media_type=media_type):
            simulation.send_file(name, media_type)
        case Wait(seconds=seconds):
            simulation.wait(seconds)
        case WaitUntil(moment=moment):
            simulation.wait_until(moment)
        case AnswerCall():
            simulation.tell(_answer(action, standing.call, simulation))
        case Attend():
            _attend(action, simulation)
        case ReceiveEvent(name=name, data=data):
            simulation.receive_event(name, data)
        case SetVariables(values=values):
            simulation.set_variables(values)


def _pressed(press: Press, now: datetime, shown: Sequence[ShownChoice]) -> MessageReceived:
    wanted = press.choice
    fitting = [c for c in shown if c.label == press.label and wanted in (None, c.id)]
    if not fitting:
        raise ActionRefused(
            f"The choice '{press.label}' is not shown. Write it instead.",
            pt=f"A opção '{press.label}' não aparece na conversa. Escreva-a.",
        )
    return MessageReceived(now, press.label, choice=fitting[-1].id)


def _answer(answer: AnswerCall, call: WaitingCall | None, simulation: Simulation) -> Event:
    now = simulation.now
    match call:
        case None:
            raise ActionRefused(
                "Nothing waits for an answer here.", pt="Nada espera uma resposta aqui."
            )
        case FindContact(step=step, merge=merge):
            own, row = simulation.session.contact, answer.contact
            found = None if row is None else found_contact(own, row, merge=merge)
            return ContactLookedUp(now, step, found)
        case Notify():
            delivered, reason = answer.failure is None, answer.failure or ""
            return NotificationFinished(
                now, simulation.session.step, delivered=delivered, reason=reason
            )
    if answer.failure is not None:
        return ApiFailed(now, call.step, answer.failure)
    return ApiReturned(now, call.step, answer.status, answer.body)


def _attend(deed: Attend, simulation: Simulation) -> None:
    if deed.deed == "reply" and simulation.session.owner == "person":
        return
    simulation.change_ticket(STATUS_OF_DEED[deed.deed], deed.attendant)


# -- what cannot happen ------------------------------------------------------------------------


def _refuse_the_impossible(action: Action, simulation: Simulation) -> None:
    session = simulation.session
    if session.status in ("ended", "failed") and not isinstance(action, Wait | WaitUntil):
        raise ActionRefused(
            "The conversation is over. Begin again or go back a step.",
            pt="A conversa terminou. Recomece ou volte um passo.",
        )
    if isinstance(action, Attend) and session.waiting_for != "ticket":
        raise ActionRefused(
            "There is no open ticket: the conversation is not at a handoff.",
            pt="Não há chamado aberto: a conversa não está em um transbordo.",
        )
    if isinstance(action, Attend):
        _refuse_deed(action, is_taken=session.owner == "person")
    if isinstance(action, ReceiveEvent) and not _EVENT_NAME.fullmatch(action.name):
        raise ActionRefused(
            "An event's name is written like order_shipped: small letters, digits, - and _.",
            pt="O nome de um evento é como pedido_enviado: letras minúsculas, números, - e _.",
        )
    if _goes_back(action, simulation.now):
        raise ActionRefused(
            "That moment is past in this conversation. Choose a later one.",
            pt="Esse momento já passou nesta conversa. Escolha um depois dele.",
        )


def _refuse_deed(action: Attend, *, is_taken: bool) -> None:
    if action.deed == "take" and is_taken:
        raise ActionRefused(
            "Somebody has the ticket already. Give it back to the queue first.",
            pt="O chamado já está com alguém. Devolva-o à fila primeiro.",
        )
    if action.deed == "reply" and not action.text.strip():
        raise ActionRefused("Write what the attendant says.", pt="Escreva o que a pessoa diz.")


def _goes_back(action: Action, now: datetime) -> bool:
    match action:
        case Wait(seconds=seconds):
            return seconds <= 0
        case WaitUntil(moment=moment):
            return moment.tzinfo is None or moment <= now
    return False
