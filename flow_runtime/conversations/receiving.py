"""One inbound event is one database transaction: the heart of the runtime.

For each event: lock the conversation, insert the event (a repeat is acknowledged and changes
nothing), advance the engine, write session, messages, facts, timers and work, commit. Only then
does anything leave. A crash before the commit leaves nothing, and the sender repeats what was not
acknowledged; a crash after it leaves rows that a worker picks up.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from pydantic import JsonValue
from sqlalchemy import Connection

from flow_runtime.conversations.attending import change_ticket, reply
from flow_runtime.conversations.contact_book import built_in_contact, built_in_values
from flow_runtime.conversations.known_events import is_new_event
from flow_runtime.conversations.programs import Programs
from flow_runtime.conversations.releasing.choosing import version_for
from flow_runtime.conversations.rows import body_as_stored
from flow_runtime.conversations.taking import (
    TurnTaken,
    new_seed,
    started_event,
    take_turn,
)
from flow_runtime.conversations.waking import fire_due_timers
from flow_runtime.engine import new_session
from flow_runtime.errors import UnknownReference
from flow_runtime.events import (
    Event,
    ExternalEventReceived,
    MessageReceived,
    ReceivedFile,
    TicketStatus,
)
from flow_runtime.kill_points import reach
from flow_runtime.limits import TOKEN_KEPT_AFTER_END_DAYS
from flow_runtime.records import record
from storage import (
    arrivals,
    channels,
    contacts,
    conversations,
)
from storage.channels import Channel
from storage.contacts import Contact
from storage.conversations import Conversation, NewConversation
from storage.database import Database
from storage.errors import NotFound
from storage.tickets import Ticket
from storage.transcripts import TranscriptLine


def utc_now() -> datetime:
    """Return the time; the only place of the runtime that reads the clock for events."""
    return datetime.now(UTC)


@record(frozen=True, slots=True)
class IncomingMessage:
    """What a customer sent through a channel; `message_id` is the channel's own, for repeats."""

    message_id: str
    text: str = ""
    choice: str | None = None
    files: tuple[ReceivedFile, ...] = ()

    def body(self) -> dict[str, JsonValue]:
        """Return the form in which it is kept."""
        return {
            "client_message_id": self.message_id,
            "text": self.text,
            "choice": self.choice,
            "files": [file.as_value() for file in self.files],
        }


@dataclass(slots=True)
class Conversations:
    """Drives the engine over the database.

    `token_key` derives the conversations' tokens; `on_commit` is told the id of every conversation
    that changed, after the commit, so that those who wait for its messages look again; `on_work`
    hears when one of them asked for work of the worker.
    """

    database: Database
    token_key: bytes
    programs: Programs = field(default_factory=Programs)
    now: Callable[[], datetime] = utc_now
    on_commit: Callable[[int], None] = lambda _: None
    on_work: Callable[[], None] = lambda: None

    # -- beginning ---------------------------------------------------------------------------

    def begin(
        self,
        channel_name: str,
        address: str,
        *,
        language: str | None = None,
        payload: str | None = None,
    ) -> Conversation:
        """Return the contact's open conversation on a channel, or begin one.

        Takes and raises what `begin_turn` does.
        """
        return self.begin_turn(
            channel_name, address, language=language, payload=payload
        ).conversation

    def begin_turn(
        self,
        channel_name: str,
        address: str,
        *,
        language: str | None = None,
        payload: str | None = None,
    ) -> TurnTaken:
        """Return the contact's open conversation on a channel, or begin one, with what is said.

        Args:
            channel_name: Where the customer writes.
            address: Who the customer is on this kind of channel; a secret of the browser's own on
                the web chat, kept only as a hash.
            language: The language wished for; the flow's own when it has no such texts.
            payload: What a link or QR code carried.

        Raises:
            UnknownReference: The channel does not exist or publishes nothing.
        """
        now = self.now()

        def work(tx: Connection) -> TurnTaken:
            channel = _channel(tx, channel_name)
            contact, is_new = contacts.find_or_create(tx, channel.kind, _hashed(address), now=now)
            known = None if is_new else _open_conversation(tx, channel, contact)
            if known is not None:
                return TurnTaken(known, known.last_seq)
            conversation = self._create(tx, channel, contact, language=language, now=now)
            values = built_in_values(contact, ()) if is_new else built_in_contact(tx, contact)
            started = started_event(conversation, values, channel, payload=payload, now=now)
            return self._take_turn(tx, conversation, started)

        taken = self.database.together(work)
        self.committed(taken.conversation.id, has_work=taken.has_work)
        return taken

    def _create(
        self,
        tx: Connection,
        channel: Channel,
        contact: Contact,
        *,
        language: str | None,
        now: datetime,
    ) -> Conversation:
        public_id = secrets.token_hex(16)
        flow_id, version = version_for(tx, channel.name, public_id)
        session = new_session(self.programs.get(tx, flow_id, version), language)
        new = NewConversation(
            public_id=public_id,
            channel=channel.name,
            contact_id=contact.id,
            flow_id=flow_id,
            version=version,
            language=session.language,
            session=session.to_json().decode(),
            token_hash=_hashed(self.token(public_id)),
        )
        return conversations.create(tx, new, now=now)

    def token(self, public_id: str) -> str:
        """Return the secret of a conversation: 256 bits that only this installation can derive."""
        return hmac.new(self.token_key, f"conversation:{public_id}".encode(), "sha256").hexdigest()

    def derives(self, public_id: str, token: str) -> bool:
        """Say without the database whether a token is what we give out; it may be revoked."""
        return hmac.compare_digest(self.token(public_id).encode(), token.encode())

    def find(self, public_id: str, token: str) -> Conversation:
        """Return the conversation that a token opens.

        Raises:
            UnknownReference: There is none, it ended long ago, or the token is another one's:
                the same answer.
        """
        with self.database.read() as tx:
            return self.find_in(tx, public_id, token)

    def find_in(self, tx: Connection, public_id: str, token: str) -> Conversation:
        """Return what `find` does, inside a transaction of the caller."""
        conversation = conversations.find_by_public_id(tx, public_id)
        expected = conversation.token_hash if conversation else None
        is_its_own = hmac.compare_digest(_hashed(token), expected or "")
        if conversation is None or not is_its_own or self._ended_long_ago(conversation):
            raise UnknownReference("This conversation does not exist. Begin a new one.")
        return conversation

    def _ended_long_ago(self, conversation: Conversation) -> bool:
        ended_at, kept = conversation.ended_at, timedelta(days=TOKEN_KEPT_AFTER_END_DAYS)
        return ended_at is not None and self.now() - ended_at > kept

    # -- what comes in -----------------------------------------------------------------------

    def receive(self, conversation_id: int, message: IncomingMessage) -> Conversation:
        """Process a message of the customer and return the conversation after it."""
        return self.receive_turn(conversation_id, message).conversation

    def receive_turn(self, conversation_id: int, message: IncomingMessage) -> TurnTaken:
        """Process a message of the customer; a repeat changes nothing and adds nothing."""
        return self.receive_read(lambda _: (conversation_id, message))

    def receive_read(self, read: Callable[[Connection], tuple[int, IncomingMessage]]) -> TurnTaken:
        """Process the message that `read` finds, with its conversation's id, inside the turn.

        Another transaction before the turn's would have SQLite read anew what the last turn
        wrote, and PostgreSQL be asked twice more.

        Raises:
            Exception: What `read` raised; nothing changed.
        """
        now = self.now()
        reach("inbound.received")

        def work(tx: Connection) -> TurnTaken:
            conversation_id, message = read(tx)
            body = message.body()
            conversation, is_new = arrivals.take(
                tx, conversation_id, message.message_id, body, now=now
            )
            reach("lock.taken")
            if not is_new:
                return TurnTaken(conversation, conversation.last_seq)
            seq = conversation.last_seq + 1
            event = MessageReceived(now, message.text, message.choice, message.files, new_seed())
            taken = self._take_turn(tx, conversation, event, last_seq=seq)
            own = TranscriptLine(seq, "contact", body_as_stored(body), now, None, None)
            lines = (own, *taken.lines)
            return TurnTaken(taken.conversation, taken.seen_seq, lines, taken.has_work)

        taken = self.database.together(work)
        reach("inbound.committed")
        self.committed(taken.conversation.id, has_work=taken.has_work)
        return taken

    def tell(self, conversation_id: int, event: Event) -> Conversation:
        """Process an event that is no message, such as the answer of an API."""
        with self.database.transaction() as tx:
            conversation = self.tell_in(tx, conversation_id, event)
        self.committed(conversation.id)
        return conversation

    def tell_in(self, tx: Connection, conversation_id: int, event: Event) -> Conversation:
        """Process an event inside a transaction of the caller, who calls `committed` after it."""
        conversation = conversations.lock(tx, conversation_id)
        return self._take_turn(tx, conversation, event).conversation

    def receive_event(
        self,
        public_id: str,
        name: str,
        data: Mapping[str, JsonValue],
        *,
        event_id: str | None = None,
    ) -> Conversation:
        """Process what another system tells a conversation; a repeat of its id changes nothing.

        Raises:
            UnknownReference: There is no such conversation.
        """
        now = self.now()
        with self.database.transaction() as tx:
            known = conversations.find_by_public_id(tx, public_id)
            if known is None:
                raise UnknownReference("This conversation does not exist. Check its id.")
            conversation = conversations.lock(tx, known.id)
            if event_id is not None and not is_new_event(tx, conversation, event_id, now=now):
                return conversation
            event = ExternalEventReceived(now, name, data)
            conversation = self._take_turn(tx, conversation, event).conversation
        self.committed(conversation.id)
        return conversation

    def fire_due_timers(self, limit: int = 100) -> int:
        """Fire the timers that are due, each once, and return how many there were."""
        woken = fire_due_timers(self, limit=limit)
        for conversation_id in woken:
            self.committed(conversation_id)
        return len(woken)

    # -- what attendants do ------------------------------------------------------------------

    def change_ticket(self, number: str, status: TicketStatus, attendant: str) -> Ticket:
        """Take, release or close a ticket; see attending.py."""
        ticket = change_ticket(self, number, status, attendant)
        self.committed(ticket.conversation_id)
        return ticket

    def reply(self, number: str, text: str, attendant: str) -> None:
        """Send what an attendant writes to the customer; see attending.py."""
        self.committed(reply(self, number, text, attendant))

    def committed(self, conversation_id: int, *, has_work: bool = True) -> None:
        """Tell those who wait that a conversation changed."""
        self.on_commit(conversation_id)
        if has_work:
            self.on_work()

    # -- the turn ----------------------------------------------------------------------------

    def _take_turn(
        self, tx: Connection, conversation: Conversation, event: Event, last_seq: int | None = None
    ) -> TurnTaken:
        program = self.programs.get(tx, conversation.flow_id, conversation.version)
        seq = conversation.last_seq if last_seq is None else last_seq
        return take_turn(tx, program, conversation, event=event, last_seq=seq)


def _channel(tx: Connection, name: str) -> Channel:
    try:
        return channels.get(tx, name)
    except NotFound as error:
        raise UnknownReference(str(error), pt=error.words["pt-BR"]) from None


def _open_conversation(tx: Connection, channel: Channel, contact: Contact) -> Conversation | None:
    """Return the contact's open conversation, and let no other begin until the transaction ends."""
    contacts.lock(tx, contact.id)
    return conversations.find_open(tx, channel.name, contact.id)


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
