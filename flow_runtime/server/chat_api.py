"""Start and continue a conversation, read its messages by asking or as a stream.

The routes take ids only: a flow is never part of a request. Every route after the first needs the
conversation's token; a wrong one and an unknown conversation get the same 404.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Annotated, TypedDict

import orjson
from fastapi import APIRouter, Depends, Header, Query, Request
from pydantic import BaseModel, ConfigDict, Field, JsonValue
from sqlalchemy import Connection
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from flow_runtime.channels.webchat import (
    WebchatSettings,
    message_view,
    public_config,
    read_settings,
    state_view,
)
from flow_runtime.conversations import IncomingMessage
from flow_runtime.conversations.taking import TurnTaken
from flow_runtime.errors import UnknownReference
from flow_runtime.events import ReceivedFile
from flow_runtime.limits import MAX_ANSWER_CHARACTERS, MAX_FILES_PER_MESSAGE
from flow_runtime.server.installation import Installation
from flow_runtime.server.plain_requests import MAX_AUTHORIZATION_CHARACTERS, PlainRoute
from flow_runtime.server.problems import documented
from flow_runtime.server.rates import Limits
from flow_runtime.server.turn_threads import TurnThreads
from storage import channels, conversations, files, transcripts
from storage.conversations import Conversation
from storage.errors import NotFound
from storage.transcripts import TranscriptLine

_PROBLEMS = documented(400, 403, 404, 409, 413, 422, 429, 503)
router = APIRouter(prefix="/api", responses=_PROBLEMS)
turns = APIRouter(prefix="/api", responses=_PROBLEMS, route_class=PlainRoute)

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


async def installation_of(request: Request) -> Installation:
    """Return what the process holds open; async, for else FastAPI asks it in another thread."""
    installation: Installation = request.app.state.installation
    return installation


Here = Annotated[Installation, Depends(installation_of)]


def turns_of(request: Request) -> TurnThreads:
    """Return the threads in which the process takes turns."""
    threads: TurnThreads = request.app.state.turns
    return threads


def settings_of(here: Installation, channel_name: str) -> WebchatSettings:
    """Return how a channel's web chat is set up.

    Raises:
        UnknownReference: There is no such channel, or it is of another kind.
    """
    with here.database.read() as tx:
        return _settings_in(tx, channel_name)


def _settings_in(tx: Connection, channel_name: str) -> WebchatSettings:
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


Authorization = Annotated[str, Header(max_length=MAX_AUTHORIZATION_CHARACTERS)]


def opened_conversation(
    request: Request, here: Here, conversation_id: str, authorization: Authorization = ""
) -> Conversation:
    """Return the conversation that the request's token opens.

    Raises:
        UnknownReference: The token is missing or another one's, or the origin is not allowed.
        HTTPException: The channel has no more room at the moment.
    """
    with here.database.read() as tx:
        return _opened_in(tx, request, conversation_id, _token_in(authorization))


def _token_in(authorization: str) -> str:
    return authorization.removeprefix("Bearer ").strip()


def _opened_in(tx: Connection, request: Request, conversation_id: str, token: str) -> Conversation:
    here: Installation = request.app.state.installation
    found = here.conversations.find_in(tx, conversation_id, token)
    _refuse_foreign_origin(request, _settings_in(tx, found.channel))
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


@turns.post("/conversations/{conversation_id}/messages", tags=["chat"], response_model=News)
async def send_message(
    request: Request,
    conversation_id: str,
    body: NewMessageBody,
    authorization: Authorization = "",
) -> Response:
    """Take a message of the customer; sending it again with the same id changes nothing."""
    whose = _address_of(request)
    return await turns_of(request).run(whose, _send, request, conversation_id, body, authorization)


@turns.post(
    "/channels/{channel}/conversations",
    status_code=201,
    tags=["chat"],
    response_model=StartedConversation,
)
async def start_conversation(request: Request, channel: str, body: NewConversationBody) -> Response:
    """Begin a conversation, or return the one that this browser has open on the channel."""
    return await turns_of(request).run(_address_of(request), _start, request, channel, body)


def _address_of(request: Request) -> str:
    limits: Limits = request.app.state.limits
    return limits.address_of(request.scope)


def _start(request: Request, channel: str, body: NewConversationBody) -> Response:
    here: Installation = request.app.state.installation
    _refuse_foreign_origin(request, settings_of(here, channel))
    taken = here.conversations.begin_turn(
        channel, body.client_id, language=body.language, payload=body.payload
    )
    public_id = taken.conversation.public_id
    opening: dict[str, JsonValue] = {
        "conversation_id": public_id,
        "token": here.conversations.token(public_id),
    }
    return _json_response({**_news_of(here, taken, 0), **opening}, 201)


def _send(
    request: Request, conversation_id: str, body: NewMessageBody, authorization: str
) -> Response:
    here: Installation = request.app.state.installation
    said = _Said(request, conversation_id, body, _token_in(authorization))
    if not here.conversations.derives(conversation_id, said.token):
        # A stranger is turned away before the turn takes the one lock that all turns need.
        here.conversations.find(conversation_id, said.token)
    taken = here.conversations.receive_read(said.read_in)
    return _json_response(_news_of(here, taken, said.seen_seq))


@dataclass(slots=True)
class _Said:
    """A message of the customer; `seen_seq` is where its conversation stood when it was read."""

    request: Request
    conversation_id: str
    body: NewMessageBody
    token: str
    seen_seq: int = 0

    def read_in(self, tx: Connection) -> tuple[int, IncomingMessage]:
        """Open the conversation inside the turn, and return its id with what was said."""
        opened = _opened_in(tx, self.request, self.conversation_id, self.token)
        self.seen_seq = opened.last_seq
        return opened.id, IncomingMessage(
            message_id=self.body.client_message_id,
            text=self.body.text.replace("\x00", ""),
            choice=self.body.choice,
            files=_uploaded(tx, opened, self.body.files),
        )


def _uploaded(
    tx: Connection, opened: Conversation, file_ids: list[str]
) -> tuple[ReceivedFile, ...]:
    if not file_ids:
        return ()
    own = {file.id: file for file in files.for_conversation(tx, opened.id)}
    if any(file_id not in own for file_id in file_ids):
        raise HTTPException(422, "This file does not exist. Send it again.")
    return tuple(
        ReceivedFile(file_id, own[file_id].name, own[file_id].media_type, own[file_id].size_bytes)
        for file_id in file_ids
    )


@router.get("/conversations/{conversation_id}/messages", tags=["chat"], response_model=News)
def read_messages(here: Here, opened: Opened, after: Seq = 0) -> Response:
    """Return what was said after a sequence number."""
    return _json_response(_news(here, opened, after))


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
            for message in news["messages"]:
                after = int(str(message["seq"]))
                yield ServerSentEvent(_json(message), event="message", id=str(after))
            if news["state"] != told:
                told = news["state"]
                yield ServerSentEvent(_json(told), event="state")
            if len(news["messages"]) == _PAGE:
                continue
            try:
                await asyncio.wait_for(changed.wait(), _LOOK_AGAIN_S)
            except TimeoutError:
                continue


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _json_response(content: object, status: int = 200) -> Response:
    """Return what we made ourselves as it is, without checking it against its own model."""
    return Response(orjson.dumps(content), status, media_type="application/json")


class _News(TypedDict):
    """The fields of `News`."""

    messages: list[dict[str, JsonValue]]
    state: dict[str, JsonValue]
    last_seq: int


def _current_news(here: Installation, conversation_id: int, after: int) -> _News:
    with here.database.read() as tx:
        conversation = conversations.get(tx, conversation_id)
    return _news(here, conversation, after)


def _news_of(here: Installation, taken: TurnTaken, after: int) -> _News:
    """Return the news after a turn; what others said meanwhile must be looked up."""
    if taken.seen_seq != after:
        return _news(here, taken.conversation, after)
    return _told(taken.conversation, taken.lines, after)


def _news(here: Installation, conversation: Conversation, after: int) -> _News:
    now = here.conversations.now()
    with here.database.read() as tx:
        lines = transcripts.transcript(tx, conversation.id, now=now, after_seq=after, limit=_PAGE)
    return _told(conversation, lines, after)


def _told(conversation: Conversation, lines: Sequence[TranscriptLine], after: int) -> _News:
    return _News(
        messages=[message_view(line) for line in lines],
        state=state_view(conversation),
        last_seq=max([after, *(line.seq for line in lines)]),
    )
