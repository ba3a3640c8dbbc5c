"""What attendants do with a ticket, and how the conversation hears of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pydantic import JsonValue
from sqlalchemy import Connection

from flow_runtime.conversations.taking import new_seed, state_with
from flow_runtime.errors import UnknownReference
from flow_runtime.events import TicketChanged, TicketStatus
from flow_runtime.limits import MAX_ANSWER_CHARACTERS
from storage import channels, conversations, outbound, tickets
from storage.conversations import Conversation
from storage.outbound import NewOutbound
from storage.policy import Permission
from storage.scope import as_runtime, require, require_own_name
from storage.tickets import Ticket

if TYPE_CHECKING:
    from flow_runtime.conversations.receiving import Conversations


def change_ticket(
    driver: "Conversations", number: str, status: TicketStatus, attendant: str
) -> Ticket:
    """Take, release or close a ticket and let the conversation know, both or neither.

    Anybody may release a ticket, so that a supervisor can take it from somebody who is gone; only
    who has it may close it.

    Raises:
        UnknownReference: There is no such ticket, or somebody else has it.
        storage.errors.Forbidden: The attendant may not, or it is another one's name.
        storage.errors.Conflict: The ticket is not in a state that allows it.
    """
    now = driver.now()
    with driver.database.transaction() as tx, _attending(tx, attendant):
        ticket = _ticket(tx, number)
        conversations.lock(tx, ticket.conversation_id)
        if status == "assigned":
            changed = tickets.take(tx, ticket.id, attendant=attendant, now=now)
        elif status == "waiting":
            changed = tickets.release(tx, ticket.id)
        else:
            _refuse_stranger(ticket, attendant)
            changed = tickets.close(tx, ticket.id, status, now=now)
        event = TicketChanged(now, ticket.step, status, attendant=attendant, seed=new_seed())
        driver.tell_in(tx, ticket.conversation_id, event)
    return changed


def reply(driver: "Conversations", number: str, text: str, attendant: str) -> int:
    """Send what an attendant writes to the customer and return the conversation's id.

    Raises:
        UnknownReference: There is no such ticket, it is not this attendant's, or the text is empty
            or longer than a customer's own may be.
        storage.errors.Forbidden: The attendant may not, or it is another one's name.
    """
    now = driver.now()
    with driver.database.transaction() as tx, _attending(tx, attendant):
        ticket = _ticket(tx, number)
        conversation = conversations.lock(tx, ticket.conversation_id)
        _refuse_text(text)
        if ticket.status != "assigned":
            raise _not_open(ticket, attendant)
        _refuse_stranger(ticket, attendant)
        seq = conversation.last_seq + 1
        body: dict[str, JsonValue] = {"kind": "text", "text": text, "attendant": attendant}
        delivery = _delivery(tx, conversation)
        new = NewOutbound(conversation.id, seq, "attendant", body, conversation.step, now, delivery)
        outbound.add_many(tx, [new], now=now)
        conversations.save_turn(tx, conversation, state_with(conversation, seq), now=now)
    return conversation.id


@contextmanager
def _attending(tx: Connection, attendant: str) -> Iterator[None]:
    """Let an attendant act in their own name; what follows in the conversation the runtime does."""
    require(tx, Permission.ATTEND)
    require_own_name(tx, attendant)
    with as_runtime(tx):
        yield


def _delivery(tx: Connection, conversation: Conversation) -> outbound.Delivery:
    """Say how a message begins its way; the web chat fetches its messages itself."""
    return "sent" if channels.get(tx, conversation.channel).kind == "webchat" else "queued"


def _ticket(tx: Connection, number: str) -> Ticket:
    ticket = tickets.find_by_number(tx, number)
    if ticket is None:
        raise UnknownReference(
            f"There is no ticket {number}. See them: fluxo ticket list.",
            pt=f"Não há chamado {number}. Veja os que há: fluxo ticket list.",
        )
    return ticket


def _not_open(ticket: Ticket, attendant: str) -> UnknownReference:
    if ticket.status == "waiting":
        take = f"fluxo ticket take {ticket.number} --as {attendant}"
        return UnknownReference(
            f"Nobody has the ticket {ticket.number} yet. Take it first: {take}.",
            pt=f"Ninguém assumiu o chamado {ticket.number} ainda. Assuma-o primeiro: {take}.",
        )
    return UnknownReference(
        f"The ticket {ticket.number} is closed. A new message of the customer opens a new one.",
        pt=f"O chamado {ticket.number} está encerrado. Uma nova mensagem do cliente abre outro.",
    )


def _refuse_stranger(ticket: Ticket, attendant: str) -> None:
    if ticket.status != "assigned" or ticket.assigned_to == attendant:
        return
    release = f"fluxo ticket release {ticket.number}"
    raise UnknownReference(
        f"The ticket {ticket.number} is with {ticket.assigned_to}. To take it over: {release}.",
        pt=f"O chamado {ticket.number} está com {ticket.assigned_to}. Para assumi-lo: {release}.",
    )


def _refuse_text(text: str) -> None:
    if text.strip() and len(text) <= MAX_ANSWER_CHARACTERS:
        return
    raise UnknownReference(
        f"Write a text of 1 to {MAX_ANSWER_CHARACTERS} characters.",
        pt=f"Escreva um texto de 1 a {MAX_ANSWER_CHARACTERS} caracteres.",
    )
