"""Tokens: 256 random bits for whoever shows them; only their SHA-256 is kept."""

import hashlib
import hmac
import secrets
from typing import Final

TOKEN_BYTES: Final = 32
MAX_TOKEN_CHARACTERS: Final = 200


def new_token() -> str:
    """Return a token of 256 random bits, fit for an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Return the SHA-256 of a token in hexadecimal."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def is_readable(token: str | None) -> bool:
    """Say whether somebody showed a token at all, of a length that one may have."""
    return bool(token) and len(token or "") <= MAX_TOKEN_CHARACTERS


def same(kept_hash: str, token: str) -> bool:
    """Compare in a time that does not tell how much is right."""
    return hmac.compare_digest(kept_hash.encode(), hash_of(token).encode())
