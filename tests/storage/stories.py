"""A small world for the stories: a flow, its version, a channel, a contact, a conversation."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import TypeVar

from sqlalchemy import Connection

from storage import channels, contacts, conversations, flows, versions
from storage.channels import Channel
from storage.contacts import Contact
from storage.conversations import Conversation, NewConversation
from storage.flows import Flow
from storage.versions import NewVersion, Version

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
Result = TypeVar("Result")


def later(seconds: float) -> datetime:
    """The story's beginning plus some seconds."""
    return NOW + timedelta(seconds=seconds)


@dataclass(frozen=True, slots=True)
class World:
    """What the stories take for granted."""

    flow: Flow
    version: Version
    channel: Channel
    contact: Contact
    conversation: Conversation


def build_world(tx: Connection) -> World:
    flow = flows.create(tx, a_flow())
    version = versions.freeze(tx, a_version(), now=NOW)
    channel = Channel("site", "webchat", {"origins": ["https://loja.example"]})
    channels.save(tx, channel)
    contact, _ = contacts.find_or_create(tx, "webchat", "visitor-1", now=NOW)
    conversation = conversations.create(tx, a_conversation("c-1", contact.id), now=NOW)
    return World(flow, version, channel, contact, conversation)


def a_flow(flow_id: str = "boleto") -> Flow:
    return Flow(
        id=flow_id,
        name="Segunda via de boleto",
        objective="Enviar a segunda via sem fila",
        category="financeiro",
        folder="",
        created_at=NOW,
        created_by="ana",
    )


def a_version(sha256: str = "a" * 64, flow_id: str = "boleto") -> NewVersion:
    return NewVersion(flow_id, {"nodes": [], "sha": sha256}, sha256, {}, "ana", "primeira")


def a_conversation(public_id: str, contact_id: int) -> NewConversation:
    return NewConversation(public_id, "site", contact_id, "boleto", 1, "pt-BR")


def at_once(actions: Sequence[Callable[[], Result]]) -> list[Result]:
    """Run the actions in threads that start together; give their results in order."""
    start = Barrier(len(actions))

    def run(action: Callable[[], Result]) -> Result:
        start.wait()
        return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))
