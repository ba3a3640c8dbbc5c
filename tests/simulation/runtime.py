"""The runtime as a second host beside the simulator: the same actions on a real database."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count, zip_longest
from typing import Any

import orjson
import pytest
from pydantic import JsonValue

from flow_runtime.conversations import Conversations, receiving
from flow_runtime.conversations.delivering import deliver
from flow_runtime.conversations.publishing import import_flow
from flow_runtime.conversations.receiving import IncomingMessage
from flow_runtime.conversations.sending import SendingFailed
from flow_runtime.conversations.setting_up import import_workspace
from flow_runtime.conversations.work import Worker
from flow_runtime.events import ReceivedFile
from flow_runtime.http import HttpResponse
from flow_runtime.library import Library
from flow_runtime.nodes.api import ApiNode
from flow_runtime.program import Program
from flow_runtime.session import Session
from flow_runtime.simulation import (
    Action,
    Attend,
    Mock,
    Press,
    ReceiveEvent,
    Say,
    SendFile,
    Setting,
    Talk,
    Wait,
    WaitUntil,
)
from flow_runtime.simulation.playing import STATUS_OF_DEED
from storage import channels, contacts, conversations, events, publications, tasks, tickets, timers
from storage.contacts import ContactChange
from storage.database import Database
from storage.tasks import Task
from storage.transcripts import transcript

CHANNEL = "simulator"
KEY = b"a test's own key, thirty-two bytes long"
AUTHOR = "ana"


class Clock:
    """The runtime's clock, which tests set."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now.astimezone(UTC)


@dataclass
class Answers:
    """What other systems answer: given mocks one after the other, else a node's first example."""

    program: Program
    given: dict[str, Sequence[Mock]] = field(default_factory=dict)

    def to(self, node_id: str) -> Mock:
        given = self.given.get(node_id, ())
        if len(given) > 1:
            self.given[node_id] = given[1:]
        return given[0] if given else self._example(node_id)

    def _example(self, node_id: str) -> Mock:
        programs = (self.program, *self.program.subflows.values())
        node = next(p.nodes[node_id] for p in programs if node_id in p.nodes)
        if not isinstance(node, ApiNode):
            return Mock()
        first = next(iter(node.examples), None)
        return Mock(first.status, first.body) if first else Mock(failure="no_example")


@dataclass
class World:
    """Stands where the runtime's sender would: nothing leaves, and the answers are the test's."""

    answers: Answers
    known: dict[str, Mock] = field(default_factory=dict)

    async def call_api(self, payload: Mapping[str, Any]) -> HttpResponse:
        mock = self._answer(payload)
        body = orjson.dumps(mock.body)
        return HttpResponse(mock.status, (("content-type", "application/json"),), body, "")

    async def notify(self, payload: Mapping[str, Any]) -> None:
        if payload["step"] is not None:
            self._answer(payload)

    def _answer(self, payload: Mapping[str, Any]) -> Mock:
        """Answer, the same when a call is tried again."""
        key = payload["idempotency_key"]
        mock = self.known[key] = self.known.get(key) or self.answers.to(payload["node_id"])
        if mock.failure is not None:
            raise SendingFailed(mock.failure, mock.failure)
        return mock


class PatientWorker(Worker):
    """Tries again at once: the pause between two tries is no part of what customers see."""

    async def _retry(self, task: Task, reason: str) -> None:
        with self.conversations.database.transaction() as tx:
            tasks.retry_at(tx, task.id, self.name, due_at=self.conversations.now(), error=reason)


class Runtime:
    """An installation with every flow of a folder, on one database."""

    def __init__(self, database: Database, library: Library, now: datetime) -> None:
        self.database = database
        self.clock = Clock(now)
        self.driver = Conversations(database, KEY, now=self.clock)
        self.numbers = count(1)
        with database.transaction() as tx:
            channels.save(tx, channels.Channel(CHANNEL, "webchat", {}))
            import_workspace(tx, library.workspace, replace=True)
            for flow in library.flows.values():
                import_flow(tx, flow, author=AUTHOR, now=now)
        waiting = list(library.flows)
        while waiting:
            waiting = [flow_id for flow_id in waiting if not self._published(flow_id)]

    def _published(self, flow_id: str) -> bool:
        """Publish a flow, unless one that it calls is not published yet."""
        try:
            self.publish(flow_id)
        except receiving.UnknownReference:
            return False
        return True

    def publish(self, flow_id: str) -> Program:
        """Publish a flow on the channel and return its program."""
        with self.database.transaction() as tx:
            deliver(tx, flow_id, CHANNEL, author=AUTHOR, approver="bia", now=self.clock())
            published = publications.current(tx, CHANNEL)
            assert published is not None
            return self.driver.programs.get(tx, flow_id, published.version)

    def new_contact(self, fields: Mapping[str, JsonValue]) -> tuple[str, int]:
        """Add a contact and return its address and id."""
        address = f"visitor-{next(self.numbers)}"
        own = {key: value for key, value in fields.items() if key not in ("id", "name", "tags")}
        name, tags = fields.get("name"), fields.get("tags")
        change = ContactChange(
            name=name if isinstance(name, str) else None,
            fields=own,
            add_tags=tuple(map(str, tags)) if isinstance(tags, list) else (),
        )
        with self.database.transaction() as tx:
            hashed = receiving._hashed(address)
            found, _ = contacts.find_or_create(tx, "webchat", hashed, now=self.clock())
            contacts.change(tx, found.id, change, now=self.clock())
        return address, found.id


class RuntimeTalk:
    """One conversation of the runtime, driven by the simulator's actions."""

    def __init__(self, runtime: Runtime, address: str, setting: Setting, answers: Answers) -> None:
        self.runtime = runtime
        runtime.clock.now = setting.moment
        self.worker = PatientWorker(runtime.driver, World(answers), "test")  # type: ignore[arg-type]
        begun = runtime.driver.begin(
            CHANNEL, address, language=setting.language, payload=setting.payload
        )
        self.id, self.public_id = begun.id, begun.public_id
        self._work()

    def do(self, action: Action) -> None:
        driver, clock = self.runtime.driver, self.runtime.clock
        match action:
            case Say(text=text):
                self._hear(text=text)
            case Press(label=label, choice=choice):
                self._hear(text=label, choice=choice)
            case SendFile(name=name, media_type=media_type):
                self._hear(files=(ReceivedFile("simulated", name, media_type, 1_000),))
            case Wait(seconds=seconds):
                self._wait_until(clock() + timedelta(seconds=seconds))
            case WaitUntil(moment=moment):
                self._wait_until(moment)
            case Attend():
                self._attend(action)
            case ReceiveEvent(name=name, data=data):
                driver.receive_event(self.public_id, name, data)
        self._work()

    def _hear(self, **said: Any) -> None:
        message = IncomingMessage(f"m{next(self.runtime.numbers)}", **said)
        self.runtime.driver.receive(self.id, message)

    def _wait_until(self, moment: datetime) -> None:
        clock = self.runtime.clock
        while (due := min((t.due_at for t in self.timers), default=None)) and due <= moment:
            clock.now = max(clock.now, due)
            self.runtime.driver.fire_due_timers()
            self._work()
        clock.now = moment

    def _attend(self, action: Attend) -> None:
        with self.runtime.database.read() as tx:
            ticket = tickets.find_active(tx, self.id)
        assert ticket is not None
        driver, status = self.runtime.driver, STATUS_OF_DEED[action.deed]
        if action.deed != "reply" or ticket.status == "waiting":
            driver.change_ticket(ticket.number, status, action.attendant)
        if action.deed == "reply":
            driver.reply(ticket.number, action.text, action.attendant)

    def _work(self) -> None:
        """Carry out what the conversation asked for, until nothing is left."""

        async def work() -> None:
            while claimed := self.worker._claim():
                for task in claimed:
                    await self.worker._do(task)

        asyncio.run(work())

    # -- what it holds -----------------------------------------------------------------------

    @property
    def session(self) -> Session:
        with self.runtime.database.read() as tx:
            return Session.from_json(conversations.get(tx, self.id).session)

    @property
    def timers(self) -> list[timers.Timer]:
        with self.runtime.database.read() as tx:
            return timers.for_conversation(tx, self.id)

    @property
    def said(self) -> list[Mapping[str, Any]]:
        """The bodies of everything that the flow and attendants said, in order."""
        with self.runtime.database.read() as tx:
            lines = transcript(tx, self.id, now=self.runtime.clock(), limit=10_000)
        return [line.body for line in lines if line.author != "contact"]

    @property
    def facts(self) -> list[tuple[str, str | None, Mapping[str, Any]]]:
        with self.runtime.database.read() as tx:
            found = events.for_conversation(tx, self.id, limit=10_000)
        return [(fact.name, fact.node_id, fact.data) for fact in found]

    @property
    def tickets(self) -> list[tuple[str, str, Mapping[str, Any]]]:
        with self.runtime.database.read() as tx:
            found = tickets.for_conversation(tx, self.id)
        return [(ticket.queue, ticket.summary, ticket.context) for ticket in reversed(found)]


def same_chance(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Let the runtime's chance be the simulator's."""
    for module in ("taking", "receiving", "attending", "waking"):
        monkeypatch.setattr(f"flow_runtime.conversations.{module}.new_seed", lambda: seed)


def begun_with(monkeypatch: pytest.MonkeyPatch, setting: Setting) -> None:
    """Let the runtime's next conversation begin with the first words and values of a setting."""
    original = receiving.started_event

    def started(*args: Any, **fields: Any) -> Any:
        from dataclasses import replace

        event = original(*args, **fields)
        return replace(event, text=setting.text, variables=setting.variables)

    monkeypatch.setattr(receiving, "started_event", started)


# -- the same on both sides --------------------------------------------------------------------


def differences(talk: Talk, other: RuntimeTalk) -> dict[str, tuple[Any, Any]]:
    """Return what a talk and a conversation of the runtime do not agree on."""
    words = _own_words(talk, other)
    pairs = {
        "said": (_said(talk), _plain(other.said, words)),
        "session": (_session(talk.session), _session(_plain_session(other.session, words))),
        "timers": (_timers(talk.timers), _timers(other.timers)),
        "facts": (_facts(talk), _plain(other.facts, words)),
        "tickets": (_tickets(talk), _plain(other.tickets, words)),
    }
    return {name: _apart(*pair) for name, pair in pairs.items() if pair[0] != pair[1]}


def _apart(ours: Any, theirs: Any) -> tuple[Any, Any]:
    """Return the parts that differ: the first items of lists, the fields of objects."""
    if isinstance(ours, list):
        pairs = enumerate(zip_longest(ours, theirs))
        return next(((place, a), (place, b)) for place, (a, b) in pairs if a != b)
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        return ours, theirs
    key = next(key for key in {**ours, **theirs} if ours.get(key) != theirs.get(key))
    return key, _apart(ours.get(key), theirs.get(key))


def _own_words(talk: Talk, other: RuntimeTalk) -> dict[str, str]:
    """Return the names that each side gives a conversation: the runtime's by the simulator's."""
    ours, theirs = talk.session.conversation, other.session.conversation
    return {str(theirs[name]): str(ours[name]) for name in ("id", "protocol")}


def _plain(value: Any, words: Mapping[str, str]) -> Any:
    text = orjson.dumps(value, default=list).decode()
    for theirs, ours in words.items():
        text = text.replace(theirs, ours)
    return orjson.loads(text)


def _plain_session(session: Session, words: Mapping[str, str]) -> Session:
    return Session.from_json(orjson.dumps(_plain(orjson.loads(session.to_json()), words)))


def _session(session: Session) -> dict[str, Any]:
    return dict(orjson.loads(session.to_json()))


def _said(talk: Talk) -> list[dict[str, Any]]:
    return [_body(bubble) for bubble in talk.bubbles if bubble.author in ("flow", "attendant")]


def _body(bubble: Any) -> dict[str, Any]:
    if bubble.author == "attendant":
        return {"kind": "text", "text": bubble.text, "attendant": bubble.who}
    return {
        "kind": bubble.kind,
        "text": bubble.text,
        "url": bubble.url,
        "name": bubble.name,
        "copyable": bubble.copyable,
        "typing_s": bubble.typing_s,
        "choices": [{"id": choice.id, "label": choice.label} for choice in bubble.choices],
        "input": {"kind": bubble.answer_kind} if bubble.answer_kind else None,
        "node_id": bubble.source,
    }


def _timers(found: Sequence[Any]) -> list[tuple[str, int, datetime]]:
    return sorted((timer.key, timer.step, timer.due_at) for timer in found)


def _facts(talk: Talk) -> list[list[Any]]:
    found = [fact for turn in talk.turns for inner in turn.turns for fact in inner.facts]
    return _as_json([(fact.name, fact.node_id, dict(fact.data)) for fact in found])


def _tickets(talk: Talk) -> list[list[Any]]:
    from flow_runtime.effects import OpenTicket

    effects = (e for turn in talk.turns for inner in turn.turns for e in inner.effects)
    opened = [e for e in effects if isinstance(e, OpenTicket)]
    return _as_json([(ticket.queue, ticket.summary, dict(ticket.context)) for ticket in opened])


def _as_json(value: Any) -> Any:
    return orjson.loads(orjson.dumps(value))
