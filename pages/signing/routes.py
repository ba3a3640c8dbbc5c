"""The addresses of the pages before the pages, and what is answered to each of their forms."""

import time
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from flow_runtime.accounts import (
    AccountError,
    AccountLocked,
    AccountsExist,
    LinkRefused,
)
from flow_runtime.errors import FluxoError
from flow_runtime.server.buckets import Buckets, Rate
from flow_runtime.server.proxies import client_key, read_networks
from flow_runtime.settings import Settings
from pages.opened import settings
from pages.signing import company, cookies, forms
from pages.signing.answering import (
    form_page,
    led_to,
    let_in,
    not_shown,
    token_of_link,
    trouble,
    wanted_page,
)
from pages.signing.html import Notice
from pages.signing.looks import language_of
from pages.signing.who import asking, who
from pages.signing.words import FIRST_ACCOUNT, SET_PASSWORD, SIGN_IN, Form
from pages.texts import in_language, speaking_in, texts_of
from storage.errors import StorageError
from storage.policy import NOBODY

_ = texts_of("signing")

_AT_ONCE: Final = 2
"""Passwords looked at in one moment: each takes 64 MiB."""

_RATE: Final = Rate(0.5, 20)
"""Forms of one address: many at once after a rest, for a company behind one address."""


@dataclass(frozen=True, slots=True)
class _Bounds:
    """How much is looked at, and how often; all forms share them."""

    hashing: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(_AT_ONCE))
    asked: Buckets = field(default_factory=lambda: Buckets(_RATE))


def routes() -> list[Route]:
    """Return the routes of these pages."""
    bounds = _Bounds()
    own = [
        Route(form.address, partial(_answer, form, bounds), methods=["GET", "POST"])
        for form in (SIGN_IN, FIRST_ACCOUNT, SET_PASSWORD)
    ]
    return own + company.routes()


async def _answer(form: Form, bounds: _Bounds, request: Request) -> Response:
    with speaking_in(language_of(request)):
        try:
            if request.method == "POST":
                return await _filled_in(form, bounds, request)
            return await _shown(form, request)
        except AccountError as error:
            return not_shown(form, request, error)
        except (StorageError, FluxoError) as error:
            return trouble(request, error)


# -- shown -----------------------------------------------------------------------------------------


async def _shown(form: Form, request: Request) -> Response:
    browser = asking(request)
    if form is SIGN_IN and await to_thread.run_sync(who, browser) != NOBODY:
        return led_to(wanted_page(request))
    await to_thread.run_sync(form.examine, token_of_link(request))
    told = _("You signed out.") if "signed_out" in request.query_params else ""
    answer = await form_page(form, request, {}, Notice(told) if told else None)
    cookies.forget(answer, cookies.SIGN_IN, is_secure=bool(browser.is_secure))
    return answer


# -- filled in -------------------------------------------------------------------------------------


async def _filled_in(form: Form, bounds: _Bounds, request: Request) -> Response:
    known, is_secure = settings(), bool(asking(request).is_secure)
    if not forms.is_of_this_site(request, known):
        return await _refused(form, request, 403)
    if (wait_s := _wait_s(bounds.asked, request, known)) > 0:
        answer = await _refused(form, request, 429)
        answer.headers["Retry-After"] = str(int(wait_s) + 1)
        return answer
    try:
        filled = await forms.filled_in(request)
    except forms.TooLong:
        return await _refused(form, request, 413)
    if not forms.is_ours(filled, form.address, request, known, is_secure=is_secure):
        return await _refused(form, request, 403)
    try:
        token = token_of_link(request)
        signed_in = await to_thread.run_sync(form.act, filled, token, limiter=bounds.hashing)
    except (LinkRefused, AccountsExist):
        raise
    except AccountError as error:
        status = 429 if isinstance(error, AccountLocked) else 422
        notice = Notice(in_language(error.words), "bad")
        return await form_page(form, request, filled, notice, status)
    return let_in(signed_in, wanted_page(request), request, known)


def _wait_s(asked: Buckets, request: Request, known: Settings) -> float:
    """Count one form of an address; return how long it must wait, 0.0 when it need not."""
    key, now_s = client_key(request.scope, read_networks(known.trusted_proxies)), time.monotonic()
    if (wait_s := asked.wait_s(key, now_s)) == 0:
        asked.spend(key, now_s)
    return wait_s if known.rate_limits else 0.0


async def _refused(form: Form, request: Request, status: int) -> Response:
    texts = {
        403: _("This page was open for too long, or its form came from elsewhere. Try again."),
        413: _("That is too much for this form."),
        429: _("That was too often. Wait a moment and try again."),
    }
    return await form_page(form, request, {}, Notice(texts[status], "bad"), status)
