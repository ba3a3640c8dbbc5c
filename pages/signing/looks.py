"""Which language and colours the browser wants, as the builder's own pages remember them."""

import json
from collections.abc import Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from pages.memory import COOKIE, KEPT_S, THEMES, Theme, kept
from pages.texts import DEFAULT_LANGUAGE, LANGUAGES, Language


def language_of(request: Request) -> Language:
    """Return the language that the address asks for, else the one remembered, else Portuguese."""
    asked = (request.query_params.get("language"), _remembered(request).get("language"))
    return next((each for one in asked for each in LANGUAGES if each == one), DEFAULT_LANGUAGE)


def theme_of(request: Request) -> Theme:
    """Return the colours that are remembered, else those of the system."""
    held = _remembered(request).get("theme")
    return next((each for each in THEMES if each == held), THEMES[0])


def remember_language(request: Request, response: Response) -> None:
    """Keep a language that the address asks for, for the pages after this one."""
    asked = request.query_params.get("language")
    if asked in LANGUAGES:
        held = json.dumps({**_remembered(request), "language": asked}, separators=(",", ":"))
        response.set_cookie(COOKIE, quote(held, safe=""), max_age=KEPT_S, path="/", samesite="lax")


def _remembered(request: Request) -> Mapping[str, object]:
    held = kept(request.cookies)
    return held if isinstance(held, Mapping) else {}
