"""The way over the company's own sign-in, there and back."""

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from flow_runtime.accounts import AccountError
from flow_runtime.errors import FluxoError
from pages.opened import settings
from pages.signing import cookies, elsewhere
from pages.signing.addresses import HOME, own_page
from pages.signing.answering import form_page, led_to, let_in, not_shown, trouble, wanted_page
from pages.signing.html import Notice
from pages.signing.looks import language_of
from pages.signing.who import asking
from pages.signing.words import SIGN_IN, NoAccountsYet
from pages.texts import in_language, speaking_in
from storage.errors import StorageError


def routes() -> list[Route]:
    """Return the routes of the way there and back."""
    return [Route("/sign-in/company", _go_elsewhere), Route("/sign-in/back", _come_back)]


async def _go_elsewhere(request: Request) -> Response:
    with speaking_in(language_of(request)):
        try:
            await to_thread.run_sync(SIGN_IN.examine, "")
            address = elsewhere.address_of(request.query_params.get("provider", ""))
        except AccountError as error:
            return await _sent_back(request, error)
        except (StorageError, FluxoError) as error:
            return trouble(request, error)
        answer = led_to(address)
        is_secure = bool(asking(request).is_secure)
        cookies.write(answer, cookies.NEXT, wanted_page(request), settings(), is_secure=is_secure)
        return answer


async def _come_back(request: Request) -> Response:
    with speaking_in(language_of(request)):
        try:
            await to_thread.run_sync(SIGN_IN.examine, "")
            signed_in = await to_thread.run_sync(elsewhere.sign_in, request.cookies)
        except AccountError as error:
            return await _sent_back(request, error)
        except (StorageError, FluxoError) as error:
            return trouble(request, error)
        known, is_secure = settings(), bool(asking(request).is_secure)
        wanted = cookies.read(request.cookies, cookies.NEXT, known, is_secure=is_secure)
        answer = let_in(signed_in, own_page(wanted or HOME), request, known)
        cookies.forget(answer, cookies.NEXT, is_secure=is_secure)
        elsewhere.forget(answer, request.cookies)
        return answer


async def _sent_back(request: Request, error: AccountError) -> Response:
    if isinstance(error, NoAccountsYet):
        return not_shown(SIGN_IN, request, error)
    answer = await form_page(SIGN_IN, request, {}, Notice(in_language(error.words), "bad"), 403)
    elsewhere.forget(answer, request.cookies)
    return answer
