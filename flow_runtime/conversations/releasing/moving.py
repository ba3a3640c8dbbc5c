"""Moving running conversations to the version that their channel publishes: tried dry, then done.

Only those move that can go on; the others finish on their own version.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from flow_runtime.conversations.programs import load_version
from flow_runtime.conversations.releasing.compatibility import Edition, moved, obstacles
from flow_runtime.conversations.releasing.errors import NotLive
from flow_runtime.conversations.releasing.noting import named, note
from flow_runtime.problems import Words
from flow_runtime.session import Session
from storage import candidates, channels, publications, running
from storage.conversations import Conversation
from storage.policy import Permission
from storage.scope import as_runtime, require, require_own_name

AT_ONCE: Final = 200
"""Conversations that move in one transaction: bounds how long customers wait for it."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps some conversations on their version; a conversation may have several."""

    words: Words
    conversations: int


@dataclass(frozen=True, slots=True)
class MigrationPlan:
    """What would happen to the conversations of a channel that run other versions of its flow.

    `movable` are the ids of those that could go on with the version `number`.
    """

    channel: str
    flow_id: str
    number: int
    movable: tuple[int, ...]
    staying: int
    obstacles: tuple[Obstacle, ...]

    def parts(self, size: int = AT_ONCE) -> "Iterator[MigrationPlan]":
        """Yield the plan in parts, each for a transaction of its own."""
        for start in range(0, len(self.movable), size):
            part = self.movable[start : start + size]
            yield MigrationPlan(self.channel, self.flow_id, self.number, part, 0, ())


@dataclass(frozen=True, slots=True)
class Migrated:
    """How many conversations moved, and how many could not any more."""

    moved: int
    left: int


def dry_run(tx: Connection, channel: str, number: int) -> MigrationPlan:
    """Say which running conversations could move to the channel's live version, and what breaks.

    Conversations on trial are left to their trial. What customers said is read for this, and
    nothing of it is told.

    Raises:
        NotLive: The channel does not publish this version.
        storage.errors.NotFound: There is no such channel.
        storage.errors.Forbidden: The person may not publish.
    """
    require(tx, Permission.PUBLISH)
    channels.get(tx, channel)
    flow_id = _require_live(tx, channel, number)
    editions = _Editions(tx, flow_id)
    target = editions.get(number)
    movable: list[int] = []
    found: dict[tuple[str, str], int] = defaultdict(int)
    others = _others(tx, channel, flow_id, number)
    for conversation in others:
        breaks = _breaks(conversation, editions, target)
        for words in breaks:
            found[words["pt-BR"], words["en"]] += 1
        if not breaks:
            movable.append(conversation.id)
    told = tuple(
        Obstacle({"pt-BR": pt, "en": en}, count)
        for (pt, en), count in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    )
    return MigrationPlan(channel, flow_id, number, tuple(movable), len(others) - len(movable), told)


def migrate(
    tx: Connection, plan: MigrationPlan, *, author: str, reason: str, now: datetime
) -> Migrated:
    """Move the conversations of a plan that still can; each is looked at again under its lock.

    Raises:
        NotLive: The channel publishes another version by now.
        storage.errors.Forbidden: The person may not publish, or `author` is another one.
    """
    require(tx, Permission.PUBLISH)
    require_own_name(tx, author)
    channels.lock(tx, plan.channel)
    flow_id = _require_live(tx, plan.channel, plan.number)
    editions = _Editions(tx, flow_id)
    target = editions.get(plan.number)
    with as_runtime(tx):
        count = sum(_move(tx, one, editions, target) for one in plan.movable)
    if count:
        subject = named(plan.channel, flow_id, plan.number)
        details = {"conversations": count, "reason": reason}
        note(tx, author, "conversations.moved", subject, details=details, now=now)
    return Migrated(count, len(plan.movable) - count)


def _others(tx: Connection, channel: str, flow_id: str, number: int) -> list[Conversation]:
    trial = candidates.on_trial(tx, channel)
    tried = trial.version if trial is not None and trial.flow_id == flow_id else None
    with as_runtime(tx):
        found = running.on_other_versions(tx, channel, flow_id, number)
    return [one for one in found if one.version != tried]


@dataclass(slots=True)
class _Editions:
    """The versions of a flow with what they call, each read once."""

    tx: Connection
    flow_id: str
    _known: dict[int, Edition] = field(default_factory=dict)

    def get(self, number: int) -> Edition:
        known = self._known.get(number)
        if known is None:
            flow, pins = load_version(self.tx, self.flow_id, number)
            called = {name: load_version(self.tx, name, pin)[0] for name, pin in pins.items()}
            known = self._known[number] = Edition(number, flow, called)
        return known


def _breaks(conversation: Conversation, editions: _Editions, target: Edition) -> list[Words]:
    session = Session.from_json(conversation.session)
    return list(obstacles(session, editions.get(conversation.version), target))


def _move(tx: Connection, conversation_id: int, editions: _Editions, target: Edition) -> bool:
    conversation = running.lock(tx, conversation_id)
    if conversation is None or conversation.flow_id != target.flow.id:
        return False
    if conversation.version == target.version or _breaks(conversation, editions, target):
        return False
    session = moved(Session.from_json(conversation.session), target)
    return running.move(
        tx, conversation_id, version=target.version, session=session.to_json().decode()
    )


def _require_live(tx: Connection, channel: str, number: int) -> str:
    live = publications.current(tx, channel)
    if live is None or live.version != number:
        raise NotLive(
            f"The channel “{channel}” does not publish version {number}: conversations move to "
            "the version that is live. Publish it first.",
            pt=f"O canal “{channel}” não publica a versão {number}: as conversas passam para a "
            "versão que está no ar. Publique-a primeiro.",
        )
    return live.flow_id
