"""Addresses to go on to after signing in: pages of ours, whatever the link said."""

from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from pages.texts import LANGUAGES

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
    """Return the address of the sign-in page that leads back to a page.

    A language that the page was asked for in becomes that of the sign-in, which remembers it: so
    the page is opened in the one that stands last.
    """
    asked, query = _language_apart(query)
    wanted = own_page(f"{path}?{query}" if query else path)
    kept = {"next": wanted if wanted != HOME else "", "language": asked}
    told = urlencode(
        {name: value for name, value in kept.items() if value}, safe="/", quote_via=quote
    )
    return f"/sign-in?{told}" if told else "/sign-in"


def _language_apart(query: str) -> tuple[str, str]:
    """Return the known language of a query, or "", and the query without it."""
    parts = parse_qsl(query, keep_blank_values=True)
    asked = next((value for name, value in parts if name == "language"), "")
    if asked not in LANGUAGES:
        return "", query
    return asked, urlencode([part for part in parts if part[0] != "language"])
