"""What the browser remembers of a person: name, language and colours, beyond reload and restart."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Literal, TypedDict, get_args
from urllib.parse import unquote

import streamlit as st

from pages.person import MAX_NAME_CHARACTERS
from pages.texts import DEFAULT_LANGUAGE, LANGUAGES, language, texts_of
from pages.theme.framework_words import framework_words

Theme = Literal["system", "light", "dark"]
THEMES: Final[tuple[Theme, ...]] = get_args(Theme)

_ = texts_of("shell")
_SCRIPT: Final = (Path(__file__).parent / "theme" / "shell.js").read_text(encoding="utf-8")
COOKIE: Final = "fluxo_person"
"""The browser's cookie; scripts of ours write it, so it holds nothing that anybody must trust."""

KEPT_S: Final = 365 * 24 * 3600
_shell = st.components.v2.component("fluxo_shell", js=_SCRIPT)


class Remembered(TypedDict, total=False):
    """What is kept; anything may be missing."""

    person: str
    language: str
    theme: str


def recall() -> None:
    """Take over what the browser remembers; once a session, before any widget is drawn."""
    if "recalled" not in st.session_state:
        st.session_state["recalled"] = True
        _take_over(kept(st.context.cookies))


def draw_shell(paths: Sequence[str]) -> None:
    """Tell the page its language, the words for what Streamlit says, and what to remember.

    Args:
        paths: The addresses of all pages: Streamlit keeps the colours of each by itself.
    """
    data = {
        "changes": st.session_state.get("changed_by_person", {}),
        "language": language(),
        "lost": _("No connection to Fluxo. It tries again by itself; nothing is lost."),
        "paths": paths,
        "words": framework_words(),
    }
    with st.container(key="fluxo_shell"):
        _shell(key="shell", data=data, on_drawn_again_change=_nothing)


def _nothing() -> None:
    """Stand for a callback: that the page is drawn again is all there is to do."""


def remember(changes: Remembered) -> None:
    """Keep what a person chose in this browser."""
    before: Remembered = st.session_state.get("changed_by_person", {})
    st.session_state["changed_by_person"] = {**before, **changes}


def keep_language_in_address() -> None:
    """Let the address carry a language that is not the usual one: links and reloads keep it."""
    if language() == DEFAULT_LANGUAGE:
        st.query_params.pop("language", None)
    elif st.query_params.get("language") != language():
        st.query_params["language"] = language()


def kept(sent: Mapping[str, str]) -> object:
    """Return what the browser's cookies hold; anybody can write one, so it may be anything."""
    try:
        return json.loads(unquote(str(sent.get(COOKIE, ""))))
    except ValueError:
        return None


def _take_over(held: object) -> None:
    if not isinstance(held, Mapping):
        return
    person, wished, theme = (held.get(name) for name in ("person", "language", "theme"))
    if isinstance(person, str):
        st.session_state["person"] = person[:MAX_NAME_CHARACTERS]
    if theme in THEMES:
        st.session_state["theme"] = theme
    if wished in LANGUAGES and "language" not in st.query_params:
        st.session_state["language"] = wished
