"""A finished turn as rows: everything that it asks of the world, in the turn's own transaction."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Final, cast

from pydantic import JsonValue
from sqlalchemy import Connection

from flow_runtime.effects import (
    CallApi,
    CancelTimers,
    Effect,
    IssueProtocol,
    Notify,
    OpenTicket,
    RecordConsent,
    RecordSurvey,
    SendMessage,
    StartTimer,
    UpdateContact,
    UpdateTicket,
)
from flow_runtime.kill_points import reach
from flow_runtime.records import record
from flow_runtime.turn import Turn
from storage import (
    consents,
    contacts,
    conversations,
    events,
    outbound,
    protocols,
    surveys,
    tasks,
    tickets,
    timers,
)
from storage.columns import JsonObject
from storage.consents import NewConsent
from storage.contacts import ContactChange
from storage.conversations import Conversation, TurnState
from storage.encoding import as_stored
from storage.events import NewEvent
from storage.outbound import NewOutbound
from storage.prepared import sent_together
from storage.surveys import NewSurveyResponse
from storage.tasks import NewTask
from storage.tickets import NewTicket
from storage.timers import Timer
from storage.transcripts import TranscriptLine

PRIORITIES: Final[Mapping[str, int]] = {"urgent": 0, "high": 1, "normal": 2, "low": 3}
_OF_TIMERS: Final = (StartTimer, CancelTimers)
_OWN_FIELDS: Final = frozenset({"name", "language"})


@record(frozen=True, slots=True)
class TurnRows:
    """Writes one turn of one conversation; the caller holds its lock."""

    tx: Connection
    conversation: Conversation
    turn: Turn
    now: datetime

    def write(self, last_seq: int, first_fact: int) -> tuple[list[TranscriptLine], Conversation]:
        """Write everything; return what was said and the conversation as it is then."""
        messages: list[SendMessage] = []
        timers_set: list[StartTimer | CancelTimers] = []
        for effect in self.turn.effects:
            if isinstance(effect, SendMessage):
                messages.append(effect)
            elif isinstance(effect, _OF_TIMERS):
                timers_set.append(effect)
            else:
                self._write_effect(effect)
        with sent_together(self.tx):
            said = self._queue(messages, last_seq)
            self._set_timers(timers_set)
            self._append_facts(first_fact)
            state = self._state(last_seq + len(said))
            saved = conversations.save_turn(self.tx, self.conversation, state, now=self.now)
        return said, saved

    def _state(self, last_seq: int) -> TurnState:
        """Return the session and what is read from it without opening it."""
        session = self.turn.session
        return TurnState(
            status=session.status,
            owner=session.owner,
            session=self.turn.session_json.decode(),
            step=session.step,
            last_seq=last_seq,
            language=session.language,
            outcome=session.outcome,
            protocol_number=str(session.conversation["protocol"]),
            ended_at=self.now if session.status in ("ended", "failed") else None,
        )

    def _queue(self, messages: list[SendMessage], last_seq: int) -> list[TranscriptLine]:
        # The web chat fetches its messages itself; other channels have them sent.
        is_fetched = self.turn.session.channel.get("kind") == "webchat"
        rows = [
            NewOutbound(
                conversation_id=self.conversation.id,
                seq=last_seq + position,
                author="bot",
                body=message_body(message),
                step=self.turn.session.step,
                visible_at=self.now,
                delivery="sent" if is_fetched else "queued",
            )
            for position, message in enumerate(messages, start=1)
        ]
        if rows:
            outbound.add_many(self.tx, rows, now=self.now)
            reach("say.buffered")
        return [_line(row) for row in rows]

    def _append_facts(self, first_fact: int) -> None:
        rows = [
            NewEvent(
                conversation_id=self.conversation.id,
                position=position,
                name=fact.name,
                node_id=fact.node_id,
                flow_id=fact.flow_id,
                version=fact.version,
                data=fact.data,
            )
            for position, fact in enumerate(self.turn.facts, start=first_fact)
        ]
        if rows:
            events.append_many(self.tx, rows, now=self.now)

    def _set_timers(self, effects: list[StartTimer | CancelTimers]) -> None:
        armed: dict[str, StartTimer] = {}
        before_step = 0
        for effect in effects:
            if isinstance(effect, StartTimer):
                armed[effect.key] = effect
            else:
                before_step = max(before_step, effect.step + 1)
                armed = {key: new for key, new in armed.items() if new.step > effect.step}
        # What is armed anew is overwritten: no two statements touch the same row.
        if before_step:
            kept = tuple(armed)
            timers.cancel_before_step(self.tx, self.conversation.id, before_step, kept=kept)
        for key, new in armed.items():
            timers.replace(self.tx, Timer(self.conversation.id, key, new.step, new.due_at))

    def _write_effect(self, effect: Effect) -> None:
        match effect:
            case CallApi() | Notify():
                self._queue_task(effect)
            case OpenTicket():
                self._open_ticket(effect)
            case UpdateTicket(status=status) if status is not None:
                self._close_ticket(status)
            case UpdateContact():
                self._change_contact(effect)
            case RecordConsent():
                self._record_consent(effect)
            case RecordSurvey():
                self._record_survey(effect)
            case IssueProtocol():
                conversation_id = self.conversation.id
                protocols.issue(
                    self.tx, effect.number, conversation_id=conversation_id, now=self.now
                )

    def _queue_task(self, effect: CallApi | Notify) -> None:
        new = NewTask(
            conversation_id=self.conversation.id,
            step=self.turn.session.step,
            kind="call_api" if isinstance(effect, CallApi) else "notify",
            payload=asdict(effect),
            idempotency_key=effect.idempotency_key,
            due_at=self.now,
        )
        tasks.add_many(self.tx, [new])

    def _open_ticket(self, effect: OpenTicket) -> None:
        new = NewTicket(
            conversation_id=self.conversation.id,
            queue=effect.queue,
            level=effect.level,
            priority=PRIORITIES[effect.priority],
            skills=list(effect.skills),
            summary=effect.summary,
            context=effect.context,
            script=effect.script or None,
            step=effect.step,
            due_at=effect.due_at,
        )
        tickets.open_ticket(self.tx, new, now=self.now)

    def _close_ticket(self, ending: tickets.Ending) -> None:
        active = tickets.find_active(self.tx, self.conversation.id)
        if active is not None:
            tickets.close(self.tx, active.id, ending, now=self.now)

    def _change_contact(self, effect: UpdateContact) -> None:
        name, language = effect.fields.get("name"), effect.fields.get("language")
        change = ContactChange(
            name=name if isinstance(name, str) else None,
            language=language if isinstance(language, str) else None,
            fields={key: value for key, value in effect.fields.items() if key not in _OWN_FIELDS},
            add_tags=effect.add_tags,
            remove_tags=effect.remove_tags,
        )
        contacts.change(self.tx, self.conversation.contact_id, change, now=self.now)

    def _record_consent(self, effect: RecordConsent) -> None:
        new = NewConsent(
            contact_id=self.conversation.contact_id,
            purpose=effect.purpose,
            text_version=effect.text_version,
            given=effect.given,
            channel=self.conversation.channel,
        )
        consents.record(self.tx, new, now=self.now)

    def _record_survey(self, effect: RecordSurvey) -> None:
        new = NewSurveyResponse(
            conversation_id=self.conversation.id,
            contact_id=self.conversation.contact_id,
            flow_id=effect.flow_id,
            version=effect.version,
            node_id=effect.node_id,
            kind=effect.kind,
            score=effect.score,
            segment=effect.segment,
            comment=effect.comment or None,
            answers=effect.answers,
        )
        surveys.record(self.tx, new, now=self.now)


def _line(row: NewOutbound) -> TranscriptLine:
    """Return a message as the transcript will show it."""
    body = body_as_stored(row.body)
    return TranscriptLine(row.seq, row.author, body, row.visible_at, row.delivery, None)


def body_as_stored(body: JsonObject) -> JsonObject:
    """Return a message's body as it will be read from the database."""
    return cast(JsonObject, as_stored(body))


def message_body(message: SendMessage) -> dict[str, JsonValue]:
    """Return the JSON form of a bubble, as it is stored and as channels render it."""
    return {
        "kind": message.kind,
        "text": message.text,
        "url": message.url,
        "name": message.name,
        "copyable": message.copyable,
        "typing_s": message.typing_s,
        "choices": [{"id": choice.id, "label": choice.label} for choice in message.choices],
        "input": {"kind": message.answer_kind} if message.answer_kind else None,
        "node_id": message.node_id,
    }
