"""Which widget shows a value of the document: a new one whenever the value changed elsewhere.

A widget is drawn with the document's value as its own beginning (`value=`, `index=`, `default=`)
under the key that `shown_key` gives. When undo, the canvas or another person changes the value, the
key changes, so that the browser draws a fresh widget. Putting the value into the session's state
instead loses data: a widget that the browser draws anew begins with what it was declared with, and
tells that as if a person had emptied it.
"""

from collections.abc import Mapping
from typing import Final

import streamlit as st

MEMORY: Final = "values that widgets show"
"""Where the session keeps which value each widget began with; no widget's own state."""

_WORDS: Final = "words of the choices that widgets show"
_HEARD: Final = "values that widgets told since they were drawn"


def shown_key(key: str, value: object, words: Mapping[object, str] | None = None) -> str:
    """Return the key of the widget that shows a value.

    Args:
        key: Where the widget stands.
        value: What the widget begins with.
        words: What each choice is called. A browser tells a choice by its words, so that those of
            another language or of an old name would be taken for a value; new words need a fresh
            widget.
    """
    memory: dict[str, tuple[int, object]] = st.session_state.setdefault(MEMORY, {})
    number, last = memory.get(key, (0, value))
    is_changed = not _same(last, value) and not _same(told(key), value)
    if is_changed or _are_renamed(key, words or {}):
        number += 1
    memory[key] = (number, value)
    _heard().pop(key, None)
    return f"{key}#{number}"


def is_news(key: str) -> bool:
    """Say whether a widget tells something that it did not begin with; asked once for each change.

    A browser tells the value of a widget that the page no longer has, or had before another value
    came, along with the next gesture, and Streamlit takes that for a change. Writing it down would
    bring an old text back, or leave an empty one.
    """
    if current_key(key) not in st.session_state:
        return False
    memory: dict[str, tuple[int, object]] = st.session_state.setdefault(MEMORY, {})
    before = _heard().get(key, memory.get(key, (0, None))[1])
    _heard()[key] = told(key)
    return not _same(before, told(key))


def _are_renamed(key: str, words: Mapping[object, str]) -> bool:
    """Say whether a choice is called otherwise than when it was drawn last, and remember all."""
    known: dict[str, Mapping[object, str]] = st.session_state.setdefault(_WORDS, {})
    before, known[key] = known.get(key, {}), words
    return any(before.get(choice, word) != word for choice, word in words.items())


def _heard() -> dict[str, object]:
    heard: dict[str, object] = st.session_state.setdefault(_HEARD, {})
    return heard


def told(key: str) -> object:
    """Return what the widget of a key holds now, or None while it was not drawn."""
    return st.session_state.get(current_key(key))


def current_key(key: str) -> str:
    """Return the key under which the widget was drawn last."""
    memory: dict[str, tuple[int, object]] = st.session_state.setdefault(MEMORY, {})
    return f"{key}#{memory.get(key, (0, None))[0]}"


def _same(one: object, other: object) -> bool:
    return one == other and isinstance(one, bool) == isinstance(other, bool)
