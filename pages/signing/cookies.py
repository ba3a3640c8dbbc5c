"""The cookies of signing in: signed, out of reach for scripts, over TLS alone where there is TLS.

Behind TLS their names begin with `__Host-`: a browser then takes them from this very host alone, so
that no neighbour under the same domain can slip one in.
"""

from collections.abc import Mapping
from hashlib import sha256
from ipaddress import ip_address
from typing import Final, Literal
from urllib.parse import urlsplit

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import HTTPConnection
from starlette.responses import Response

from flow_runtime.server.proxies import read_networks
from flow_runtime.settings import Settings

SIGN_IN: Final = "fluxo_sign_in"
"""Holds the token of a sign-in."""

FORM: Final = "fluxo_form"
"""Holds what ties a form to the browser that it was shown to."""

NEXT: Final = "fluxo_next"
"""Holds where somebody wanted to go, while the company's own sign-in has them."""

_OF_HOST: Final = "__Host-"
_LASTS_S: Final[Mapping[str, int]] = {SIGN_IN: 7 * 24 * 3600, FORM: 24 * 3600, NEXT: 900}
_STRICT: Final = frozenset({FORM})


def is_behind_tls(connection: HTTPConnection, settings: Settings) -> bool:
    """Say whether the browser sees this host over TLS: directly, or by a proxy that is trusted."""
    if urlsplit(settings.public_url).scheme == "https" or connection.url.scheme in ("https", "wss"):
        return True
    peer = connection.client.host if connection.client else ""
    said = connection.headers.get("x-forwarded-proto", "").rpartition(",")[2].strip()
    return said in ("https", "wss") and _is_trusted(peer, settings)


def _is_trusted(peer: str, settings: Settings) -> bool:
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    return any(address in network for network in read_networks(settings.trusted_proxies))


def read(
    cookies: Mapping[str, str], name: str, settings: Settings, *, is_secure: bool | None
) -> str | None:
    """Return what a cookie holds, or None when it is missing or not of our making.

    Args:
        cookies: What the browser sent.
        name: One of this module's names.
        settings: Those of the installation.
        is_secure: Whether only the cookie of TLS counts; None where that was looked at before.

    Raises:
        SettingsInvalid: The secret key is missing or of no use.
    """
    names = {True: (_OF_HOST + name,), False: (name,), None: (_OF_HOST + name, name)}[is_secure]
    sent = next((cookies[each] for each in names if each in cookies), None)
    if sent is None:
        return None
    try:
        held = _signer(settings, name).loads(sent)
    except BadSignature:
        return None
    return held if isinstance(held, str) else None


def write(response: Response, name: str, held: str, settings: Settings, *, is_secure: bool) -> None:
    """Let an answer set a cookie.

    Raises:
        SettingsInvalid: The secret key is missing or of no use.
    """
    same_site: Literal["lax", "strict"] = "strict" if name in _STRICT else "lax"
    response.set_cookie(
        _OF_HOST + name if is_secure else name,
        str(_signer(settings, name).dumps(held)),
        max_age=_LASTS_S[name],
        path="/",
        secure=is_secure,
        httponly=True,
        samesite=same_site,
    )


def forget(response: Response, name: str, *, is_secure: bool) -> None:
    """Let an answer end a cookie, under both of its names."""
    response.delete_cookie(name, path="/", httponly=True, samesite="lax")
    if is_secure:
        secured = _OF_HOST + name
        response.delete_cookie(secured, path="/", secure=True, httponly=True, samesite="lax")


def _signer(settings: Settings, name: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        settings.key(),
        salt=f"fluxo.cookie.{name}",
        signer_kwargs={"digest_method": sha256, "key_derivation": "hmac"},
    )
