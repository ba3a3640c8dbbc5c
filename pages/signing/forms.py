"""What is filled in, and that it was filled in on a page of ours.

Two guards stand before every form. The browser says where the form stood (`Origin`,
`Sec-Fetch-Site`), and the form carries a signed word that only the browser it was shown to knows.
"""

import secrets
from collections.abc import Mapping
from hashlib import sha256
from hmac import compare_digest
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from flow_runtime.settings import Settings
from pages.signing import cookies

FIELD: Final = "form"
MAX_BODY_BYTES: Final = 16 * 1024
_MAX_FIELDS: Final = 12
_VALID_S: Final = 12 * 3600
_WORD_BYTES: Final = 32


class TooLong(Exception):
    """More was sent than any form of ours holds."""


async def filled_in(request: Request) -> dict[str, str]:
    """Return the fields of a form; of a repeated one, the last.

    Raises:
        TooLong: The body or the number of its fields is above what a form of ours has.
    """
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY_BYTES:
            raise TooLong
    try:
        text = body.decode("utf-8")
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_MAX_FIELDS))
    except ValueError:  # no UTF-8, or too many fields
        raise TooLong from None


def is_of_this_site(request: Request, settings: Settings) -> bool:
    """Say whether the browser sent a form that stood on a page of this very site."""
    site, origin = (request.headers.get(name) for name in ("sec-fetch-site", "origin"))
    if site is None and origin is None:
        return False
    ours = {request.headers.get("host", ""), urlsplit(settings.public_url).netloc} - {""}
    is_other = origin is not None and urlsplit(origin).netloc not in ours
    return site in (None, "same-origin") and not is_other


def word_of(request: Request, settings: Settings, *, is_secure: bool) -> str:
    """Return the word that ties forms to this browser: the one it has, or a new one.

    Raises:
        SettingsInvalid: The secret key is missing or of no use.
    """
    known = cookies.read(request.cookies, cookies.FORM, settings, is_secure=is_secure)
    return known or secrets.token_urlsafe(_WORD_BYTES)


def keep_word(response: Response, word: str, settings: Settings, *, is_secure: bool) -> None:
    """Let an answer leave the word in the browser.

    Raises:
        SettingsInvalid: The secret key is missing or of no use.
    """
    cookies.write(response, cookies.FORM, word, settings, is_secure=is_secure)


def signed(purpose: str, word: str, settings: Settings) -> str:
    """Return what a form for one purpose carries.

    Raises:
        SettingsInvalid: The secret key is missing or of no use.
    """
    return str(_signer(settings, purpose).dumps(_digest(word)))


def is_ours(
    fields: Mapping[str, str],
    purpose: str,
    request: Request,
    settings: Settings,
    *,
    is_secure: bool,
) -> bool:
    """Say whether a form was shown to this browser, for this purpose and not too long ago.

    Raises:
        SettingsInvalid: The secret key is missing or of no use.
    """
    word = cookies.read(request.cookies, cookies.FORM, settings, is_secure=is_secure)
    try:
        held = _signer(settings, purpose).loads(fields.get(FIELD, ""), max_age=_VALID_S)
    except BadSignature:
        return False
    return word is not None and isinstance(held, str) and compare_digest(held, _digest(word))


def _digest(word: str) -> str:
    return sha256(word.encode()).hexdigest()


def _signer(settings: Settings, purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        settings.key(),
        salt=f"fluxo.form.{purpose}",
        signer_kwargs={"digest_method": sha256, "key_derivation": "hmac"},
    )
