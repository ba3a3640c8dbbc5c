"""Our own runtime as the measured system: in memory (L1) and on a database (L2)."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from boleto import boleto_flow

from flow_runtime.conversations import Conversations, IncomingMessage
from flow_runtime.conversations.delivering import deliver
from flow_runtime.conversations.publishing import import_flow
from flow_runtime.effects import SendMessage
from flow_runtime.engine import advance, new_session
from flow_runtime.events import ConversationStarted, Event, MessageReceived
from flow_runtime.flow import Flow
from flow_runtime.program import Program, compile_flow
from flow_runtime.session import Session
from storage import channels
from storage.database import Database, open_database
from storage.schema import upgrade

CHANNEL: Final = "site"
_KEY: Final = b"a benchmark's own key of 32 bytes"
_BUILT_IN: Final[Mapping[str, str]] = {"id": "measured", "protocol": "20260101-1"}


class OursInMemory:
    """L1: one event in, replies and the session's JSON out; the session is read from its JSON."""

    def __init__(self, program: Program | None = None) -> None:
        self._program = program or compile_flow(boleto_flow(), version=1)

    def begin(self) -> str:
        """Return the JSON of a new conversation."""
        return new_session(self._program).to_json().decode()

    def step(self, state_json: str, text: str, first: bool) -> tuple[list[str], str]:
        """Take one message."""
        now = datetime.now(UTC)
        event: Event = MessageReceived(now, text)
        if first:
            channel = {"name": CHANNEL, "kind": "webchat"}
            event = ConversationStarted(
                now, {"id": 1, "tags": []}, channel, conversation=_BUILT_IN, text=text
            )
        turn = advance(self._program, Session.from_json(state_json), event)
        replies = [e.text for e in turn.effects if isinstance(e, SendMessage)]
        return replies, turn.session_json.decode()


class OursOnDatabase:
    """L2: a durable turn as the HTTP routes take it, without HTTP."""

    def __init__(self, url: str, flow: Flow | None = None) -> None:
        self.database = prepared_database(url, flow or boleto_flow())
        self.conversations = Conversations(self.database, _KEY)
        self._ids: dict[str, int] = {}

    def turn(self, visitor: str, text: str, first: bool) -> list[str]:
        """Take one message; the first one begins the visitor's conversation."""
        if first:
            taken = self.conversations.begin_turn(CHANNEL, visitor)
            self._ids[visitor] = taken.conversation.id
        else:
            message = IncomingMessage(uuid.uuid4().hex, text)
            taken = self.conversations.receive_turn(self._ids[visitor], message)
        return [str(line.body["text"]) for line in taken.lines if line.author == "bot"]

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def prepared_database(url: str, flow: Flow) -> Database:
    """Open a database, bring it up to date and publish the flow on the measured channel."""
    database = open_database(url)
    upgrade(database)
    now = datetime.now(UTC)
    with database.transaction() as tx:
        channels.save(tx, channels.Channel(CHANNEL, "webchat", {}))
        import_flow(tx, flow, author="benchmark", now=now)
        deliver(tx, flow.id, CHANNEL, author="benchmark", approver="another", now=now)
    return database
