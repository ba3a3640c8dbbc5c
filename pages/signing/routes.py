"""The addresses of the pages before the pages, and what is answered to each of their forms."""

import time
from collections.abc import Mapping
from functools import partial
from typing import Final
from urllib.parse import urlencode

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from flow_runtime.accounts import (
    AccountError,
    AccountLocked,
    AccountsExist,
    LinkRefused,
    SignedIn,
)
from flow_runtime.errors import FluxoError
from flow_runtime.server.buckets import Buckets, Rate
from flow_runtime.server.proxies import client_key, read_networks
from flow_runtime.settings import Settings
from pages.opened import settings
from pages.signing import cookies, forms, html
from pages.signing.addresses import HOME, own_page
from pages.signing.html import Notice
from pages.signing.looks import language_of, remember_language, theme_of
from pages.signing.who import asking, who
from pages.signing.words import FIRST_ACCOUNT, SET_PASSWORD, SIGN_IN, Form
from pages.texts import in_language, speaking_in, texts_of
from storage.errors import StorageError
from storage.policy import NOBODY

_ = texts_of("signing")

SIGNED_OUT: Final = "/sign-in?signed_out=1"
"""Where one is led who signed out."""

_AT_ONCE: Final = 2
"""Passwords looked at in one moment: each takes 64 MiB."""

_RATE: Final = Rate(0.5, 20)
_asked = Buckets(_RATE)


def routes() -> list[Route]:
    """Return the routes of these pages."""
    limiter = CapacityLimiter(_AT_ONCE)
    return [
        Route(form.address, partial(_answer, form, limiter), methods=["GET", "POST"])
        for form in (SIGN_IN, FIRST_ACCOUNT, SET_PASSWORD)
    ]


async def _answer(form: Form, limiter: CapacityLimiter, request: Request) -> Response:
    with speaking_in(language_of(request)):
        try:
            if request.method == "POST":
                return await _filled_in(form, limiter, request)
            return await _shown(form, request)
        except AccountError as error:
            return _not_shown(form, request, error)
        except (StorageError, FluxoError) as error:
            return trouble(request, error)


def trouble(request: Request, error: StorageError | FluxoError) -> Response:
    """Return a page that says why nobody can sign in now."""
    notice = Notice(in_language(error.words), "bad")
    title = _("Fluxo cannot be opened now")
    return html.page(request, title, "", theme=theme_of(request), notice=notice, status=503)


# -- shown -----------------------------------------------------------------------------------------


async def _shown(form: Form, request: Request) -> Response:
    browser = asking(request)
    if form is SIGN_IN and await to_thread.run_sync(who, browser) != NOBODY:
        return _to(own_page(request.query_params.get("next", HOME)))
    await to_thread.run_sync(form.examine, _token(request))
    told = _("You signed out.") if "signed_out" in request.query_params else ""
    answer = await _page(form, request, {}, Notice(told) if told else None)
    cookies.forget(answer, cookies.SIGN_IN, is_secure=bool(browser.is_secure))
    return answer


def _token(request: Request) -> str:
    return request.query_params.get("token", "")


def _not_shown(form: Form, request: Request, error: AccountError) -> Response:
    """Return the page of a form that is not to be filled in."""
    link = f'<a class="go" href="{SIGN_IN.address}">{_("Go to the sign-in")}</a>'
    return html.page(
        request,
        _("Almost there") if form is SIGN_IN else _("This link leads nowhere"),
        "" if form is SIGN_IN else link,
        theme=theme_of(request),
        lead=in_language(error.words),
        status=200 if form is SIGN_IN else 410,
    )


async def _page(
    form: Form,
    request: Request,
    filled: Mapping[str, str],
    notice: Notice | None = None,
    status: int = 200,
) -> Response:
    known, is_secure = settings(), bool(asking(request).is_secure)
    word = forms.word_of(request, known, is_secure=is_secure)
    wording = await to_thread.run_sync(form.wording, _token(request))
    content = html.form(
        _address(form, request),
        wording.fields,
        dict(filled),
        {forms.FIELD: forms.signed(form.address, word, known)},
        wording.go,
    )
    answer = html.page(
        request,
        wording.title,
        content,
        theme=theme_of(request),
        notice=notice,
        lead=wording.lead,
        foot=wording.foot,
        status=status,
    )
    forms.keep_word(answer, word, known, is_secure=is_secure)
    remember_language(request, answer)
    return answer


def _address(form: Form, request: Request) -> str:
    kept = {name: request.query_params.get(name, "") for name in ("next", "token")}
    query = urlencode({name: value for name, value in kept.items() if value})
    return f"{form.address}?{query}" if query else form.address


# -- filled in -------------------------------------------------------------------------------------


async def _filled_in(form: Form, limiter: CapacityLimiter, request: Request) -> Response:
    known, is_secure = settings(), bool(asking(request).is_secure)
    if not forms.is_of_this_site(request, known):
        return await _refused(form, request, 403)
    if (wait_s := _wait_s(request, known)) > 0:
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
        signed_in = await to_thread.run_sync(form.act, filled, _token(request), limiter=limiter)
    except (LinkRefused, AccountsExist):
        raise
    except AccountError as error:
        status = 429 if isinstance(error, AccountLocked) else 422
        return await _page(form, request, filled, Notice(in_language(error.words), "bad"), status)
    return _let_in(signed_in, own_page(request.query_params.get("next", HOME)), request, known)


def _wait_s(request: Request, known: Settings) -> float:
    """Count one form of an address; return how long it must wait, 0.0 when it need not."""
    key, now_s = client_key(request.scope, read_networks(known.trusted_proxies)), time.monotonic()
    if (wait_s := _asked.wait_s(key, now_s)) == 0:
        _asked.spend(key, now_s)
    return wait_s if known.rate_limits else 0.0


async def _refused(form: Form, request: Request, status: int) -> Response:
    texts = {
        403: _("This page was open for too long, or its form came from elsewhere. Try again."),
        413: _("That is too much for this form."),
        429: _("That was too often. Wait a moment and try again."),
    }
    return await _page(form, request, {}, Notice(texts[status], "bad"), status)


def _let_in(signed_in: SignedIn, address: str, request: Request, known: Settings) -> Response:
    """Leave a new token in the browser: whatever it held before is worth nothing now."""
    is_secure = bool(asking(request).is_secure)
    answer = _to(address)
    cookies.write(answer, cookies.SIGN_IN, signed_in.token, known, is_secure=is_secure)
    cookies.forget(answer, cookies.FORM, is_secure=is_secure)
    return answer


def _to(address: str) -> Response:
    return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})
