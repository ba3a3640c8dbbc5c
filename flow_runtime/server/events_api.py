"""What other systems tell a conversation, such as `order_shipped`: signed, or with a bearer token.

A request is believed before it is read: the signature is that of the bytes that came. An event with
an id counts once for ever; a repeat is acknowledged and changes nothing.
"""

import hmac
from typing import Annotated, Any, Final

from fastapi import APIRouter, Header, Request
from fastapi.exceptions import RequestValidationError
from pydantic import Field, JsonValue, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from flow_runtime.errors import UnknownReference
from flow_runtime.server.chat_api import Body, Here, RequestId
from flow_runtime.server.installation import Installation
from flow_runtime.server.problems import documented
from flow_runtime.server.signatures import HEADER, is_signed

router = APIRouter(
    prefix="/api",
    responses=documented(400, 401, 404, 409, 413, 422, 429, 503),
    tags=["integration"],
)

_NOT_SIGNED: Final = "The signature is not valid. Check the key, the clock and the bytes you sign."
_NO_EVENT_ID: Final = "A signed event needs an event_id of its own, so that it counts only once."


class NewEventBody(Body):
    """What another system tells a conversation; `event_id` makes a repeat harmless."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,64}$")]
    data: dict[str, JsonValue] = Field(default_factory=dict)
    event_id: RequestId | None = None


def _described() -> dict[str, Any]:
    """Return the body for OpenAPI, which cannot see it: it is read only once it is believed."""
    schema = NewEventBody.model_json_schema()
    del schema["$defs"]
    schema["properties"]["data"]["additionalProperties"] = True
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


@router.post("/conversations/{conversation_id}/events", status_code=202, openapi_extra=_described())
async def receive_event(
    request: Request,
    here: Here,
    conversation_id: str,
    authorization: Annotated[str, Header(max_length=300)] = "",
    signature: Annotated[str, Header(alias=HEADER, max_length=300)] = "",
) -> dict[str, str]:
    """Tell a conversation what happened in another system, such as `order_shipped`."""
    written = await request.body()
    if signature:
        _require_signature(request, here, conversation_id, signature, written)
    else:
        _require_token(here, authorization)
    body = _read(written)
    if signature and body.event_id is None:
        raise HTTPException(422, _NO_EVENT_ID)
    await run_in_threadpool(
        here.conversations.receive_event,
        conversation_id,
        body.name,
        body.data,
        event_id=body.event_id,
    )
    return {"status": "accepted"}


def _require_signature(
    request: Request, here: Installation, conversation_id: str, signature: str, written: bytes
) -> None:
    keys, now = here.settings.signing_keys(), here.conversations.now()
    if not is_signed(signature, keys, conversation_id, written, now=now):
        request.app.state.metrics.count_refused("signature")
        raise HTTPException(401, _NOT_SIGNED, {"WWW-Authenticate": HEADER})


def _require_token(here: Installation, authorization: str) -> None:
    expected = here.settings.events_token
    given = authorization.removeprefix("Bearer ").strip()
    if expected is None or not _same(given, expected.get_secret_value()):
        raise UnknownReference("This conversation does not exist. Check its id.")


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())


def _read(written: bytes) -> NewEventBody:
    try:
        return NewEventBody.model_validate_json(written)
    except ValidationError as error:
        places = [{**wrong, "loc": ("body", *wrong["loc"])} for wrong in error.errors()]
        raise RequestValidationError(places) from None
