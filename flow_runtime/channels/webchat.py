"""The web chat: a page, an embeddable bubble, and the JSON form of what they show.

The same JSON serves any other client ("generic channel"). A conversation is opened by a token of
256 bits that the browser keeps; `allowed_origins` says which sites may embed the bubble.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import orjson
from pydantic import Field, JsonValue

from flow_runtime.limits import MAX_FILE_BYTES
from flow_runtime.nodes.fields import Line, Model
from flow_runtime.session import Session
from storage.conversations import Conversation
from storage.transcripts import TranscriptLine

KIND = "webchat"
_AUTHORS = {"contact": "customer"}

Color = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Origin = Annotated[str, Field(pattern=r"^https?://[^/\s*]+$", max_length=260)]


class WebchatSettings(Model):
    """How the web chat of a channel looks and where it may be embedded.

    The page `/chat/{channel}` of the installation itself is always allowed.
    """

    title: Line = "Atendimento"
    language: Literal["pt-BR", "en"] = "pt-BR"
    languages: tuple[Literal["pt-BR", "en"], ...] = ("pt-BR", "en")
    primary_color: Color = "#0b5fff"
    logo_url: str | None = Field(default=None, pattern=r"^https://", max_length=500)
    position: Literal["right", "left"] = "right"
    accepts_files: bool = True
    allowed_origins: tuple[Origin, ...] = Field(default=(), max_length=100)

    def allows(self, origin: str | None, own_host: str) -> bool:
        """Say whether a page of this origin may talk to the channel.

        `own_host` is the host and port of the request; requests without an Origin header come from
        the same origin or from a program, which no browser's rule protects.
        """
        if origin is None or urlsplit(origin).netloc == own_host:
            return True
        return origin in self.allowed_origins


def read_settings(settings: Mapping[str, object]) -> WebchatSettings:
    """Read a channel's stored settings."""
    return WebchatSettings.model_validate_json(orjson.dumps(dict(settings), default=dict))


def public_config(channel: str, settings: WebchatSettings) -> dict[str, JsonValue]:
    """Return what the bubble needs to know before anybody writes."""
    return {
        "channel": channel,
        "title": settings.title,
        "language": settings.language,
        "languages": list(settings.languages),
        "colors": {"primary": settings.primary_color},
        "logo_url": settings.logo_url,
        "position": settings.position,
        "accepts_files": settings.accepts_files,
        "max_file_bytes": MAX_FILE_BYTES,
    }


def message_view(line: TranscriptLine) -> dict[str, JsonValue]:
    """Return one line of a transcript as the web chat shows it."""
    body: Any = line.body
    return {
        "seq": line.seq,
        "author": _AUTHORS.get(line.author, line.author),
        "at": line.at.isoformat(timespec="milliseconds"),
        "kind": body.get("kind", "text"),
        "text": body.get("text", ""),
        "url": body.get("url"),
        "name": body.get("name") or body.get("attendant"),
        "copyable": bool(body.get("copyable")),
        "typing_s": body.get("typing_s", 0),
        "choices": body.get("choices", []),
        "input": body.get("input"),
        "files": body.get("files", []),
        "client_message_id": body.get("client_message_id"),
    }


def state_view(conversation: Conversation) -> dict[str, JsonValue]:
    """Return what the web chat needs to know about where a conversation stands.

    Whoever waits in a queue is told so: the owner is then "queue", though the bot still hears.
    """
    over = conversation.status in ("ended", "failed")
    queued = conversation.owner == "bot" and _waits_for_a_person(conversation)
    return {
        "status": "ended" if over else "waiting",
        "owner": "queue" if queued and not over else conversation.owner,
    }


def _waits_for_a_person(conversation: Conversation) -> bool:
    return Session.from_json(conversation.session).waiting_for == "ticket"
