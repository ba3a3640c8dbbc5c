"""Every error as problem+json (RFC 9457): one sentence, an id for the log, nothing more."""

import errno
import secrets
from http import HTTPStatus
from typing import Any, Final

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from flow_runtime.errors import UnknownReference
from storage.errors import Busy, Conflict, NotFound, Unavailable

_log = structlog.get_logger(__name__)
_MEDIA_TYPE: Final = "application/problem+json"


class InvalidPart(BaseModel):
    """One part of a request that is not valid, and why."""

    at: str
    why: str


class ProblemBody(BaseModel):
    """An error answer (RFC 9457)."""

    type: str
    status: int
    title: str
    problems: list[InvalidPart] = []
    error_id: str = ""


_TITLES: Final = {
    400: "The request cannot be read",
    401: "The signature is not valid",
    403: "This site may not use the channel",
    404: "There is no such thing, or the token does not open it",
    409: "It changed meanwhile, or the limit is reached",
    413: "The request is too large",
    422: "The request is not valid",
    429: "Too many requests; wait as long as Retry-After says",
    503: "Busy; try again in a moment",
}


_SENTENCES: Final = {
    400: "The request cannot be read. Check how it is written.",
    404: "There is nothing at this address. Check how it is written.",
    405: "This address does not take this method. The Allow header says which it takes.",
}
"""What the framework refuses, in our words."""

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the description of error answers for OpenAPI."""
    schema = ProblemBody.model_json_schema(ref_template="#/components/schemas/{model}")
    schema["properties"]["problems"]["items"] = schema.pop("$defs")["InvalidPart"]
    return {
        status: {"description": _TITLES[status], "content": {_MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }


def problem_response(
    status: int, title: str, headers: dict[str, str] | None = None, **details: object
) -> JSONResponse:
    """Return an error answer."""
    body = {"type": "about:blank", "status": status, "title": title, **details}
    return JSONResponse(body, status, headers, media_type=_MEDIA_TYPE)


def install_problem_handlers(app: FastAPI) -> None:
    """Make the application answer every error in this form."""
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(UnknownReference, _not_found)
    app.add_exception_handler(NotFound, _not_found)
    app.add_exception_handler(Conflict, _conflict)
    app.add_exception_handler(Unavailable, _unavailable)
    app.add_exception_handler(Busy, _unavailable)
    app.add_exception_handler(OSError, _os_error)
    app.add_exception_handler(Exception, _unexpected)


async def _http_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - narrows the type that Starlette promises
    title = _sentence_of(error)
    return problem_response(error.status_code, title, dict(error.headers or {}))


def _sentence_of(error: HTTPException) -> str:
    """Return our sentence, also for what the framework itself refuses."""
    is_ours = error.detail != HTTPStatus(error.status_code).phrase and error.status_code != 400
    return str(error.detail) if is_ours else _SENTENCES.get(error.status_code, f"{error.detail}.")


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as above
    wrong = [
        {"at": "/".join(str(part) for part in details["loc"]), "why": details["msg"]}
        for details in error.errors()[:20]
    ]
    return problem_response(422, "The request is not valid.", problems=wrong)


async def _not_found(_: Request, error: Exception) -> JSONResponse:
    title = str(error) if isinstance(error, UnknownReference) else "This does not exist."
    return problem_response(404, title)


async def _conflict(_: Request, _error: Exception) -> JSONResponse:
    return problem_response(409, "Somebody else changed this meanwhile. Load it again.")


async def _unavailable(_: Request, _error: Exception) -> JSONResponse:
    title = "The service is busy. Try again in a moment."
    return problem_response(503, title, {"Retry-After": "1"})


async def _os_error(request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        _log.error("server.no_room", path=request.url.path, reason=errno.errorcode[error.errno])
        title = "There is no room to keep this at the moment. Try again later."
        return problem_response(503, title, {"Retry-After": "60"})
    return await _unexpected(request, error)


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    error_id = secrets.token_hex(4)
    _log.error("server.unexpected_error", id=error_id, path=request.url.path, exc_info=error)
    title = "Something went wrong on our side. Nothing you sent was lost; try again."
    return problem_response(500, title, error_id=error_id)
