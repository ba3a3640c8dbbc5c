"""One turn inside a transaction: advance the engine, write what it asks, say what was added."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from pydantic import JsonValue
from sqlalchemy import Connection

from flow_runtime.brazil import protocol_number
from flow_runtime.conversations.contact_book import find_contact
from flow_runtime.conversations.rows import TurnRows
from flow_runtime.effects import CallApi, Effect, FindContact, Notify
from flow_runtime.engine import advance
from flow_runtime.events import ContactLookedUp, ConversationStarted, Event
from flow_runtime.kill_points import reach
from flow_runtime.program import Program
from flow_runtime.records import record
from flow_runtime.session import Session
from storage.channels import Channel
from storage.conversations import Conversation, TurnState
from storage.transcripts import TranscriptLine

_WORK: Final[frozenset[type[Effect]]] = frozenset({CallApi, Notify})


@record(frozen=True, slots=True)
class TurnTaken:
    """A conversation after an event, with what the event added to its transcript.

    `seen_seq` is the conversation's last sequence number before the event; who has seen up to
    there need not ask the database for the rest. `has_work` says whether the event gave the
    worker something to do. A repeat adds nothing.
    """

    conversation: Conversation
    seen_seq: int
    lines: tuple[TranscriptLine, ...] = ()
    has_work: bool = False


def take_turn(
    tx: Connection,
    program: Program,
    conversation: Conversation,
    *,
    event: Event,
    last_seq: int,
) -> TurnTaken:
    """Advance and write, and again for what the contact book answers at once.

    Args:
        tx: The transaction, which holds the conversation's lock.
        program: What the conversation runs.
        conversation: Its row.
        event: What happened.
        last_seq: The last sequence number that is taken, by an inbound message perhaps.
    """
    session = Session.from_json(conversation.session)
    seen_seq = conversation.last_seq
    lines: list[TranscriptLine] = []
    has_work = False
    following: Event | None = event
    while following is not None:
        reach("step.before")
        turn = advance(program, session, following)
        reach("step.after")
        rows = TurnRows(tx, conversation, turn, event.at)
        said, conversation = rows.write(last_seq + len(lines), session.facts + 1)
        lines += said
        session = turn.session
        kinds = {type(effect) for effect in turn.effects}
        has_work = has_work or not kinds.isdisjoint(_WORK)
        following = None
        if FindContact in kinds:
            following = _looked_up(tx, conversation, turn.effects, event.at)
    reach("txn.before_commit")
    return TurnTaken(conversation, seen_seq, tuple(lines), has_work)


def _looked_up(
    tx: Connection, conversation: Conversation, effects: Sequence[Effect], now: datetime
) -> ContactLookedUp:
    search = next(effect for effect in effects if isinstance(effect, FindContact))
    found = find_contact(tx, conversation.contact_id, search, now=now)
    return ContactLookedUp(now, search.step, found, seed=new_seed())


def started_event(
    conversation: Conversation,
    contact: Mapping[str, JsonValue],
    channel: Channel,
    *,
    payload: str | None,
    now: datetime,
) -> ConversationStarted:
    """Return the event that begins a conversation, with the built-in values."""
    return ConversationStarted(
        now,
        contact=contact,
        channel={"name": channel.name, "kind": channel.kind},
        conversation={
            "id": conversation.public_id,
            "protocol": protocol_number(now.date(), conversation.id),
            "started_at": now.isoformat(timespec="seconds"),
        },
        payload=payload,
        seed=new_seed(),
    )


def state_with(conversation: Conversation, seq: int) -> TurnState:
    """Return the state that a conversation has already, with another last sequence number."""
    return TurnState(
        status=conversation.status,
        owner=conversation.owner,
        session=conversation.session,
        step=conversation.step,
        last_seq=seq,
        language=conversation.language,
        outcome=conversation.outcome,
        protocol_number=conversation.protocol_number,
        ended_at=conversation.ended_at,
    )


def new_seed() -> int:
    """Return the chance that an event brings along."""
    return secrets.randbits(48)
