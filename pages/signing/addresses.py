"""Addresses to go on to after signing in: pages of ours, whatever the link said."""

from typing import Final
from urllib.parse import quote, urlsplit

HOME: Final = "/"
SIGNED_OUT: Final = "/sign-in?signed_out=1"
"""Where one is led who signed out."""

FIRST_NAMES: Final = frozenset({"sign-in", "first-account", "set-password"})
"""What the addresses of the pages before the pages begin with."""

_MAX_CHARACTERS: Final = 2_000


def first_name(path: str) -> str:
    """Return what a path begins with."""
    return path.strip("/").split("/", 1)[0]


def own_page(wanted: str) -> str:
    """Return an address as it is when it is that of a page of ours, else the home's."""
    # Browsers read a backslash as a slash, and leave out tabs and line ends: `/\t/evil.example`.
    is_odd = "\\" in wanted or any(not mark.isprintable() for mark in wanted)
    if is_odd or not wanted.startswith("/") or wanted.startswith("//"):
        return HOME
    if len(wanted) > _MAX_CHARACTERS or first_name(urlsplit(wanted).path) in FIRST_NAMES:
        return HOME
    return wanted


def sign_in_for(path: str, query: str) -> str:
    """Return the address of the sign-in page that leads back to a page."""
    wanted = own_page(f"{path}?{query}" if query else path)
    return "/sign-in" if wanted == HOME else f"/sign-in?next={quote(wanted, safe='/')}"
