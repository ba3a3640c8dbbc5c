"""Routes that are asked often: a plain request is read at once, without the framework's detours.

The framework reads every part of a request in a way that suits all routes, which costs a turn more
than its own reading. What is not plainly right is left to it, so that it says what is wrong.
"""

import inspect
from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi import Request
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect
from starlette.responses import Response

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

MAX_AUTHORIZATION_CHARACTERS: Final = 300
_AUTHORIZATION: Final = "authorization"


class PlainRoute(APIRoute):
    """A route whose endpoint takes the request, the path's names, a `body`, perhaps a token.

    The body is one model without fields that read differently from JSON and from Python's values;
    the token is the header, as the parameter `authorization`.
    """

    def get_route_handler(self) -> Handler:
        """Return what answers a request; the framework's own handler is its fallback."""
        careful, endpoint = super().get_route_handler(), self.endpoint
        parameters = inspect.signature(endpoint).parameters
        body_type: type[BaseModel] = parameters["body"].annotation
        has_token = _AUTHORIZATION in parameters

        async def handle(request: Request) -> Response:
            given = await _plain_body(request, body_type)
            token = request.headers.get(_AUTHORIZATION, "") if has_token else ""
            if given is None or len(token) > MAX_AUTHORIZATION_CHARACTERS:
                return await careful(request)
            named = {_AUTHORIZATION: token} if has_token else {}
            answer: Response = await endpoint(request, body=given, **named, **request.path_params)
            return answer

        return handle


async def _plain_body(request: Request, body_type: type[BaseModel]) -> BaseModel | None:
    kind = request.headers.get("content-type", "")
    if kind != "application/json" and not kind.startswith("application/json;"):
        return None
    try:
        return body_type.model_validate_json(await request.body())
    except (ValidationError, ClientDisconnect):
        return None
