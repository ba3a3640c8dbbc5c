"""Start and continue a conversation, read its messages by asking or as a stream.

The routes take ids only: a flow is never part of a request. Every route after the first needs the
conversation's token; a wrong one and an unknown conversation get the same 404.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, Header, Query, Request
from pydantic import BaseModel, ConfigDict, Field, JsonValue
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from flow_runtime.channels.webchat import (
    WebchatSettings,
    message_view,
    public_config,
    read_settings,
    state_view,
)
from flow_runtime.conversations import IncomingMessage
from flow_runtime.errors import UnknownReference
from flow_runtime.events import ReceivedFile
from flow_runtime.limits import MAX_ANSWER_CHARACTERS, MAX_FILES_PER_MESSAGE
from flow_runtime.server.installation import Installation
from flow_runtime.server.problems import documented
from storage import channels, conversations, files, transcripts
from storage.conversations import Conversation
from storage.errors import NotFound

router = APIRouter(prefix="/api", responses=documented(400, 403, 404, 409, 413, 422, 429, 503))

_PAGE = 200
_LOOK_AGAIN_S = 1.0
_PING_S = 15

RequestId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,128}$")]
Seq = Annotated[int, Query(ge=0, le=2**53)]


class Body(BaseModel):
    """A request's body: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class NewConversationBody(Body):
    """Who begins: `client_id` is the browser's own secret of at least 128 bits."""

    client_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{22,128}$")]
    language: Annotated[str, Field(max_length=10)] | None = None
    payload: Annotated[str, Field(max_length=256)] | None = None


class NewMessageBody(Body):
    """What the customer sends; `client_message_id` makes a repeat harmless."""

    client_message_id: RequestId
    text: Annotated[str, Field(max_length=MAX_ANSWER_CHARACTERS)] = ""
    choice: Annotated[str, Field(max_length=200)] | None = None
    files: Annotated[list[RequestId], Field(max_length=MAX_FILES_PER_MESSAGE)] = []


class News(BaseModel):
    """Messages after a sequence number, and where the conversation stands."""

    messages: list[dict[str, JsonValue]]
    state: dict[str, JsonValue]
    last_seq: int


class StartedConversation(News):
    """A conversation and the token that opens it from now on."""

    conversation_id: str
    token: str


def installation_of(request: Request) -> Installation:
    """Return what the process holds open."""
    installation: Installation = request.app.state.installation
    return installation


Here = Annotated[Installation, Depends(installation_of)]


def settings_of(here: Installation, channel_name: str) -> WebchatSettings:
    """Return how a channel's web chat is set up.

    Raises:
        UnknownReference: There is no such channel, or it is of another kind.
    """
    with here.database.read() as tx:
        try:
            channel = channels.get(tx, channel_name)
        except NotFound:
            raise UnknownReference("This channel does not exist.") from None
    if channel.kind != "webchat":
        raise UnknownReference("This channel does not exist.")
    return read_settings(channel.settings)


def _refuse_foreign_origin(request: Request, settings: WebchatSettings) -> None:
    if not settings.allows(request.headers.get("origin"), request.headers.get("host", "")):
        raise HTTPException(403, "This site may not use this channel. Ask its owner to allow it.")


async def opened_conversation(
    request: Request,
    here: Here,
    conversation_id: str,
    authorization: Annotated[str, Header(max_length=300)] = "",
) -> Conversation:
    """Return the conversation that the request's token opens.

    Raises:
        UnknownReference: The token is missing or another one's, or the origin is not allowed.
        HTTPException: The channel has no more room at the moment.
    """
    token = authorization.removeprefix("Bearer ").strip()
    found = await run_in_threadpool(here.conversations.find, conversation_id, token)
    settings = await run_in_threadpool(settings_of, here, found.channel)
    _refuse_foreign_origin(request, settings)
    if request.method == "POST":
        request.app.state.limits.admit_to_channel(found.channel)
    return found


Opened = Annotated[Conversation, Depends(opened_conversation)]


@router.get("/channels/{channel}", tags=["chat"])
def read_channel(request: Request, here: Here, channel: str) -> dict[str, JsonValue]:
    """Tell how the web chat of a channel looks."""
    settings = settings_of(here, channel)
    _refuse_foreign_origin(request, settings)
    return public_config(channel, settings)


@router.post("/channels/{channel}/conversations", status_code=201, tags=["chat"])
def start_conversation(
    request: Request, here: Here, channel: str, body: NewConversationBody
) -> StartedConversation:
    """Begin a conversation, or return the one that this browser has open on the channel."""
    _refuse_foreign_origin(request, settings_of(here, channel))
    conversation = here.conversations.begin(
        channel, body.client_id, language=body.language, payload=body.payload
    )
    news = _news(here, conversation, 0)
    return StartedConversation(
        conversation_id=conversation.public_id,
        token=here.conversations.token(conversation.public_id),
        **news.model_dump(),
    )


@router.post("/conversations/{conversation_id}/messages", tags=["chat"])
async def send_message(here: Here, opened: Opened, body: NewMessageBody) -> News:
    """Take a message of the customer; sending it again with the same id changes nothing."""

    def receive() -> News:
        message = IncomingMessage(
            message_id=body.client_message_id,
            text=body.text.replace("\x00", ""),
            choice=body.choice,
            files=_uploaded(here, opened, body.files),
        )
        changed = here.conversations.receive(opened.id, message)
        return _news(here, changed, opened.last_seq)

    return await run_in_threadpool(receive)


def _uploaded(
    here: Installation, opened: Conversation, file_ids: list[str]
) -> tuple[ReceivedFile, ...]:
    with here.database.read() as tx:
        own = {file.id: file for file in files.for_conversation(tx, opened.id)}
    if any(file_id not in own for file_id in file_ids):
        raise HTTPException(422, "This file does not exist. Send it again.")
    return tuple(
        ReceivedFile(file_id, own[file_id].name, own[file_id].media_type, own[file_id].size_bytes)
        for file_id in file_ids
    )


@router.get("/conversations/{conversation_id}/messages", tags=["chat"])
def read_messages(here: Here, opened: Opened, after: Seq = 0) -> News:
    """Return what was said after a sequence number."""
    return _news(here, opened, after)


@router.get(
    "/conversations/{conversation_id}/stream", tags=["chat"], response_class=EventSourceResponse
)
async def stream_messages(
    here: Here,
    opened: Opened,
    after: Seq = 0,
    last_event_id: Annotated[str | None, Header(pattern=r"^\d{1,15}$")] = None,
) -> EventSourceResponse:
    """Send what is said as server-sent events, from a sequence number on."""
    first = max(after, int(last_event_id or 0))
    return EventSourceResponse(_stream(here, opened, first), ping=_PING_S)


async def _stream(
    here: Installation, opened: Conversation, after: int
) -> AsyncIterator[ServerSentEvent]:
    told: dict[str, JsonValue] | None = None
    with here.hub.listening(opened.id) as changed:
        while True:
            changed.clear()
            news = await run_in_threadpool(_current_news, here, opened.id, after)
            for message in news.messages:
                after = int(str(message["seq"]))
                yield ServerSentEvent(_json(message), event="message", id=str(after))
            if news.state != told:
                told = news.state
                yield ServerSentEvent(_json(told), event="state")
            if len(news.messages) == _PAGE:
                continue
            try:
                await asyncio.wait_for(changed.wait(), _LOOK_AGAIN_S)
            except TimeoutError:
                continue


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _current_news(here: Installation, conversation_id: int, after: int) -> News:
    with here.database.read() as tx:
        conversation = conversations.get(tx, conversation_id)
    return _news(here, conversation, after)


def _news(here: Installation, conversation: Conversation, after: int) -> News:
    now = here.conversations.now()
    with here.database.read() as tx:
        lines = transcripts.transcript(tx, conversation.id, now=now, after_seq=after, limit=_PAGE)
    return News(
        messages=[message_view(line) for line in lines],
        state=state_view(conversation),
        last_seq=max([after, *(line.seq for line in lines)]),
    )
