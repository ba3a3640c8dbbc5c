"""The answers that the pages before the pages have in common."""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from flow_runtime.accounts import AccountError, SignedIn
from flow_runtime.errors import FluxoError
from flow_runtime.settings import Settings
from pages.opened import settings
from pages.signing import cookies, elsewhere, forms, html
from pages.signing.addresses import HOME, own_page
from pages.signing.html import Notice
from pages.signing.looks import remember_language, theme_of
from pages.signing.troubles import trouble_words
from pages.signing.who import asking
from pages.signing.words import SIGN_IN, Form
from pages.texts import in_language, texts_of
from storage.errors import StorageError

_ = texts_of("signing")


async def form_page(
    form: Form,
    request: Request,
    filled: Mapping[str, str],
    notice: Notice | None = None,
    status: int = 200,
) -> Response:
    """Return the page of a form.

    Args:
        form: The form.
        request: Whose browser it is for.
        filled: What was filled in before; a password is never shown again.
        notice: What is said above it.
        status: The HTTP status.

    Raises:
        LinkRefused: The one-time link of the address is of no use any more.
    """
    known, is_secure = settings(), bool(asking(request).is_secure)
    word = forms.word_of(request, known, is_secure=is_secure)
    wording = await to_thread.run_sync(form.wording, token_of_link(request))
    others = html.ways(_ways(request)) if form is SIGN_IN else ""
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
        content + others,
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


def _ways(request: Request) -> list[tuple[str, str]]:
    """Return the addresses and the words of the ways over another sign-in."""
    wanted = {"next": wanted_page(request)}
    return [
        (f"/sign-in/company?{urlencode({**wanted, 'provider': one})}", _way_words(one))
        for one in elsewhere.providers()
    ]


def _way_words(provider: str) -> str:
    if provider == elsewhere.DEFAULT:
        return _("Sign in with your company's account")
    return _("Sign in with {provider}", provider=provider.capitalize())


def wanted_page(request: Request) -> str:
    """Return the page of ours that the address leads back to."""
    return own_page(request.query_params.get("next", HOME))


def token_of_link(request: Request) -> str:
    """Return the one-time token of the address."""
    return request.query_params.get("token", "")


def not_shown(form: Form, request: Request, error: AccountError) -> Response:
    """Return the page of a form that is not to be filled in."""
    words = escape(_("Go to the sign-in"))
    link = f'<a class="go" href="{SIGN_IN.address}">{words}</a>'
    answer = html.page(
        request,
        _("Almost there") if form is SIGN_IN else _("This link leads nowhere"),
        "" if form is SIGN_IN else link,
        theme=theme_of(request),
        lead=in_language(error.words),
        status=200 if form is SIGN_IN else 410,
    )
    remember_language(request, answer)
    return answer


def trouble(request: Request, error: StorageError | FluxoError) -> Response:
    """Return a page that says why nobody can sign in now."""
    notice = Notice(trouble_words(error), "bad")
    title = _("Fluxo cannot be opened now")
    return html.page(request, title, "", theme=theme_of(request), notice=notice, status=503)


def let_in(signed_in: SignedIn, address: str, request: Request, known: Settings) -> Response:
    """Leave a new token in the browser: whatever it held before is worth nothing now."""
    is_secure = bool(asking(request).is_secure)
    answer = led_to(address)
    cookies.write(answer, cookies.SIGN_IN, signed_in.token, known, is_secure=is_secure)
    cookies.forget(answer, cookies.FORM, is_secure=is_secure)
    return answer


def led_to(address: str) -> Response:
    """Return an answer that leads to an address of ours."""
    return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})
