"""Who comes back from the company's own sign-in (OpenID Connect), as `[auth]` of the secrets says.

Streamlit's routes talk to the other side and leave what it said in a signed cookie, which would be
good for a month. It is taken once, within minutes, for a sign-in of ours, and removed.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlencode

from starlette.responses import Response
from streamlit.auth_util import (
    encode_provider_token,
    get_cookie_with_chunks,
    get_secrets_auth_section,
)
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import (
    TOKENS_COOKIE_NAME,
    USER_COOKIE_NAME,
)

from flow_runtime import accounts
from flow_runtime.accounts import SignedIn
from flow_runtime.settings import Settings
from pages.opened import installation_database, now, settings

_VALID_DAYS: Final = 10 / (24 * 60)
DEFAULT: Final = "default"
"""The one that has no name of its own."""


class NotVouchedFor(accounts.SignInRefused):
    """The other side did not say enough to know who this is."""

    def __init__(self) -> None:
        super().__init__(
            "Your company's sign-in did not confirm your e-mail address: try again, or ask who "
            "administers Fluxo.",
            pt="A entrada da sua empresa não confirmou seu e-mail: tente de novo ou fale com quem "
            "administra o Fluxo.",
        )


def providers() -> list[str]:
    """Return the names of the sign-ins that are set up."""
    section = get_secrets_auth_section()
    named = [
        name for name, held in section.items() if isinstance(held, Mapping) and "client_id" in held
    ]
    return [DEFAULT, *named] if "client_id" in section else named


def address_of(provider: str) -> str:
    """Return where the way to the other side begins.

    Raises:
        NotVouchedFor: There is no such sign-in.
    """
    if provider not in providers():
        raise NotVouchedFor
    return f"/auth/login?{urlencode({'provider': encode_provider_token(provider)})}"


def came_back(cookies: Mapping[str, str]) -> bool:
    """Say whether the other side just told who this is."""
    return USER_COOKIE_NAME in cookies and bool(providers())


def sign_in(cookies: Mapping[str, str]) -> SignedIn:
    """Let in whom the other side vouches for.

    Raises:
        SignInRefused: Nobody is vouched for, or the account is closed.
        storage.errors.StorageError: The database does not answer.
    """
    claims, known = _claims(cookies), settings()
    email = claims.get("email")
    is_verified = claims.get("email_verified", known.oidc_emails_are_verified)
    if not isinstance(email, str) or is_verified is not True:
        raise NotVouchedFor
    return accounts.sign_in_elsewhere(
        installation_database(),
        email=email,
        name=str(claims.get("name") or claims.get("preferred_username") or email),
        roles=_roles(claims, known),
        now=now(),
    )


def forget(response: Response, cookies: Iterable[str]) -> None:
    """Let an answer remove what the other side said."""
    for name in cookies:
        if name.startswith((USER_COOKIE_NAME, TOKENS_COOKIE_NAME)):
            response.delete_cookie(name, path="/", httponly=True, samesite="lax")


def _claims(cookies: Mapping[str, str]) -> Mapping[str, object]:
    secret = get_cookie_secret()

    def one(name: str) -> bytes | None:
        sent = cookies.get(name)
        return decode_signed_value(secret, name, sent, _VALID_DAYS) if sent and secret else None

    try:
        claims = json.loads(get_cookie_with_chunks(one, USER_COOKIE_NAME) or b"")
    except ValueError:
        raise NotVouchedFor from None
    return claims if isinstance(claims, Mapping) else {}


def _roles(claims: Mapping[str, object], known: Settings) -> list[str] | None:
    """Return the roles that the other side gives; None leaves them to who administers."""
    if not known.oidc_roles_claim:
        return None
    said = claims.get(known.oidc_roles_claim)
    if isinstance(said, str):
        said = said.replace(",", " ").split()
    return [str(role) for role in said] if isinstance(said, list) else []
