"""The web chat's front end: plain sources, joined into the one script that a page loads.

There is no build step and no framework. The parts share one scope, in the order below; the style
sheet and the sentences travel inside the script, so that a strict content security policy needs
nothing but the script's own origin. What is served has lost its comments and spaces, no name.
"""

import html
import json
import re
from functools import cache
from importlib import resources
from string import Template
from typing import Final

import rjsmin

MAX_SCRIPT_BYTES: Final = 30 * 1024
LANGUAGES: Final = ("pt-BR", "en")
PARTS: Final = (
    "setting.js",
    "elements.js",
    "colors.js",
    "memory.js",
    "server.js",
    "conversation.js",
    "bubbles.js",
    "transcript.js",
    "composer.js",
    "panel.js",
    "widget.js",
)


@cache
def widget_script() -> str:
    """Return the JavaScript of `/widget.js`, at most `MAX_SCRIPT_BYTES` long in UTF-8."""
    texts = json.loads(read_asset("texts.json"))
    columns = (
        f"{name}:{_as_javascript([t[code] for code in LANGUAGES])}" for name, t in texts.items()
    )
    constants = [
        f"const TEXTS = {{{','.join(columns)}}};",
        f"const CSS = {_as_javascript(_lean_css(read_asset('chat.css')))};",
    ]
    parts = [read_asset(name) for name in PARTS]
    script = "\n".join(["(() => {", *constants, *parts, "})();"])
    return str(rjsmin.jsmin(script))


def chat_page(channel: str, *, title: str, language: str) -> str:
    """Return the HTML of the page `/chat/{channel}`; every value is escaped here."""
    values = {"channel": channel, "title": title, "language": language}
    escaped = {name: html.escape(value) for name, value in values.items()}
    return Template(read_asset("chat.html")).substitute(escaped)


def read_asset(name: str) -> str:
    """Return the text of one source file of this package.

    Raises:
        FileNotFoundError: there is no such file.
    """
    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")


def _lean_css(source: str) -> str:
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    spaceless = re.sub(r"\s*([{};,!])\s*|(?<=:)\s+", r"\1", source)
    short = re.sub(r"(?<=[\s,(:])0(?=\.\d)", "", spaceless)
    return short.replace(";}", "}").strip()


def _as_javascript(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
