"""The page around each form: one answer without any file beside it, under a strict policy."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from typing import Final, Literal
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from pages.texts import LANGUAGES, language, texts_of

_ = texts_of("signing")

_HERE: Final = Path(__file__).parent
_ICON: Final = _HERE.parent / "theme" / "favicon.svg"
_LANGUAGE_NAMES: Final = {"pt-BR": ("PT", "Português"), "en": ("EN", "English")}

Tone = Literal["told", "bad"]


@dataclass(frozen=True, slots=True)
class Field:
    """One line to fill in; `hint` stands below it."""

    name: str
    label: str
    kind: Literal["text", "email", "password"]
    autocomplete: str
    hint: str = ""
    max_characters: int = 200


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence above the form."""

    text: str
    tone: Tone = "told"


def form(
    address: str, fields: Iterable[Field], values: dict[str, str], hidden: dict[str, str], go: str
) -> str:
    """Return a form.

    Args:
        address: Where it is sent.
        fields: What is filled in.
        values: What was filled in before, by the names of the fields; never a password.
        hidden: What goes along unseen.
        go: The word on the button.
    """
    unseen = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in hidden.items()
    )
    lines, has_focus = [], False
    for one in fields:
        value = "" if one.kind == "password" else values.get(one.name, "")
        lines.append(_line(one, value, has_focus=not value and not has_focus))
        has_focus = has_focus or not value
    button = f'<button class="go" type="submit">{escape(go)}</button>'
    return f'<form method="post" action="{escape(address)}">{unseen}{"".join(lines)}{button}</form>'


def _line(one: Field, value: str, *, has_focus: bool) -> str:
    hint_id = f"{one.name}-hint"
    described = f' aria-describedby="{hint_id}"' if one.hint else ""
    focus = " autofocus" if has_focus else ""
    entry = (
        f'<input id="{one.name}" name="{one.name}" type="{one.kind}" value="{escape(value)}" '
        f'autocomplete="{one.autocomplete}" maxlength="{one.max_characters}" '
        f'autocapitalize="none" spellcheck="false" required{described}{focus}>'
    )
    if one.kind == "password":
        entry = f'<div class="box">{entry}{_shower(one.name)}</div>'
    hint = f'<p class="hint" id="{hint_id}">{escape(one.hint)}</p>' if one.hint else ""
    return (
        f'<div class="field"><label for="{one.name}">{escape(one.label)}</label>{entry}{hint}</div>'
    )


def _shower(name: str) -> str:
    show, hide = escape(_("Show")), escape(_("Hide"))
    return f'<button type="button" data-shows="{name}" data-hide="{hide}" hidden>{show}</button>'


def ways(others: Iterable[tuple[str, str]]) -> str:
    """Return the links to other ways in, by their addresses and words; nothing without any."""
    links = "".join(
        f'<a class="go other" href="{escape(address)}">{escape(words)}</a>'
        for address, words in others
    )
    word = escape(_("or"))
    return f'<p class="or">{word}</p>{links}' if links else ""


def page(
    request: Request,
    title: str,
    content: str,
    *,
    theme: str,
    notice: Notice | None = None,
    lead: str = "",
    foot: str = "",
    status: int = 200,
) -> HTMLResponse:
    """Return a whole page in the language that is spoken.

    Args:
        request: Whose address the language switch keeps.
        title: The one headline.
        content: HTML below it.
        theme: "system", "light" or "dark".
        notice: A sentence above the form.
        lead: A sentence below the headline.
        foot: A sentence below the card.
        status: The HTTP status.
    """
    parts = [_paragraph(lead, "lead"), _notice(notice), content]
    text = _template("page.html").substitute(
        language=language(),
        theme=escape(theme),
        title=escape(title),
        icon=_icon(),
        style=_file("page.css"),
        script=_file("page.js"),
        switch=escape(_("Language")),
        languages="".join(_switch(request)),
        content="".join(parts),
        foot=_paragraph(foot, "foot"),
    )
    return HTMLResponse(text, status, headers=_headers())


def _paragraph(text: str, name: str) -> str:
    return f'<p class="{name}">{escape(text)}</p>' if text else ""


def _notice(notice: Notice | None) -> str:
    if notice is None:
        return ""
    bad, role = (" bad", "alert") if notice.tone == "bad" else ("", "status")
    return f'<p class="notice{bad}" role="{role}">{escape(notice.text)}</p>'


def _switch(request: Request) -> Iterable[str]:
    for each in LANGUAGES:
        query = urlencode({**request.query_params, "language": each})
        label, name = _LANGUAGE_NAMES[each]
        current = ' aria-current="true"' if each == language() else ""
        address = escape(f"{request.url.path}?{query}")
        yield f'<a href="{address}" lang="{each}" title="{name}"{current}>{label}</a>'


@cache
def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def _template(name: str) -> Template:
    return Template(_file(name))


@cache
def _icon() -> str:
    return b64encode(_ICON.read_bytes()).decode()


@cache
def _headers() -> dict[str, str]:
    allowed = "; ".join(
        [
            "default-src 'none'",
            f"style-src '{_hash('page.css')}'",
            f"script-src '{_hash('page.js')}'",
            "img-src data:",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": allowed,
        "Cross-Origin-Opener-Policy": "same-origin",
        # Without any referrer a browser would not say either where a form stood.
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


def _hash(name: str) -> str:
    return "sha256-" + b64encode(sha256(_file(name).encode()).digest()).decode()
